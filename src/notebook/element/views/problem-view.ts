/** Says what is wrong with a cell: a sentence, or compile errors with their places. */

import type { CompileError } from '../../languages/language.ts';
import type { CellData } from '../../model/page-data.ts';
import { visible } from './display.ts';

/** More errors than this are not listed; they follow from the first ones anyway. */
const MAX_ERRORS = 5;
/** How many characters of a long line are shown around an error. */
const SHOWN_BEFORE = 60;
const SHOWN_BEHIND = 60;

export class ProblemView {
  readonly #part: HTMLElement;
  readonly #cell: string;

  /** `part` has the role `alert`; `cell` is the id of the cell that it belongs to. */
  constructor(part: HTMLElement, cell: string) {
    this.#part = part;
    this.#cell = cell;
  }

  clear(): void {
    this.#part.textContent = '';
    this.#part.hidden = true;
  }

  say(text: string): void {
    this.#part.textContent = text;
    this.#part.hidden = false;
  }

  /** `cellOf` says which cell of the page a compiled file is. */
  showErrors(errors: readonly CompileError[], cellOf: (file: string) => CellData | undefined): void {
    const shown: (Node | string)[] = errors
      .slice(0, MAX_ERRORS)
      .map((error) => this.#describe(error, cellOf(error.file)));
    if (errors.length > MAX_ERRORS) shown.push(`… and ${errors.length - MAX_ERRORS} more errors`);
    this.#part.replaceChildren(...shown);
    this.#part.hidden = false;
  }

  /** The place (a button that leads there), the message, and the line with the error underlined. */
  #describe({ line, column, length, lineText, message }: CompileError, cell: CellData | undefined): HTMLElement {
    const block = document.createElement('div');
    block.className = 'cell-error';
    const place = document.createElement('button');
    place.type = 'button';
    place.dataset['action'] = 'goto';
    place.dataset['cell'] = cell?.id ?? this.#cell;
    place.dataset['line'] = String(line);
    place.dataset['column'] = String(column);
    const where = cell === undefined || cell.id === this.#cell ? '' : `In “${cell.title}”, which this cell imports: `;
    place.textContent = `${where}line ${line}, column ${column}`;
    const words = document.createElement('p');
    words.textContent = visible(message);
    const code = document.createElement('pre');
    const show = (text: string): string => visible(text.replaceAll('\t', '  '));
    const from = Math.max(0, column - 1 - SHOWN_BEFORE);
    const to = column - 1 + SHOWN_BEHIND;
    const before = (from > 0 ? '…' : '') + show(lineText.slice(from, column - 1));
    const rest = show(lineText.slice(column - 1, to)) + (to < lineText.length ? '…' : '');
    const underline = '^'.repeat(Math.max(1, Math.min(length, rest.length)));
    code.textContent = `${before}${rest}\n${' '.repeat(before.length)}${underline}`;
    block.append(place, words, code);
    return block;
  }
}
