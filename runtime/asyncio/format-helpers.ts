/** How callbacks are written in reprs and reports. Mirrors `asyncio/format_helpers.py`. */

import { repr, shortRepr } from '../builtins/repr.ts';
import { codeOf, place } from './coroutines.ts';

/** Names that the runtime's own callbacks go by in CPython, which a reader knows from its reprs. */
const qualnames = new WeakMap<object, string>();

/** Gives a function the name that CPython's counterpart has in reprs. */
export function named<F extends object>(qualname: string, callback: F): F {
  qualnames.set(callback, qualname);
  return callback;
}

/** The function's qualified name, or its repr if it has none. */
export function callbackName(callback: unknown): string {
  if (typeof callback !== 'function') return repr(callback);
  return qualnames.get(callback) ?? codeOf(callback)?.qualname ?? (callback.name.replace(/^bound /, '') || '<lambda>');
}

/** `name()`, with arguments in debug mode only (they may be secret), and where it is defined if that is known. */
export function formatCallback(callback: unknown, args: readonly unknown[], debug = false): string {
  const code = typeof callback === 'function' ? codeOf(callback) : undefined;
  const inner = debug ? args.map((arg) => shortRepr(arg)).join(', ') : '';
  const where = code === undefined ? '' : ` at ${place(code.file, code.line)}`;
  return `${callbackName(callback)}(${inner})${where}`;
}
