/** Draws a run's output into the cell's list, at most once a frame however fast it comes. */

import type { Line } from '../../model/transcript.ts';
import { formatTime, hiddenText } from '../../model/wording.ts';
import { visible } from './display.ts';
import { foldOutput } from './fold-view.ts';
import type { Output } from './output-text.ts';
import { drawText } from './traceback.ts';

/** How many lines are drawn in one frame: a thousand at once would hold up the page. */
const LINES_A_FRAME = 200;
/** More lines than this are laid out in a cheaper way (element/styles/cell-live.css). */
const MANY = 200;
/** How far from its end a scrolled list counts as being at its end, in pixels. */
const NEAR_END = 24;

export class OutputView {
  readonly #list: HTMLElement;
  readonly #cellOf: (file: string) => string | undefined;
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

  /** `cellOf` says which cell of the page a file is, for the frames of tracebacks. */
  constructor(list: HTMLElement, cellOf: (file: string) => string | undefined) {
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
        foldOutput(output, this.#items, proves);
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
        this.#mark = document.createElement('li');
        this.#mark.dataset['hidden'] = '';
        this.#mark.textContent = hiddenText(output.hidden);
        fresh.append(this.#mark);
      }
      const before = index === output.hiddenAt && output.hidden > 0 ? undefined : output.lines[index - 1];
      const item = drawLine(output.lines[index] as Line, before, this.#cellOf);
      this.#items.push(item);
      fresh.append(item);
    }
    const complete = to === output.lines.length;
    let last = output.lines.at(-1);
    for (const line of (complete && output.open) || []) {
      const item = drawLine(line, last, this.#cellOf);
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
}

function drawLine(
  { stream, time, text, worker }: Line,
  before: Line | undefined,
  cellOf: (file: string) => string | undefined,
): HTMLElement {
  const item = document.createElement('li');
  item.dataset['line'] = '';
  item.dataset['stream'] = stream;
  if (worker !== undefined) item.dataset['worker'] = visible(worker);
  if (before !== undefined && formatTime(before.time) === formatTime(time)) item.dataset['again'] = '';
  const when = document.createElement('span');
  when.dataset['part'] = 'time';
  when.textContent = formatTime(time);
  const words = document.createElement('span');
  words.dataset['part'] = 'text';
  words.append(...drawText(text, cellOf));
  item.append(when, words);
  return item;
}
