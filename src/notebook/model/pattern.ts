/** Patterns of checks: contained text, or `/regular expression/flags`. */

import type { Pattern } from './cell.ts';

const REGULAR_EXPRESSION = /^\/(.+)\/([a-z]*)$/s;

/**
 * Makes a pattern into a test of one line's text.
 *
 * @throws {SyntaxError} if it is written as a regular expression and is none
 */
export function matcher(pattern: Pattern): (text: string) => boolean {
  const parts = REGULAR_EXPRESSION.exec(pattern);
  if (parts === null) return (text) => text.includes(pattern);
  const [, source = '', flags = ''] = parts;
  // `g` and `y` would make test() remember where it stopped.
  const expression = new RegExp(source, flags.replace(/[gy]/g, ''));
  return (text) => expression.test(text);
}
