/**
 * What the event loop did in a run, to be stepped through back and forth. Loaded when a reader opens it.
 *
 * The lanes are an SVG as long as they have few shapes, and a canvas beyond that. The table of the same events is what a
 * screen reader reads, and each step is announced as a sentence.
 */
import { formatTime } from '../../model/wording.ts';
import type { LoopEvent, TraceLog } from '../../trace/events.ts';
import { stateAt, waitEdges } from '../../trace/fold.ts';
import { h, live, type Tag, toDom } from '../views/markup.ts';
import { LanesCanvas } from './canvas.ts';
import { eventAt } from './layout.ts';
import { byState, lineOf, type Picture, pictureOf, table, waiting } from './picture.ts';
import { lanesSvg, legend, namesSvg } from './svg.ts';
import { announced, droppedText } from './words.ts';

/** What the view needs of its cell. */
export interface LoopHost {
  readonly title: string;
  /** The text of a line of output. */
  output(line: number): string | undefined;
  /** Marks a line of the program, or (null) none. */
  markLine(line: number | null): void;
  /** Marks a line of the output, or (null) none. */
  markOutput(line: number | null): void;
  closed(): void;
}

/** More shapes than this are drawn on a canvas. */
const MAX_SVG_SHAPES = 1_000;
/** Rows of the table that exist at a time. */
const MAX_ROWS = 100;
/** Milliseconds after a step before the table follows: laying it out again for each step would make scrubbing slow. */
const TABLE_AFTER = 80;
/** Events a second. */
const SPEEDS = [1, 2, 5, 20] as const;
const USUAL_SPEED = 2;

