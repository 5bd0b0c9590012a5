/** `print()`, to the host's stdout and stderr. */

import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import { str } from './repr.ts';

interface Stream<Name> {
  readonly stream: Name;
  toString(): string;
}

/** Where `print()` may write to; `sys.stdout` and `sys.stderr`. */
export const stdout: Stream<'out'> = Object.freeze({
  stream: 'out',
  toString: () => "<_io.TextIOWrapper name='<stdout>'>",
});
export const stderr: Stream<'err'> = Object.freeze({
  stream: 'err',
  toString: () => "<_io.TextIOWrapper name='<stderr>'>",
});

export interface PrintOptions {
  /** Between the values. Default: a space. */
  readonly sep?: string | null;
  /** After the last value. Default: a line end. */
  readonly end?: string | null;
  /** `stdout` or `stderr`. Default: `stdout`. */
  readonly file?: typeof stdout | typeof stderr | null;
  readonly flush?: boolean;
}

const OPTIONS = new Set(['sep', 'end', 'file', 'flush']);

function isOptions(value: unknown): value is PrintOptions {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => OPTIONS.has(key));
}

/**
 * Prints the values as Python does: `str()` of each, joined by `sep`, followed by `end`.
 *
 * A last argument that is a plain object of nothing but `sep`, `end`, `file`
 * and `flush` is taken as the options.
 */
export function print(...values: unknown[]): void {
  const last = values.at(-1);
  const options = isOptions(last) ? last : {};
  const shown = options === last ? values.slice(0, -1) : values;
  const text = shown.map(str).join(options.sep ?? ' ') + (options.end ?? '\n');
  host().write(options.file?.stream ?? 'out', text, programTime());
}
