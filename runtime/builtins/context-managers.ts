/** `with` as a function: JavaScript has no syntax that shows a context manager the exception. See also `asyncio/async-with.ts`. */

import { TypeError } from './exceptions.ts';
import { typeName } from './repr.ts';
import { caught } from './traceback.ts';

/** What `withSync()` takes: Python's `__enter__` and `__exit__`. */
export interface ContextManager<V> {
  enter(): V;
  exit(error: unknown): unknown;
}

/** Python's `with manager as value: block`; see `asyncWith()`. The block must not await. */
export function withSync<V, R>(manager: ContextManager<V>, block: (value: V) => R): R {
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
    return undefined as R;
  }
  manager.exit(null);
  return result;
}
