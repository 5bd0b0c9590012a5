/** `print()`, to the host's stdout and stderr. */

import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import { keywordsIn } from './keywords.ts';
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

const KEYWORDS = ['sep', 'end', 'file', 'flush'] as const;

/**
 * Prints the values as Python does: `str()` of each, joined by `sep`, followed by `end`.
 *
 * A last argument that is a plain object of nothing but `sep`, `end`, `file`
 * and `flush` is taken as the options.
 */
export function print(...values: unknown[]): void {
  const options = keywordsIn<PrintOptions>(values.at(-1), KEYWORDS);
  const shown = options === null ? values : values.slice(0, -1);
  const text = shown.map(str).join(options?.sep ?? ' ') + (options?.end ?? '\n');
  host().write(options?.file?.stream ?? 'out', text, programTime());
}
