/**
 * `asyncio` for TypeScript: the module `awaitable/asyncio`.
 *
 * Names are CPython's in camelCase; keyword arguments are one trailing options
 * object; times are seconds. Nothing inside `runtime/` imports this file.
 */

export { AsyncGenerator } from './asyncio/async-generators.ts';
// The event loop
export {
  EventLoop,
  EventLoop as BaseEventLoop,
  type ExceptionContext,
  type ExceptionHandler,
  type TaskFactory,
  type TaskOptions,
} from './asyncio/base-events.ts';
// Coroutines, futures and tasks
export { type Code, Coroutine, iscoroutine, wrap as coroutine } from './asyncio/coroutines.ts';
export {
  getEventLoop,
  getRunningLoop,
  Handle,
  newEventLoop,
  setEventLoop,
  TimerHandle,
} from './asyncio/events.ts';
// Exceptions
export { BrokenBarrierError, CancelledError, InvalidStateError, TimeoutError } from './asyncio/exceptions.ts';
export { type Awaitable, Future, isfuture, wrapFuture } from './asyncio/futures.ts';
// Ours
export { addInstrument, type Instrument } from './asyncio/instruments.ts';
// Runners
export { Runner, type RunnerOptions, run } from './asyncio/runners.ts';
export {
  allTasks,
  createEagerTaskFactory,
  createTask,
  currentTask,
  eagerTaskFactory,
  ensureFuture,
  sleep,
  Task,
  type TaskConstructorOptions,
} from './asyncio/tasks.ts';
export { Timeout, timeout, timeoutAt } from './asyncio/timeouts.ts';
// Waiting
export {
  ALL_COMPLETED,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  type Gathered,
  type GatherOptions,
  gather,
  type ReturnWhen,
  shield,
  type WaitOptions,
  wait,
  waitFor,
} from './asyncio/waiting.ts';
