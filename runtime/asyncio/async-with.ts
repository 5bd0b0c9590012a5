/** `async with` as a function: JavaScript has no syntax that shows a context manager the exception. */

import type { IfSwallowed } from '../builtins/context-managers.ts';
import { TypeError } from '../builtins/exceptions.ts';
import { typeName } from '../builtins/repr.ts';
import { letGo, markRaised } from '../builtins/traceback.ts';
import { type Coroutine, internal } from './coroutines.ts';
import { type Awaitable, isAwaitable } from './futures.ts';

/** What `asyncWith()` takes: Python's `__aenter__` and `__aexit__`. */
export interface AsyncContextManager<V, E = unknown> {
  aenter(): Awaitable<V> | V;
  /** Gets the exception that left the block, or null. A truthy result swallows it. */
  aexit(error: unknown): Awaitable<E> | E;
}

/**
 * Python's `async with manager as value: block`.
 *
 * Enters, runs the block, and leaves with the exception that came out of it,
 * if any; a truthy answer of `aexit()` swallows that, and the result is then
 * undefined, which the type says of managers that may do so. Cancellation reaches the block, and the manager, like any other
 * exception.
 */
export const asyncWith = /* @__PURE__ */ internal(
  'async with',
  function* asyncWith<V, R>(
    manager: AsyncContextManager<V>,
    block: (value: V) => Awaitable<R> | R,
  ): Generator<unknown, R | undefined, unknown> {
    if (typeof manager?.aenter !== 'function' || typeof manager.aexit !== 'function') {
      const missing = typeof manager?.aenter !== 'function' ? '__aenter__' : '__aexit__';
      throw new TypeError(
        `'${typeName(manager)}' object does not support the asynchronous context manager protocol (missed ${missing} method)`,
      );
    }
    const entered = manager.aenter();
    const value = (isAwaitable(entered) ? yield entered : entered) as V;
    let result: R;
    let awaited = false;
    try {
      const running = block(value);
      awaited = isAwaitable(running);
      result = (awaited ? yield running : running) as R;
    } catch (error) {
      markRaised(error);
      const left = manager.aexit(error);
      const swallow = isAwaitable(left) ? yield left : left;
      if (!swallow) throw awaited ? letGo(error) : error;
      return undefined;
    }
    const left = manager.aexit(null);
    if (isAwaitable(left)) yield left;
    return result;
  },
  { inline: true },
) as <V, R, E>(
  manager: AsyncContextManager<V, E>,
  block: (value: V) => Awaitable<R> | R,
) => Coroutine<R | IfSwallowed<E>>;
