/** Warnings, as Python writes them to stderr: `cell.ts:8: RuntimeWarning: …`. */

import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import type { Code } from './code.ts';

/**
 * Writes a warning, with the place it speaks of and that line of the author's.
 *
 * It prints every warning. The caller leaves out repetitions that CPython's default filter hides.
 */
export function warn(category: string, message: string, where: Pick<Code, 'file' | 'line'> | null): void {
  let text = `${category}: ${message}\n`;
  if (where !== null) {
    text = `${where.file}:${where.line}: ${text}`;
    const quoted = host().quote(where.file, where.line);
    if (quoted !== '') text += `  ${quoted}\n`;
  }
  host().write('err', text, programTime());
}
