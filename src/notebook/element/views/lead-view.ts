/**
 * Leads to what a run has done where that stands outside of the window: a line at the window's edge says how far the run
 * is, and goes there. It is gone once the reader has seen it.
 */
import { statusText } from '../../model/wording.ts';
import type { CellAction, PageStore } from '../store/store.ts';
import { h, toDom } from './markup.ts';
import type { CellParts } from './parts.ts';

/** What is said of recordings, to which the line never leads. */
const NO_RECORDING = { typescript: '', python: '' };
/** As much of an output, in pixels, as shows a reader that it is there: a few lines. */
const ENOUGH = 72;
/** Shares of an output's height at which it is looked at again. */
const SHARES = Array.from({ length: 41 }, (_, share) => share / 40);

export class LeadView {
  readonly #store: PageStore;
  readonly #parts: CellParts;
  readonly #id: string;
  readonly #text: HTMLElement = toDom(h('span'));
  readonly #arrow: HTMLElement = toDom(h('span', { 'aria-hidden': 'true' }));
  readonly #line: HTMLElement = toDom(h('div', { class: 'cell-lead', hidden: true }));
  #target: HTMLElement | null = null;
  #observer: IntersectionObserver | null = null;

  constructor(store: PageStore, parts: CellParts, id: string) {
    this.#store = store;
    this.#parts = parts;
    this.#id = id;
    const button = toDom(h('button', { type: 'button' }));
    button.append(this.#text, this.#arrow);
    button.addEventListener('click', () => this.#go());
    this.#line.append(button);
    store.subscribe((cell, action, before) => {
      if (cell !== id) return;
      const { problem } = store.cell(id);
      if (action.type === 'reset') this.#over();
      else if (problem !== null && problem !== before.problem && action.type !== 'told') {
        this.#watch(parts.part('problem'));
      }
      if (this.#target !== null) this.#say(this.#textAfter(action));
    });
  }

  /** The reader has asked for a run: until they have seen its output, the line leads there. */
  follow(): void {
    this.#watch(this.#parts.part('output').parentElement as HTMLElement);
    this.#say(this.#store.provenanceOf(this.#id, NO_RECORDING));
  }

  /** Something else that the reader has asked for is shown, in this part. */
  lead(part: HTMLElement, text: string): void {
    this.#watch(part);
    this.#say(text);
  }

  #textAfter(action: CellAction): string {
    if (action.type === 'ended') return statusText(action.verdicts, action.transcript);
    return this.#store.provenanceOf(this.#id, NO_RECORDING);
  }

  #say(text: string): void {
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }

  #watch(target: HTMLElement): void {
    this.#over();
    this.#target = target;
    if (!this.#line.isConnected) this.#parts.part('status').before(this.#line);
    // What lies under the page's bars is not seen.
    const { scrollMarginTop } = getComputedStyle(this.#parts.element);
    this.#observer = new IntersectionObserver((entries) => this.#look(entries.at(-1)), {
      rootMargin: `-${Number.parseFloat(scrollMarginTop) || 0}px 0px 0px`,
      threshold: SHARES,
    });
    this.#observer.observe(target);
  }

  #look(entry: IntersectionObserverEntry | undefined): void {
    if (entry === undefined) return;
    const { isIntersecting, intersectionRect, boundingClientRect, rootBounds } = entry;
    if (isIntersecting && intersectionRect.height >= Math.min(ENOUGH, boundingClientRect.height)) {
      this.#over();
      return;
    }
    this.#arrow.textContent = boundingClientRect.top < (rootBounds?.top ?? 0) ? ' ↑' : ' ↓';
    this.#line.hidden = false;
  }

  #go(): void {
    const target = this.#target;
    this.#over();
    target?.scrollIntoView({ block: 'nearest' });
    this.#parts.part('output').focus({ preventScroll: true });
  }

  #over(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#target = null;
    this.#line.hidden = true;
  }
}
