/** Says what is wrong with a cell: a sentence, or compile errors with their places. */

import type { CompileError } from '../../languages/language.ts';
import type { CellState, PageStore } from '../store/store.ts';
import { visible } from './display.ts';
import { h, type Tag, toDom } from './markup.ts';

/** More errors than this are not listed; they follow from the first ones anyway. */
const MAX_ERRORS = 5;
/** How many characters of a long line are shown around an error. */
const SHOWN_BEFORE = 60;
const SHOWN_BEHIND = 60;

/** Shows a problem of a cell in its part, which has the role `alert`; null: there is none. */
export function showProblem(part: HTMLElement, problem: CellState['problem'], store: PageStore, cell: string): void {
  if (problem === null || typeof problem === 'string') part.textContent = problem;
  else {
    part.replaceChildren(...problem.slice(0, MAX_ERRORS).map((error) => toDom(describe(error, store, cell))));
    if (problem.length > MAX_ERRORS) part.append(`… and ${problem.length - MAX_ERRORS} more errors`);
  }
  part.hidden = problem === null;
}

/** The place (a button that leads there), the message, and the line with the error underlined. */
function describe(error: CompileError, store: PageStore, own: string): Tag {
  const { file, line, column, length, lineText, message } = error;
  const cell = store.cellOf(file);
  const where = cell === undefined || cell.id === own ? '' : `In “${cell.title}”, which this cell imports: `;
  const show = (text: string): string => visible(text.replaceAll('\t', '  '));
  const from = Math.max(0, column - 1 - SHOWN_BEFORE);
  const to = column - 1 + SHOWN_BEHIND;
  const before = (from > 0 ? '…' : '') + show(lineText.slice(from, column - 1));
  const rest = show(lineText.slice(column - 1, to)) + (to < lineText.length ? '…' : '');
  const underline = '^'.repeat(Math.max(1, Math.min(length, rest.length)));
  const code = file.endsWith('.py') ? 'python' : undefined;
  const at = { 'data-line': line, 'data-column': column };
  const place = { 'data-action': 'goto', 'data-cell': cell?.id ?? own, 'data-code': code, ...at };
  return h(
    'div',
    { class: 'cell-error' },
    h('button', { type: 'button', ...place }, `${where}line ${line}, column ${column}`),
    h('p', {}, visible(message)),
    h('pre', {}, `${before}${rest}\n${' '.repeat(before.length)}${underline}`),
  );
}
