/** Warnings, as Python writes them to stderr: `cell.ts:8: RuntimeWarning: …`. */

import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import type { Code } from './code.ts';

export interface Warning {
  readonly category: string;
  readonly message: string;
}

/** Sees warnings before they are written; true for one that it deals with itself. */
type Listener = (warning: Warning) => boolean;

let listener: Listener | null = null;

/** Has a listener see the warnings of what `body` does. */
export async function withWarnings<T>(seen: Listener, body: () => Promise<T>): Promise<T> {
  const outer = listener;
  listener = seen;
  try {
    return await body();
  } finally {
    listener = outer;
  }
}

/**
 * Writes a warning, with the place it speaks of and that line of the author's.
 *
 * It prints every warning. The caller leaves out repetitions that CPython's default filter hides.
 */
export function warn(category: string, message: string, where: Pick<Code, 'file' | 'line'> | null): void {
  if (listener?.({ category, message }) === true) return;
  let text = `${category}: ${message}\n`;
  if (where !== null) {
    text = `${where.file}:${where.line}: ${text}`;
    const quoted = host().quote(where.file, where.line);
    if (quoted !== '') text += `  ${quoted}\n`;
  }
  host().write('err', text, programTime());
}
