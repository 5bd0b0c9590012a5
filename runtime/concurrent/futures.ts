/**
 * Executors on real workers: the module `awaitable/concurrent/futures`.
 *
 * Names are CPython's in camelCase. Where CPython blocks the calling thread, a
 * promise is returned here.
 */

export { transfer } from '../pickle/pickle.ts';
export {
  ALL_COMPLETED,
  asCompleted,
  BrokenExecutor,
  CancelledError,
  type DoneAndNotDoneFutures,
  Executor,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  Future,
  InvalidStateError,
  type MapOptions,
  type ResultOf,
  type ReturnWhen,
  type ShutdownOptions,
  TimeoutError,
  type WaitOptions,
  wait,
} from './futures/base.ts';
export { BrokenInterpreterPool, InterpreterPoolExecutor } from './futures/interpreter.ts';
export { BrokenProcessPool, ProcessPoolExecutor, type ProcessPoolOptions } from './futures/process.ts';
export { BrokenThreadPool, ThreadPoolExecutor, type ThreadPoolOptions } from './futures/thread.ts';
