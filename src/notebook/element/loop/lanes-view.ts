/** The lanes of one run in the page, with the event at which the reader is and the one at which another run parts from it. */
import { h, toDom } from '../views/markup.ts';
import { LanesCanvas } from './canvas.ts';
import { eventAt, LANE_HEIGHT } from './layout.ts';
import type { Picture } from './picture.ts';
import { lanesSvg, namesSvg } from './svg.ts';

/** More shapes than this are drawn on a canvas. */
const MAX_SVG_SHAPES = 1_000;

export class LanesView {
  readonly element: HTMLElement;
  readonly #scroll: HTMLElement;
  readonly #picture: Picture;
  readonly #canvas: LanesCanvas | null;
  readonly #cursor: HTMLElement = toDom(h('div', { class: 'loop-cursor', 'aria-hidden': 'true' }, h('i')));

  /** @param label says what the lanes are of, and how they are stepped through */
  constructor(picture: Picture, label: string) {
    this.#picture = picture;
    const { story, layout, shapes } = picture;
    this.#scroll = toDom(h('div', { class: 'loop-scroll', tabindex: 0, role: 'group', 'aria-label': label }));
    this.element = toDom(h('div', { class: 'loop-picture' }, namesSvg(story, layout)));
    this.element.append(this.#scroll);
    this.#canvas = shapes.length > MAX_SVG_SHAPES ? new LanesCanvas(this.element, this.#scroll, shapes, layout) : null;
    this.#scroll.append(this.#canvas?.element ?? toDom(lanesSvg(shapes, layout)), this.#cursor);
  }

  /** Draws what is not drawn yet. To be called once it stands in the page. */
  draw(): void {
    this.#canvas?.draw();
  }

  focus(): void {
    this.#scroll.focus({ preventScroll: true });
  }

  /** Moves the cursor to an event and brings it into sight. */
  goTo(event: number): void {
    const { layout } = this.#picture;
    const x = layout.x[event] ?? layout.width;
    const { scrollLeft, clientWidth } = this.#scroll;
    const margin = clientWidth / 5;
    if (x < scrollLeft + margin) this.#scroll.scrollLeft = x - margin;
    else if (x > scrollLeft + clientWidth - margin) this.#scroll.scrollLeft = x - clientWidth + margin;
    const y = layout.y[event] ?? 0;
    const { scrollTop, clientHeight } = this.element;
    if (y < scrollTop + LANE_HEIGHT) this.element.scrollTop = y - LANE_HEIGHT;
    else if (y > scrollTop + clientHeight - LANE_HEIGHT) this.element.scrollTop = y - clientHeight + LANE_HEIGHT;
    this.#cursor.style.transform = `translateX(${x}px)`;
    (this.#cursor.firstElementChild as HTMLElement).style.top = `${y}px`;
  }

  /** Marks the event at which the two runs part. */
  mark(event: number): void {
    const { layout } = this.#picture;
    const mark = toDom(h('div', { class: 'loop-parting', 'aria-hidden': 'true' }, h('b', {}, 'parts here')));
    mark.style.left = `${layout.x[event] ?? layout.width - 2}px`;
    this.#scroll.append(mark);
  }

  /** The event next to a place that has been clicked; null: another part of the page has been. */
  eventAt({ target, clientX, clientY }: MouseEvent): number | null {
    if (!this.#scroll.contains(target as Node)) return null;
    const { left, top } = this.#scroll.getBoundingClientRect();
    return eventAt(this.#picture.layout, clientX - left + this.#scroll.scrollLeft, clientY - top);
  }

  /** Takes no more notice of the page. */
  remove(): void {
    this.#canvas?.remove();
  }
}
