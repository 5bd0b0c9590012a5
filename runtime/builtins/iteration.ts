/** Iteration with Python's words where something cannot be iterated. */

import { TypeError } from './exceptions.ts';
import { typeName } from './repr.ts';

/** An iterable, checked. @throws {TypeError} if it is none */
export function itemsOf<T>(iterable: Iterable<T>): Iterable<T> {
  if (typeof (iterable as Partial<Iterable<T>> | null | undefined)?.[Symbol.iterator] !== 'function') {
    throw new TypeError(`'${typeName(iterable)}' object is not iterable`);
  }
  return iterable;
}
