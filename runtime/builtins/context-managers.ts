/** `with` as a function: JavaScript has no syntax that shows a context manager the exception. See also `asyncio/async-with.ts`. */

import { TypeError } from './exceptions.ts';
import { typeName } from './repr.ts';
import { caught } from './traceback.ts';

/** What `withSync()` takes: Python's `__enter__` and `__exit__`. */
export interface ContextManager<V, E = unknown> {
  enter(): V;
  exit(error: unknown): E;
}

/** What is added to the result of a block by a manager whose `exit()` or `aexit()` gives this: undefined, if that may swallow an exception. */
// biome-ignore lint/suspicious/noConfusingVoidType: an exit method that returns nothing has this type, and it swallows nothing.
export type IfSwallowed<E> = E extends false | null | undefined | void ? never : undefined;

/**
 * Python's `with manager as value: block`; see `asyncWith()`. The block must not await. If `exit()` swallows its
 * exception, the result is undefined.
 */
export function withSync<V, R, E>(manager: ContextManager<V, E>, block: (value: V) => R): R | IfSwallowed<E> {
  if (typeof manager?.enter !== 'function' || typeof manager.exit !== 'function') {
    const missing = typeof manager?.enter !== 'function' ? '__enter__' : '__exit__';
    throw new TypeError(
      `'${typeName(manager)}' object does not support the context manager protocol (missed ${missing} method)`,
    );
  }
  const value = manager.enter();
  let result: R;
  try {
    result = block(value);
  } catch (error) {
    caught(error, new Error());
    if (!manager.exit(error)) throw error;
    return undefined as IfSwallowed<E>;
  }
  manager.exit(null);
  return result;
}
