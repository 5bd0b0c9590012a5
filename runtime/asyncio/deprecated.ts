/** What CPython 3.14 still has of asyncio, and warns of. */

import { currentFrames } from '../builtins/traceback.ts';
import { warn } from '../builtins/warnings.ts';
import { codeOf } from './coroutines.ts';

/**
 * Whether calling `func` makes a coroutine: for `async function` in a compiled
 * program, for what `coroutine()` gives, and for the coroutine functions and
 * methods of this module. False for anything else, also for a plain function
 * that returns a coroutine, and for an async generator function.
 *
 * Writes the DeprecationWarning that CPython 3.14 gives. `inspect`, which the
 * warning speaks of, is no module here.
 */
export function iscoroutinefunction(func: unknown): boolean {
  warn(
    'DeprecationWarning',
    "'asyncio.iscoroutinefunction' is deprecated and slated for removal in Python 3.16; " +
      'use inspect.iscoroutinefunction() instead',
    currentFrames()[0] ?? null,
  );
  return typeof func === 'function' && codeOf(func) !== undefined;
}
