/** `aiter()` and `anext()`. */

import { StopAsyncIteration, TypeError } from '../builtins/exceptions.ts';
import { typeName } from '../builtins/repr.ts';
import { type Coroutine, internal } from './coroutines.ts';
import type { Awaitable } from './futures.ts';

/** An async iterator by Python's protocol. */
export interface PythonAsyncIterator<T> {
  anext(): Awaitable<T>;
}

const nextOf = /* @__PURE__ */ internal(
  'anext',
  function* (iterator: PythonAsyncIterator<unknown>, fallback: readonly unknown[]) {
    try {
      return (yield iterator.anext()) as unknown;
    } catch (error) {
      if (error instanceof StopAsyncIteration && fallback.length > 0) return fallback[0];
      throw error;
    }
  },
);

/**
 * The next item of an async iterator; at its end the fallback, if one is given.
 *
 * @throws {StopAsyncIteration} at the end, without a fallback
 */
export function anext<T>(iterator: PythonAsyncIterator<T> | AsyncIterator<T>, ...fallback: [] | [T]): Coroutine<T> {
  if (typeof (iterator as Partial<PythonAsyncIterator<T>> | null)?.anext !== 'function') {
    throw new TypeError(`'${typeName(iterator)}' object is not an async iterator`);
  }
  return nextOf(iterator as PythonAsyncIterator<unknown>, fallback) as Coroutine<T>;
}

/** The async iterator of an async iterable. */
export function aiter<T>(iterable: AsyncIterable<T> | { aiter(): PythonAsyncIterator<T> }): PythonAsyncIterator<T> {
  const source = iterable as { aiter?: () => PythonAsyncIterator<T>; anext?: unknown } | null;
  if (typeof source?.aiter === 'function') return source.aiter();
  if (typeof source?.anext === 'function') return source as PythonAsyncIterator<T>;
  throw new TypeError(`'${typeName(iterable)}' object is not an async iterable`);
}
