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

/** The directive that the compile step puts into plain functions: `"@LINE|FILE|QUALNAME"`. */
const MARK = /(["'])@(\d+)\|([^|"']*)\|([^"']*)\1/g;

interface Mark {
  /** '' where only the function itself knows its name. */
  readonly qualname: string;
  readonly file: string;
  readonly line: number;
}

/** What a function is called, and where it stands; undefined for one that was not compiled as part of a program. */
function markOf(callback: object): Mark | undefined {
  const code = codeOf(callback);
  // The runtime's own stand in no file of the program's.
  if (code !== undefined && code.internal !== true) return code;
  const marks = [...Function.prototype.toString.call(callback).matchAll(MARK)].map(
    ([, , line, file = '', qualname = '']): Mark => ({ qualname, file, line: Number(line) }),
  );
  // The marks of functions within it are in its text too, but those are called `ITS.NAME.<locals>.NAME`.
  const depth = ({ qualname }: Mark): number => qualname.split('<locals>').length;
  return marks.reduce<Mark | undefined>((outer, mark) => {
    return outer === undefined || depth(mark) < depth(outer) ? mark : outer;
  }, undefined);
}

/** The function's qualified name, or its repr if it has none. */
export function callbackName(callback: unknown): string {
  if (typeof callback !== 'function') return repr(callback);
  return qualnames.get(callback) ?? (markOf(callback)?.qualname || callback.name.replace(/^bound /, '') || '<lambda>');
}

/** `name()`, with arguments in debug mode only (they may be secret), and where it is defined if that is known. */
export function formatCallback(callback: unknown, args: readonly unknown[], debug = false): string {
  const mark = typeof callback === 'function' && !qualnames.has(callback) ? markOf(callback) : undefined;
  const inner = debug ? args.map((arg) => shortRepr(arg)).join(', ') : '';
  const where = mark === undefined ? '' : ` at ${place(mark.file, mark.line)}`;
  return `${callbackName(callback)}(${inner})${where}`;
}
