/** Pools of interpreters: threads whose exceptions tell that they come from elsewhere. Mirrors `concurrent/futures/interpreter.py`. */

import { Exception } from '../../builtins/exceptions.ts';
import { declareClass } from '../../builtins/modules.ts';
import { formatExceptionOnly } from '../../builtins/traceback.ts';
import { BrokenThreadPool, type ThreadKind, ThreadPoolExecutor } from './thread.ts';

/** A worker of the pool could not be initialised, or was lost. */
export class BrokenInterpreterPool extends BrokenThreadPool {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'BrokenInterpreterPool',
    'concurrent.futures.interpreter',
  );
}

/** The cause of an exception that was raised in another interpreter. */
export class ExecutionFailed extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'ExecutionFailed',
    'concurrent.interpreters',
  );
}

const INITIALIZER = 'A thread initializer failed, the thread pool is not usable anymore';

const INTERPRETERS: ThreadKind = {
  poolName: 'InterpreterPoolExecutor',
  failure: (error, traceback) => {
    error.cause = new ExecutionFailed(
      `${formatExceptionOnly(error)}\n\nUncaught in the interpreter:\n\n${traceback.trimEnd()}`,
    );
    return error;
  },
  initializerFailed: () => new BrokenInterpreterPool(INITIALIZER),
  workerLost: () =>
    new BrokenInterpreterPool('A thread of the pool was terminated abruptly while the future was running or pending.'),
  brokenSince: (reason) => new BrokenInterpreterPool(reason),
};

/** Executes calls in interpreters, each in a thread of its own. Here every thread has one: this differs only in what exceptions look like. */
export class InterpreterPoolExecutor extends ThreadPoolExecutor {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'InterpreterPoolExecutor',
    'concurrent.futures.interpreter',
  );

  protected static override readonly threadKind: ThreadKind = INTERPRETERS;
}
