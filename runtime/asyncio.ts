/**
 * `asyncio` for TypeScript: the module `awaitable/asyncio`.
 *
 * Names are CPython's in camelCase; keyword arguments are one trailing options
 * object; times are seconds.
 */

// Nothing inside runtime/ imports this file.

// Ours: AbortSignal
export { abortable, cancelOnAbort, signalOf } from './asyncio/abort.ts';
export { type AsCompleted, asCompleted, type Completed } from './asyncio/as-completed.ts';
export { AsyncGenerator } from './asyncio/async-generators.ts';
// The event loop
export {
  type CallOptions,
  EventLoop,
  EventLoop as BaseEventLoop,
  type ExceptionContext,
  type ExceptionHandler,
  newEventLoop,
  type TaskFactory,
} from './asyncio/base-events.ts';
// The call graph
export {
  type CallFrame,
  type CallGraphOptions,
  captureCallGraph,
  FrameCallGraphEntry,
  FutureCallGraph,
  formatCallGraph,
  printCallGraph,
} from './asyncio/call-graph.ts';
export { Coroutine, type CoroutineOptions, coroutine, iscoroutine } from './asyncio/coroutines.ts';
// Ours
export { DeadlockError } from './asyncio/deadlocks.ts';
export { iscoroutinefunction } from './asyncio/deprecated.ts';
export { Handle, TimerHandle } from './asyncio/events.ts';
// Exceptions
export { BrokenBarrierError, CancelledError, InvalidStateError, TimeoutError } from './asyncio/exceptions.ts';
export { type Awaitable, Future, isfuture, wrapFuture } from './asyncio/futures.ts';
export { futureAddToAwaitedBy, futureDiscardFromAwaitedBy } from './asyncio/graph.ts';
export { addInstrument, type Instrument } from './asyncio/instruments.ts';
// Synchronisation and queues
export { Barrier, BoundedSemaphore, Condition, Event, Lock, type LockLike, Semaphore } from './asyncio/locks.ts';
export {
  LifoQueue,
  PriorityQueue,
  type PriorityQueueOptions,
  Queue,
  QueueEmpty,
  QueueFull,
  type QueueOptions,
  QueueShutDown,
} from './asyncio/queues.ts';
// Ours: what async functions return
export { unawaited } from './asyncio/returned.ts';
// Runners
export { Runner, type RunnerOptions, run } from './asyncio/runners.ts';
export {
  getEventLoop,
  getRunningLoop,
  runningLoop as _getRunningLoop,
  setEventLoop,
  setRunningLoop as _setRunningLoop,
} from './asyncio/running.ts';
export { sleep } from './asyncio/sleep.ts';
export { type StaggeredResult, staggeredRace } from './asyncio/staggered.ts';
export { TaskGroup } from './asyncio/taskgroups.ts';
export {
  allTasks,
  createEagerTaskFactory,
  createTask,
  currentTask,
  eagerTaskFactory,
  ensureFuture,
  enterTask as _enterTask,
  leaveTask as _leaveTask,
  registerTask as _registerTask,
  Task,
  type TaskConstructorOptions,
  type TaskOptions,
  unregisterTask as _unregisterTask,
  waitAllTasksBlocked,
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
// Coroutines, futures and tasks
export type { Code } from './builtins/code.ts';
export { runCoroutineThreadsafe } from './concurrent/futures/threadsafe.ts';
export { toThread } from './concurrent/futures/to-thread.ts';
