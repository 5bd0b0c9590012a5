/** Python's `<` for JavaScript's values, as heaps need it. */

import { TypeError } from './exceptions.ts';
import { typeName } from './repr.ts';

/** An object that says itself whether it comes before another: Python's `__lt__`. */
export interface Ordered {
  lt(other: unknown): boolean;
}

/**
 * Whether `a < b` in Python's order: numbers (booleans count) by value, strings
 * by code points, arrays item by item, dates by time, objects by their `lt()`.
 *
 * @throws {TypeError} for values that Python could not compare either
 */
export function lessThan(a: unknown, b: unknown): boolean {
  if (isNumeric(a) && isNumeric(b)) return a < b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b) < 0;
  if (Array.isArray(a) && Array.isArray(b)) {
    const shorter = Math.min(a.length, b.length);
    for (let i = 0; i < shorter; i++) {
      if (!equal(a[i], b[i])) return lessThan(a[i], b[i]);
    }
    return a.length < b.length;
  }
  if (a instanceof Date && b instanceof Date) return a.getTime() < b.getTime();
  if (typeof (a as Partial<Ordered> | null)?.lt === 'function') return Boolean((a as Ordered).lt(b));
  throw new TypeError(`'<' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

function isNumeric(value: unknown): value is number {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // biome-ignore lint/suspicious/noDoubleEquals: 1 == 1n == true, as in Python.
  if (isNumeric(a) && isNumeric(b)) return a == b;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  const { eq } = (a ?? {}) as { eq?: unknown };
  return typeof eq === 'function' && Boolean(eq.call(a, b));
}

/** UTF-16 puts characters beyond U+FFFF before some that Python puts them after. */
function compareText(a: string, b: string): number {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [x, y] = [left.next(), right.next()];
    if (x.done || y.done) return x.done === y.done ? 0 : x.done ? -1 : 1;
    if (x.value !== y.value) return (x.value.codePointAt(0) as number) - (y.value.codePointAt(0) as number);
  }
}
