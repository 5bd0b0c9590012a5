/** asyncio's own exceptions. Mirrors `asyncio/exceptions.py`. */

import { BaseException, Exception, RuntimeError, TimeoutError } from '../builtins/exceptions.ts';
import { declareClass } from '../builtins/modules.ts';

export { TimeoutError };

/**
 * Thrown into a coroutine whose task is cancelled, and out of every `await` of
 * something cancelled. A `BaseException`: code that catches `Exception` lets it pass.
 */
export class CancelledError extends BaseException {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'CancelledError',
    'asyncio.exceptions',
  );
}

/** A future is not in the state that the operation needs. */
export class InvalidStateError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'InvalidStateError',
    'asyncio.exceptions',
  );
}

/** The barrier was broken by `abort()` or `reset()`. */
export class BrokenBarrierError extends RuntimeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'BrokenBarrierError',
    'asyncio.exceptions',
  );
}
