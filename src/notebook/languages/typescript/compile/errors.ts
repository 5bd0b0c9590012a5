/** What a program that does not compile is told. */
import type { CompileError } from '../../language.ts';

/** An error at an offset of an author's text. */
export function errorAt(message: string, file: string, text: string, offset: number, length = 1): CompileError {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return errorAtLine(message, file, text, line, offset - before.lastIndexOf('\n') - 1, length);
}

/** An error at a line (1-based) and column (0-based, UTF-16 code units) of an author's text. */
export function errorAtLine(
  message: string,
  file: string,
  text: string,
  line: number,
  column: number,
  length = 1,
): CompileError {
  const lineText = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '');
  const rest = Math.max(1, lineText.length - column);
  return { message, file, line, column: column + 1, length: Math.max(1, Math.min(length, rest)), lineText };
}

/** How much of a line is quoted; errors in longer ones (data, minified code) show the part around the place. */
const WIDEST = 100;

/**
 * The error as a terminal shows it, without a line end:
 *
 *     gather.ts:7:15: error: Unexpected ";"
 *       7 │ const group = ;
 *         │               ^
 */
export function formatCompileError(error: CompileError): string {
  const { file, line, column, length, lineText } = error;
  const head = `${file}:${line}:${column}: error: ${error.message}`;
  if (lineText.trim() === '') return head;
  let start = 0;
  if (lineText.length > WIDEST) start = Math.max(0, Math.min(column - 1 - WIDEST / 2, lineText.length - WIDEST));
  const quoted = lineText.slice(start, start + WIDEST);
  const before = quoted.slice(0, column - 1 - start);
  // Tabs stay tabs, so that the caret stands right whatever their width is.
  const indent = [...before].map((character) => (character === '\t' ? '\t' : ' '.repeat(cells(character)))).join('');
  const marked = quoted.slice(before.length, before.length + length);
  const carets = '^'.repeat(
    Math.max(
      1,
      [...marked].reduce((sum, character) => sum + cells(character), 0),
    ),
  );
  const number = String(line);
  const more = (at: boolean): string => (at ? '…' : '');
  return [
    head,
    `  ${number} │ ${more(start > 0)}${quoted}${more(start + WIDEST < lineText.length)}`,
    `  ${' '.repeat(number.length)} │ ${start > 0 ? ' ' : ''}${indent}${carets}`,
  ].join('\n');
}

/** How many columns a terminal gives a character. */
function cells(character: string): number {
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
    character,
  )
    ? 2
    : 1;
}