export class LoopView {
  readonly #part: HTMLElement;
  readonly #host: LoopHost;
  readonly #picture: Picture;
  readonly #scroll: HTMLElement;
  readonly #canvas: LanesCanvas | null;
  readonly #cursor: HTMLElement;
  readonly #scrubber: HTMLInputElement;
  readonly #where: HTMLElement;
  readonly #said: HTMLElement;
  readonly #states: HTMLElement = toDom(h('dl'));
  readonly #waiting: HTMLElement = toDom(h('div', { class: 'loop-waiting' }));
  /** What the parts that follow the steps show now. */
  readonly #shown = new Map<string, unknown>();
  readonly #rows: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #speed: HTMLSelectElement;
  readonly #listening = new AbortController();
  #firstRow = 0;
  #event = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tableTimer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  /** Draws the run into the part, in place of what stands there. The first event is the current one. */
  constructor(part: HTMLElement, log: TraceLog, host: LoopHost) {
    this.#part = part;
    this.#host = host;
    this.#picture = pictureOf(log, (line) => host.output(line));
    const { story, layout, shapes } = this.#picture;
    const last = Math.max(0, log.events.length - 1);
    this.#where = toDom(h('p', { class: 'loop-where' }));
    this.#said = toDom(h('p', { class: 'loop-said', role: 'status' }));
    this.#play = toDom(button('play', '▶', 'Play (Space)')) as HTMLButtonElement;
    this.#speed = toDom(
      h(
        'select',
        { 'aria-label': 'Events a second' },
        ...SPEEDS.map((speed) => h('option', { value: speed, selected: speed === USUAL_SPEED }, `${speed}/s`)),
      ),
    ) as HTMLSelectElement;
    this.#scrubber = toDom(
      h('input', { type: 'range', min: 0, max: last, value: 0, step: 1, 'aria-label': 'Event' }),
    ) as HTMLInputElement;
    this.#cursor = toDom(h('div', { class: 'loop-cursor', 'aria-hidden': 'true' }, h('i')));
    this.#scroll = toDom(
      h('div', {
        class: 'loop-scroll',
        tabindex: 0,
        role: 'group',
        'aria-label': `Lanes of ${host.title}. Left and right arrows step through the events, up and down change the task.`,
      }),
    );
    if (shapes.length > MAX_SVG_SHAPES) {
      this.#canvas = new LanesCanvas(this.#scroll, shapes, layout);
      this.#scroll.append(this.#canvas.element);
    } else {
      this.#canvas = null;
      this.#scroll.append(toDom(lanesSvg(shapes, layout)));
    }
    this.#scroll.append(this.#cursor);
    this.#rows = toDom(
      h('div', { class: 'loop-rows', tabindex: 0, role: 'group', 'aria-label': `Table of events of ${host.title}` }),
    );
    const events = toDom(
      h('details', {}, h('summary', {}, `All ${log.events.length} events as a table`), this.#rows),
    ) as HTMLDetailsElement;
    part.replaceChildren(
      ...[
        h('div', { class: 'loop-bar' }, h('b', {}, 'Event loop'), this.#where, button('close', '×', 'Close the loop')),
        h(
          'div',
          { class: 'loop-controls', role: 'group', 'aria-label': 'Steps' },
          button('first', '|←', 'First event (Home)'),
          button('back', '←', 'Previous event (←)'),
          this.#play,
          button('on', '→', 'Next event (→)'),
          button('last', '→|', 'Last event (End)'),
          this.#speed,
          this.#scrubber,
        ),
        this.#said,
        h('div', { class: 'loop-picture' }, namesSvg(story, layout), this.#scroll),
        legend(),
        ...(log.dropped > 0 ? [h('p', { class: 'loop-note' }, droppedText(log.dropped))] : []),
        h('div', { class: 'loop-now' }, this.#states, this.#waiting),
        events,
      ].map(live),
    );
    part.hidden = false;
    const { signal } = this.#listening;
    part.addEventListener('click', (event) => this.#click(event), { signal });
    part.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.#scrubber.addEventListener('input', () => this.goTo(Number(this.#scrubber.value)), { signal });
    this.#speed.addEventListener('change', () => this.#playing && this.#playOn(), { signal });
    events.addEventListener('toggle', () => this.#drawTable(), { signal });
    this.#canvas?.draw();
    this.goTo(0);
  }

  get event(): number {
    return this.#event;
  }

  get log(): TraceLog {
    return this.#picture.log;
  }

  /** Goes to an event, which is brought into the log's range. */
  goTo(event: number): void {
    const { log, sentences } = this.#picture;
    if (log.events.length === 0) return;
    this.#event = Math.max(0, Math.min(event, log.events.length - 1));
    const { iteration, time } = log.events[this.#event] as LoopEvent;
    this.#said.textContent = announced(iteration, sentences[this.#event] ?? '');
    const where = `event ${this.#event + 1} of ${log.events.length}`;
    this.#where.textContent = `iteration ${iteration} · ${formatTime(time)} s · ${where}`;
    this.#scrubber.value = `${this.#event}`;
    this.#scrubber.setAttribute('aria-valuetext', where);
    // Scrubbing asks for more events than there are frames.
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** The next event after the current one of which this holds, or else the first one from the start. */
  goToNext(isMeant: (event: LoopEvent) => boolean): void {
    const { events } = this.log;
    for (let step = 1; step <= events.length; step++) {
      const event = (this.#event + step) % events.length;
      if (!isMeant(events[event] as LoopEvent)) continue;
      this.goTo(event);
      return;
    }
  }

  goToLine(line: number): void {
    this.goToNext((event) => lineOf(event) === line);
  }

  goToOutput(line: number): void {
    this.goToNext((event) => event.kind === 'printed' && event.output === line);
  }

  focus(): void {
    this.#scroll.focus({ preventScroll: true });
  }

  /** Takes the view out of the page. */
  remove(): void {
    this.#stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#tableTimer);
    this.#listening.abort();
    this.#canvas?.remove();
    this.#host.markLine(null);
    this.#host.markOutput(null);
    this.#part.replaceChildren();
    this.#part.hidden = true;
  }

  #draw(): void {
    this.#frame = 0;
    const { log, layout } = this.#picture;
    const event = log.events[this.#event] as LoopEvent;
    const state = stateAt(log, this.#event + 1);
    const x = layout.x[this.#event] ?? 0;
    this.#reveal(x);
    this.#cursor.style.transform = `translateX(${x}px)`;
    (this.#cursor.firstElementChild as HTMLElement).style.top = `${layout.y[this.#event] ?? 0}px`;
    this.#show('line', lineOf(event), (line) => this.#host.markLine(line));
    this.#show('output', state.printed === 0 ? null : state.printed - 1, (line) => this.#host.markOutput(line));
    const listed = byState(log, state).filter(([, names]) => names.length > 0);
    this.#show('states', JSON.stringify(listed.map(([what, names]) => [what, list(names)])), () => {
      const rows = listed.map(([what, names]) => h('div', {}, h('dt', {}, what), h('dd', {}, list(names))));
      this.#states.replaceChildren(...rows.map(toDom));
    });
    const edges = waitEdges(state).map(({ from, to, through }) => `${from} ${to} ${through}`);
    this.#show('waiting', edges.join('\n'), () => {
      this.#waiting.replaceChildren(...waiting(log, state).map(live));
    });
    clearTimeout(this.#tableTimer);
    this.#tableTimer = setTimeout(() => this.#markRow(), TABLE_AFTER);
  }

  /** Most steps change little: what is the same as before is not drawn again. */
  #show<T>(what: string, value: T, draw: (value: T) => void): void {
    if (this.#shown.get(what) === value) return;
    this.#shown.set(what, value);
    draw(value);
  }

  #reveal(x: number): void {
    const { scrollLeft, clientWidth } = this.#scroll;
    const margin = clientWidth / 5;
    if (x < scrollLeft + margin) this.#scroll.scrollLeft = x - margin;
    else if (x > scrollLeft + clientWidth - margin) this.#scroll.scrollLeft = x - clientWidth + margin;
  }

  #drawTable(): void {
    if (!this.#rows.closest('details')?.open) return;
    const { log } = this.#picture;
    const room = Math.max(0, log.events.length - MAX_ROWS);
    this.#firstRow = Math.max(0, Math.min(this.#event - MAX_ROWS / 2, room));
    this.#rows.replaceChildren(
      toDom(table(this.#picture, this.#host.title, this.#firstRow, this.#firstRow + MAX_ROWS)),
    );
    this.#markRow();
  }

  #markRow(): void {
    const body = this.#rows.querySelector('tbody');
    if (body === null || !this.#rows.closest('details')?.open) return;
    body.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const row = body.rows[this.#event - this.#firstRow];
    if (row === undefined) {
      this.#drawTable();
      return;
    }
    row.setAttribute('aria-current', 'step');
    // Of the list alone: the page stays where it is.
    const { offsetTop, offsetHeight } = row;
    const { scrollTop, clientHeight } = this.#rows;
    if (offsetTop < scrollTop + offsetHeight) this.#rows.scrollTop = offsetTop - 2 * offsetHeight;
    else if (offsetTop + offsetHeight > scrollTop + clientHeight) {
      this.#rows.scrollTop = offsetTop + 2 * offsetHeight - clientHeight;
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const step = target.closest<HTMLElement>('button[data-step]')?.dataset['step'];
    if (step !== undefined) {
      this.#step(step);
      return;
    }
    const row = target.closest('tbody tr');
    if (row instanceof HTMLTableRowElement) this.goTo(this.#firstRow + row.sectionRowIndex);
    else if (this.#scroll.contains(target)) {
      const { left, top } = this.#scroll.getBoundingClientRect();
      this.#stop();
      this.goTo(eventAt(this.#picture.layout, event.clientX - left + this.#scroll.scrollLeft, event.clientY - top));
    }
  }

  #key(event: KeyboardEvent): void {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement) || target === this.#speed) return;
    // A button is pressed by Space, and a fold opened.
    if (key === ' ' && target.matches('button, summary')) return;
    const step = KEYS[key];
    if (step === undefined) return;
    event.preventDefault();
    // The cell has keys of its own.
    event.stopPropagation();
    const inTable = this.#rows.contains(target);
    if (inTable && step === 'up') this.#step('back');
    else if (inTable && step === 'down') this.#step('on');
    else if (shiftKey && (step === 'back' || step === 'on')) this.#stepInLane(step === 'on' ? 1 : -1);
    else this.#step(step);
  }

  #step(step: string): void {
    if (step !== 'play') this.#stop();
    switch (step) {
      case 'first':
        return this.goTo(0);
      case 'back':
        return this.goTo(this.#event - 1);
      case 'on':
        return this.goTo(this.#event + 1);
      case 'last':
        return this.goTo(this.log.events.length - 1);
      case 'up':
        return this.#changeLane(-1);
      case 'down':
        return this.#changeLane(1);
      case 'play':
        if (this.#playing) this.#stop();
        else this.#playOn();
        return;
      case 'close':
        this.remove();
        this.#host.closed();
    }
  }

  /** To the event of the next lane above or below that is nearest. */
  #changeLane(by: -1 | 1): void {
    const { laneOf, lanes } = this.#picture.story;
    for (let lane = (laneOf[this.#event] ?? -1) + by; lane >= 0 && lane < lanes.length; lane += by) {
      let nearest = -1;
      laneOf.forEach((of, event) => {
        if (of !== lane) return;
        if (nearest < 0 || Math.abs(event - this.#event) < Math.abs(nearest - this.#event)) nearest = event;
      });
      if (nearest < 0) continue;
      this.goTo(nearest);
      return;
    }
  }

  /** To the next event of the same lane. */
  #stepInLane(by: -1 | 1): void {
    this.#stop();
    const { laneOf } = this.#picture.story;
    for (let event = this.#event + by; event >= 0 && event < laneOf.length; event += by) {
      if (laneOf[event] !== laneOf[this.#event]) continue;
      this.goTo(event);
      return;
    }
  }

  get #playing(): boolean {
    return this.#timer !== undefined;
  }

  #playOn(): void {
    clearTimeout(this.#timer);
    if (this.#event === this.log.events.length - 1) this.goTo(0);
    const next = (): void => {
      this.goTo(this.#event + 1);
      if (this.#event === this.log.events.length - 1) this.#stop();
      else this.#timer = setTimeout(next, 1_000 / Number(this.#speed.value));
    };
    this.#timer = setTimeout(next, 1_000 / Number(this.#speed.value));
    this.#play.textContent = '❚❚';
    this.#play.setAttribute('aria-label', 'Pause (Space)');
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#play.textContent = '▶';
    this.#play.setAttribute('aria-label', 'Play (Space)');
  }
}

const KEYS: Readonly<Record<string, string>> = {
  ArrowLeft: 'back',
  ArrowRight: 'on',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  ' ': 'play',
};

function button(step: string, sign: string, label: string): Tag {
  return h('button', { type: 'button', 'data-step': step, 'aria-label': label, title: label }, sign);
}

/** More names than this are counted. */
const MAX_NAMES = 12;

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(' · ');
  return names.length > MAX_NAMES ? `${shown} · and ${names.length - MAX_NAMES} more` : shown;
}
