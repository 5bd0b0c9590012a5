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
import { type Comparison, compareRuns, type OtherRun, partingText } from './compare.ts';
import { LanesView } from './lanes-view.ts';
import { byState, lineOf, type Picture, pictureOf, table, waiting } from './picture.ts';
import { legend } from './svg.ts';
import { DIFFERENT_RUN, isSameRun, ValuesOf } from './values.ts';
import { announced, droppedText } from './words.ts';

/** What the view needs of its cell. */
export interface LoopHost {
  readonly title: string;
  /** What the view is headed by: whose loop it is, where the cell has several programs. */
  readonly heading: string;
  /** The text of a line of output. */
  output(line: number): string | undefined;
  /** Marks a line of the program, or (null) none. */
  markLine(line: number | null): void;
  /** Marks a line of the output, or (null) none. */
  markOutput(line: number | null): void;
  /** The address of a step. Null: there is none, because the program has been changed. May reject with what is wrong. */
  linkTo(event: number): Promise<string | null>;
  /** Runs the program once more and gives the log of that run, with values. May reject with why there is none. */
  inspect(signal: AbortSignal): Promise<TraceLog>;
  closed(): void;
}

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
  readonly #lanes: LanesView;
  /** The run with which this one is compared. */
  readonly #other: LanesView | null = null;
  readonly #comparison: Comparison | null = null;
  readonly #scrubber: HTMLInputElement;
  readonly #where: HTMLElement;
  readonly #said: HTMLElement;
  /** What came of copying a link, or the link itself where the browser does not copy it. */
  readonly #linked: HTMLElement = toDom(h('p', { class: 'loop-note', role: 'status' }));
  readonly #states: HTMLElement = toDom(h('dl'));
  /** The values of variables, once a reader asks for them. */
  readonly #valuesPart: HTMLElement = toDom(
    h('div', { class: 'loop-values', tabindex: 0, role: 'group', 'aria-label': 'Values of variables', hidden: true }),
  );
  readonly #valuesButton: HTMLElement = toDom(button('values', 'Values', 'Show the values of variables'));
  #values: ValuesOf | null = null;
  #inspecting = false;
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

  /**
   * Draws the run into the part, in place of what stands there. The current event is the first, or the one at which the
   * run parts from another.
   */
  constructor(part: HTMLElement, log: TraceLog, host: LoopHost, other: OtherRun | null = null) {
    this.#part = part;
    this.#host = host;
    this.#picture = pictureOf(log, (line) => host.output(line));
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
    const steps = 'Left and right arrows step through the events, up and down change the task.';
    this.#lanes = new LanesView(this.#picture, `Lanes of ${host.title}. ${steps}`);
    const compared: HTMLElement[] = [];
    if (other !== null) {
      const picture = pictureOf(other.log);
      this.#comparison = compareRuns(log, other.log);
      const { parting } = this.#comparison;
      const says = partingText(this.#comparison, log, this.#picture.sentences, other, picture.sentences);
      const there = `Go to event ${(parting?.now ?? 0) + 1}`;
      const goes = parting === null ? [] : [button('parting', there, there)];
      compared.push(toDom(h('p', { class: 'loop-parts' }, says, ...goes)));
      if (parting !== null) {
        this.#other = new LanesView(picture, `Lanes of the ${other.name} of ${host.title}. ${steps}`);
        this.#lanes.mark(parting.now);
        this.#other.mark(parting.before);
        compared.push(toDom(h('p', { class: 'loop-note' }, `The ${other.name}:`)), this.#other.element);
      }
    }
    const [parts, ...others] = compared;
    this.#rows = toDom(
      h('div', { class: 'loop-rows', tabindex: 0, role: 'group', 'aria-label': `Table of events of ${host.title}` }),
    );
    const events = toDom(
      h('details', {}, h('summary', {}, `All ${log.events.length} events as a table`), this.#rows),
    ) as HTMLDetailsElement;
    part.replaceChildren(
      ...[
        h(
          'div',
          { class: 'loop-bar' },
          h('b', {}, host.heading),
          this.#where,
          this.#valuesButton,
          button('link', 'Link', 'Copy the link to this step'),
          button('close', '×', 'Close the loop'),
        ),
        this.#linked,
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
        ...(parts === undefined ? [] : [parts]),
        this.#said,
        this.#lanes.element,
        ...others,
        legend(this.#picture.story),
        ...(log.dropped > 0 ? [h('p', { class: 'loop-note' }, droppedText(log.dropped))] : []),
        this.#valuesPart,
        h('div', { class: 'loop-now' }, this.#states, this.#waiting),
        events,
      ].map(live),
    );
    this.#valuesButton.setAttribute('aria-pressed', 'false');
    part.hidden = false;
    const { signal } = this.#listening;
    part.addEventListener('click', (event) => this.#click(event), { signal });
    part.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.#scrubber.addEventListener('input', () => this.goTo(Number(this.#scrubber.value)), { signal });
    this.#speed.addEventListener('change', () => this.#playing && this.#playOn(), { signal });
    events.addEventListener('toggle', () => this.#drawTable(), { signal });
    this.#lanes.draw();
    this.#other?.draw();
    this.goTo(this.#parting ?? 0);
  }

  /** The event at which the run parts from another. */
  get #parting(): number | null {
    return this.#comparison?.parting?.now ?? null;
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
    setText(this.#said, announced(iteration, sentences[this.#event] ?? ''));
    const where = `event ${this.#event + 1} of ${log.events.length}`;
    setText(this.#where, `iteration ${iteration} · ${formatTime(time)} s · ${where}`);
    this.#scrubber.value = `${this.#event}`;
    this.#scrubber.setAttribute('aria-valuetext', where);
    this.#linked.replaceChildren();
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
    this.#lanes.focus();
  }

  /** Takes the view out of the page. */
  remove(): void {
    this.#stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#tableTimer);
    this.#listening.abort();
    this.#lanes.remove();
    this.#other?.remove();
    this.#host.markLine(null);
    this.#host.markOutput(null);
    this.#part.replaceChildren();
    this.#part.hidden = true;
  }

  #draw(): void {
    this.#frame = 0;
    const { log } = this.#picture;
    const event = log.events[this.#event] as LoopEvent;
    const state = stateAt(log, this.#event + 1);
    this.#lanes.goTo(this.#event);
    // Behind the event at which they part there is nothing in common.
    this.#other?.goTo(this.#comparison?.counterpart(this.#event, 'now') ?? 0);
    this.#show('line', lineOf(event), (line) => this.#host.markLine(line));
    this.#show('output', state.printed === 0 ? null : state.printed - 1, (line) => this.#host.markOutput(line));
    const listed = byState(log, state);
    this.#show('states', JSON.stringify(listed), () => {
      const { children } = this.#states;
      while (children.length < listed.length) this.#states.append(toDom(h('div', {}, h('dt'), h('dd'))));
      [...children].forEach((row, at) => {
        const [what = '', names = ''] = listed[at] ?? [];
        // Not `hidden`, which `:has()` of Starlight's asks for.
        (row as HTMLElement).style.display = at >= listed.length ? 'none' : '';
        setText(row.children[0], what);
        setText(row.children[1], names);
      });
    });
    const edges = waitEdges(state).map(({ from, to, through }) => `${from} ${to} ${through}`);
    this.#show('waiting', edges.join('\n'), () => {
      this.#waiting.replaceChildren(...waiting(log, state).map(live));
    });
    if (!this.#valuesPart.hidden) this.#drawValues();
    clearTimeout(this.#tableTimer);
    this.#tableTimer = setTimeout(() => this.#markRow(), TABLE_AFTER);
  }

  #drawValues(): void {
    const values = this.#values;
    if (values === null) return;
    const [task, at] = values.at(this.#event);
    this.#show('values', `${task} ${at} ${at === this.#event}`, () => {
      this.#valuesPart.replaceChildren(...values.draw(this.#event).map(live));
    });
  }

  /** Shows the values of variables, which the program is run once more for, or hides them. */
  async #toggleValues(): Promise<void> {
    const shows = this.#valuesPart.hidden;
    this.#valuesPart.hidden = !shows;
    this.#valuesButton.setAttribute('aria-pressed', `${shows}`);
    if (!shows || this.#values !== null) {
      this.#drawValues();
      return;
    }
    const say = (text: string): void =>
      this.#valuesPart.replaceChildren(toDom(h('p', { class: 'loop-note', role: 'status' }, text)));
    if (this.#inspecting) return;
    this.#inspecting = true;
    say('The program runs once more, to note the values of its variables…');
    try {
      const log = await this.#host.inspect(this.#listening.signal);
      if (!isSameRun(this.log, log)) throw new Error(DIFFERENT_RUN);
      this.#values = new ValuesOf(log);
      this.#drawValues();
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
    this.#inspecting = false;
  }

  /** Most steps change little: what is the same as before is not drawn again. */
  #show<T>(what: string, value: T, draw: (value: T) => void): void {
    if (this.#shown.get(what) === value) return;
    this.#shown.set(what, value);
    draw(value);
  }

  #drawTable(): void {
    if (!this.#rows.closest('details')?.open) return;
    const { log } = this.#picture;
    const room = Math.max(0, log.events.length - MAX_ROWS);
    this.#firstRow = Math.max(0, Math.min(this.#event - MAX_ROWS / 2, room));
    const rows = toDom(table(this.#picture, this.#host.title, this.#firstRow, this.#firstRow + MAX_ROWS));
    if (this.#parting !== null) {
      rows.querySelectorAll('tbody tr')[this.#parting - this.#firstRow]?.setAttribute('data-parting', '');
    }
    this.#rows.replaceChildren(rows);
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
    else {
      // What the other run does before the two part, this one does, too.
      const other = this.#other?.eventAt(event) ?? null;
      const at =
        this.#lanes.eventAt(event) ??
        (other === null ? null : (this.#comparison?.counterpart(other, 'before') ?? null));
      if (at === null) return;
      this.#stop();
      this.goTo(at);
    }
  }

  #key(event: KeyboardEvent): void {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement) || target === this.#speed) return;
    // A button is pressed by Space, and a fold opened.
    if (key === ' ' && target.matches('button, summary')) return;
    const step = KEYS[key];
    if (step === undefined) return;
    // A wide graph of who waits for whom is scrolled by them.
    if (this.#waiting.contains(target) && step !== 'play') return;
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
      case 'parting':
        this.goTo(this.#parting ?? 0);
        return this.focus();
      case 'link':
        void this.#link();
        return;
      case 'values':
        void this.#toggleValues();
        return;
      case 'close':
        this.remove();
        this.#host.closed();
    }
  }

  async #link(): Promise<void> {
    let link: string | null;
    try {
      link = await this.#host.linkTo(this.#event);
    } catch (error) {
      this.#linked.textContent = error instanceof Error ? error.message : String(error);
      return;
    }
    if (link === null) {
      this.#linked.textContent = 'The program has been changed since this run. Run it again to link to a step.';
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      this.#linked.textContent = `The link to event ${this.#event + 1} is copied.`;
    } catch {
      const field = toDom(h('input', { readonly: true, value: link, 'aria-label': 'Link to this step' }));
      this.#linked.replaceChildren('The browser did not copy it. Copy it yourself: ', field);
      (field as HTMLInputElement).select();
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
    // Twenty sentences a second are for nobody's ears; the last one is said when it stops.
    this.#said.setAttribute('aria-live', 'off');
    this.#play.textContent = '❚❚';
    this.#play.setAttribute('aria-label', 'Pause (Space)');
  }

  #sayAloud(): void {
    const { textContent } = this.#said;
    this.#said.removeAttribute('aria-live');
    this.#said.textContent = textContent;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    if (this.#playing) this.#sayAloud();
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

/**
 * Changes a text in place: where nodes are put in, the browser looks at each rule of the page with `:has()` again, and at all
 * that such a rule may concern, which is several times the time of everything else in a step.
 */
function setText(element: Element | undefined, text: string): void {
  if (element?.firstChild instanceof Text) element.firstChild.data = text;
  else if (element !== undefined) element.textContent = text;
}
