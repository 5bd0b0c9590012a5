/** Draws a run's output into the cell's list, at most once a frame. */

import { foldGroups } from '../../model/exception-groups.ts';
import type { Line } from '../../model/transcript.ts';
import type { Output } from '../store/store.ts';
import { toDom } from './markup.ts';
import { before, type CellOf, hiddenLines, outputFold, outputLine } from './output-lines.ts';

/** How many lines are drawn in one frame: a thousand at once would block the page. */
const LINES_A_FRAME = 200;
/** More lines than this are laid out in a cheaper way (element/styles/live.css). */
const MANY = 200;
/** How far from its end a scrolled list counts as being at its end, in pixels. */
const NEAR_END = 24;

export class OutputView {
  readonly #list: HTMLElement;
  readonly #cellOf: CellOf;
  #output: Output | null = null;
  #frame = 0;
  /** What the list shows now. */
  #items: HTMLElement[] = [];
  #hidden = 0;
  #mark: HTMLElement | null = null;
  #open: HTMLElement[] = [];
  /** Called once all has been drawn. */
  #drawn: (() => void) | null = null;
  /** Whether the list stays at its end as it grows: until the reader scrolls up. */
  #follow = true;

  constructor(list: HTMLElement, cellOf: CellOf) {
    this.#list = list;
    this.#cellOf = cellOf;
    // Asked here and not while drawing, where the answer would cost a layout of its own.
    list.addEventListener('scroll', () => {
      this.#follow = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
    });
  }

  /** Empties the list for a new run. It keeps its room until that is over, so that neither page nor lines jump. */
  clear(): void {
    const left = this.#list.getBoundingClientRect().left;
    const right =
      this.#list.querySelector('[data-part="time"], .cell-fold-time')?.getBoundingClientRect().right ?? left;
    this.#list.style.setProperty('--time-width', `${right - left}px`);
    this.#list.style.minHeight = `${this.#list.offsetHeight}px`;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#output = null;
    this.#drawn = null;
    this.#follow = true;
    this.#list.replaceChildren();
    this.#list.removeAttribute('data-many');
    this.#items = [];
    this.#hidden = 0;
    this.#mark = null;
    this.#open = [];
  }

  /** Draws `output` with the next frame; until then, later calls cost nothing. */
  update(output: Output): void {
    this.#output = output;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  /** Draws `output` to its end; `proves` says for each line which expectations it proves. Resolves when that is done. */
  finish(output: Output, proves: (index: number) => readonly number[]): Promise<void> {
    return new Promise((resolve) => {
      this.#drawn = () => {
        this.#items.forEach((item, index) => {
          item.dataset['proves'] = proves(index).join(' ');
        });
        this.#fold(output, proves);
        this.#list.style.minHeight = '';
        this.#list.style.removeProperty('--time-width');
        resolve();
      };
      this.#output = output;
      // Little is drawn at once; a hidden page has no frames.
      if (document.hidden || output.lines.length - this.#items.length <= LINES_A_FRAME) this.#draw();
      else this.update(output);
    });
  }

  readonly #draw = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const output = this.#output;
    if (output === null) return;
    const list = this.#list;
    for (const item of this.#open.splice(0)) item.remove();
    if (output.hidden !== this.#hidden) {
      // The tail has moved on: everything behind the head is drawn anew.
      for (const item of this.#items.splice(output.hiddenAt)) item.remove();
      this.#mark?.remove();
      this.#mark = null;
      this.#hidden = output.hidden;
    }
    const fresh = document.createDocumentFragment();
    const to = document.hidden
      ? output.lines.length
      : Math.min(output.lines.length, this.#items.length + LINES_A_FRAME);
    for (let index = this.#items.length; index < to; index++) {
      if (output.hidden > 0 && index === output.hiddenAt && this.#mark === null) {
        this.#mark = toDom(hiddenLines(output.hidden));
        fresh.append(this.#mark);
      }
      const item = toDom(outputLine(output.lines[index] as Line, before(output, index), this.#cellOf));
      this.#items.push(item);
      fresh.append(item);
    }
    const complete = to === output.lines.length;
    let last = output.lines.at(-1);
    for (const line of (complete && output.open) || []) {
      const item = toDom(outputLine(line, last, this.#cellOf));
      last = line;
      item.dataset['open'] = '';
      this.#open.push(item);
      fresh.append(item);
    }
    list.toggleAttribute('data-many', this.#items.length > MANY);
    list.append(fresh);
    if (this.#follow) list.scrollTop = list.scrollHeight;
    if (!complete) this.update(output);
    else {
      this.#drawn?.();
      this.#drawn = null;
    }
  };

  /** Puts the lines of each exception group into a fold of their own. */
  #fold(output: Output, proves: (index: number) => readonly number[]): void {
    for (const fold of foldGroups(output)) {
      if (typeof fold === 'number') continue;
      const place = document.createComment('');
      this.#items[fold.from]?.before(place);
      place.replaceWith(toDom(outputFold(fold, output, this.#items, proves)));
    }
  }
}
