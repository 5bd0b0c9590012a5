/** The view of what the event loop did, as a part of a cell: which log it shows, and source and output in step with it. */
import { fetchText } from '../files/fetch-text.ts';
import type { PythonProgram } from '../languages/python/host.ts';
import type { CellLanguage } from '../model/page-data.ts';
import type { Program } from '../model/program.ts';
import type { Ending, RunLog, Runner } from '../sandbox/runner.ts';
import type { TraceLog } from '../trace/events.ts';
import { readLog } from '../trace/read.ts';
import { readLogs } from '../trace/recorded-logs.ts';
import type { OtherRun } from './loop/compare.ts';
import { loopStyles } from './loop/loop-styles.ts';
import { type LoopHost, LoopView } from './loop/view.ts';
import type { SourceView } from './source-view.ts';
import type { PageStore, Shown } from './store/store.ts';
import type { CellParts } from './views/parts.ts';

export class CellLoop {
  readonly #store: PageStore;
  readonly #parts: CellParts;
  readonly #source: SourceView;
  readonly #id: string;
  readonly #runner: Runner;
  /** The picture that the page came with. */
  readonly #still: readonly Node[];
  #view: LoopView | null = null;
  #listening: AbortController | null = null;
  #both: { readonly typescript: NonNullable<Shown['log']>; readonly python: NonNullable<Shown['log']> } | null = null;
  /** The event at which the loop of the next run is shown; null: it is not shown by itself. */
  #linked: number | null = null;

  constructor(store: PageStore, parts: CellParts, source: SourceView, id: string, runner: Runner) {
    this.#store = store;
    this.#parts = parts;
    this.#source = source;
    this.#id = id;
    this.#runner = runner;
    this.#still = [...parts.part('loop').childNodes];
    store.subscribe((cell, action) => {
      if (cell !== id) return;
      if (action.type === 'reset') this.close();
      // The lines have moved on.
      else if (action.type === 'edited') this.#source.mark(null);
      else if (action.type === 'ended') this.#follow();
    });
  }

  /** After a run: its loop takes the place of the one that is shown, or nothing does. */
  #follow(): void {
    const { shown, earlier } = this.#store.cell(this.#id);
    if ((this.#view === null && this.#linked === null) || shown.log === null) {
      this.close();
      return;
    }
    // After an edit it is where the runs part that a reader wants to see.
    const event = this.#linked ?? (earlier === null ? this.#view?.event : undefined);
    this.#linked = null;
    void this.open(event);
  }

  /** The loops of two programs that say the same, which have run one after the other: they are compared. */
  both(typescript: NonNullable<Shown['log']>, python: NonNullable<Shown['log']>): void {
    this.#both = { typescript, python };
    if (this.#view !== null) void this.open();
  }

  /** The event that is shown; null: the loop is not. */
  get event(): number | null {
    return this.#view?.event ?? null;
  }

  /**
   * Shows the loop at an event, if there is a run that tells of it; otherwise after the next one. Returns whether it is
   * shown.
   *
   * @param later after the next run in any case
   */
  async openLinked(event: number, later: boolean): Promise<boolean> {
    const view = later ? null : await this.open(event);
    if (view === null) this.#linked = event;
    else this.#parts.part('loop').scrollIntoView({ block: 'nearest' });
    return view !== null;
  }

  /** The address of a step; null: the program has been changed since the run that is shown. */
  async #linkTo(event: number): Promise<string | null> {
    const { shown } = this.#store.cell(this.#id);
    if (shown.madeFrom !== this.#store.programText(this.#id, shown.language)) return null;
    const { cellFragment, pageLink } = await import('./share/cell-link.ts');
    return pageLink(this.#store, event) + (await cellFragment(this.#store, this.#id));
  }

  /**
   * The log of a second run of the program whose loop is shown, with values. Rejects with why there is none.
   *
   * @param signal ends the run, which no button of the cell stops
   */
  async #inspect(language: CellLanguage, madeFrom: string | null, signal: AbortSignal): Promise<TraceLog> {
    if (this.#store.programText(this.#id, language) !== madeFrom) {
      throw new Error('The program has been changed since this run. Run it again to see its values.');
    }
    // Its output would be lost.
    if (this.#runner.isBusy)
      throw new Error('A program of this page is running. Ask for the values when it has ended.');
    const program: Program | PythonProgram =
      language === 'typescript'
        ? { ...this.#store.program(this.#id), inspect: true }
        : { ...this.#store.pythonProgram(this.#id), interrupts: [], inspect: true };
    const ending = await new Promise<Ending>((end) => {
      const run = this.#runner.start(program, { clock: 'virtual', speed: 1 }, { end, stuck: () => run.stop() });
      signal.addEventListener('abort', () => run.remove('The loop was closed.', true), { once: true });
    });
    const log = ending.how === 'ended' ? readRun(ending.log) : null;
    if (log !== null) return log;
    throw new Error(`The second run gave no values. ${whyNone(ending)}`);
  }

  /** Whether the picture of the recorded run is that of the output: not of another program's, nor where nothing tells of the loop. */
  #fits(): boolean {
    const { shown } = this.#store.cell(this.#id);
    return shown.from === 'recording' || (shown.log !== null && !this.#store.ranChanged(this.#id));
  }

  async toggle(): Promise<void> {
    if (this.#view !== null) {
      this.close();
      this.#parts.button('loop').focus({ preventScroll: true });
      return;
    }
    const { shown } = this.#store.cell(this.#id);
    const view = await this.open();
    if (view === null && this.#store.cell(this.#id).shown === shown) {
      const problem = 'There is no loop to show: the program has changed what its log is written with.';
      this.#store.dispatch(this.#id, { type: 'told', problem });
    }
    // What the press has done is to be seen.
    this.#parts.part('loop').scrollIntoView({ block: 'nearest' });
    view?.focus();
  }

  /**
   * Shows the run whose output is shown: at an event, or where it parts from the one before an edit, or from its beginning.
   * Rejects if its log cannot be fetched; does nothing where it has none.
   */
  async open(event?: number): Promise<LoopView | null> {
    const { shown } = this.#store.cell(this.#id);
    const [log, other] = await Promise.all([
      readRun(shown.log) ?? (shown.from === 'recording' ? this.#recorded() : null),
      this.#otherRun(shown),
      loopStyles(),
    ]);
    if (log === null || this.#store.cell(this.#id).shown !== shown) return null;
    this.#remove();
    const language: CellLanguage = log.language === 'python' ? 'python' : 'typescript';
    // In place of a Python program that does not run here, the recorded loop is that of the TypeScript.
    const { madeFrom } = language === shown.language ? shown : this.#store.recordedOf(this.#id, language);
    const { lines, hidden, hiddenAt } = shown.output ?? { lines: [], hidden: 0, hiddenAt: 0 };
    /** Lines in the middle of a long output are not there. */
    const kept = (line: number): number | null => {
      if (hidden === 0 || line < hiddenAt) return line;
      return line < hiddenAt + hidden ? null : line - hidden;
    };
    const items = (): NodeListOf<HTMLElement> =>
      this.#parts.part('output').querySelectorAll<HTMLElement>('[data-line]:not([data-open])');
    const host: LoopHost = {
      title: this.#store.dataOf(this.#id).title,
      heading: this.#heading(log),
      output: (line) => {
        const at = kept(line);
        return at === null ? undefined : lines[at]?.text;
      },
      markLine: (line) => {
        const isOfText = this.#store.programText(this.#id, language) === madeFrom;
        this.#source.mark(isOfText ? line : null, language);
      },
      markOutput: (line) => {
        const at = line === null ? null : kept(line);
        for (const item of this.#parts.element.querySelectorAll('[data-loop-output]')) {
          item.removeAttribute('data-loop-output');
        }
        const item = at === null ? undefined : items()[at];
        item?.setAttribute('data-loop-output', '');
        if (item !== undefined) reveal(this.#parts.part('output'), item);
      },
      linkTo: (event) => this.#linkTo(event),
      inspect: (signal) => this.#inspect(language, madeFrom, signal),
      closed: () => {
        this.close();
        this.#parts.button('loop').focus({ preventScroll: true });
      },
    };
    const view = new LoopView(this.#parts.part('loop'), log, host, other);
    this.#view = view;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#parts.part('output').addEventListener(
      'click',
      ({ target }) => {
        const item = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
        const at = item === null ? -1 : [...items()].indexOf(item);
        if (at >= 0) view.goToOutput(hidden > 0 && at >= hiddenAt ? at + hidden : at);
      },
      { signal },
    );
    // Before a click opens the editor: while the loop is shown, a line leads to its events. Enter still edits.
    this.#parts.panel(language).addEventListener(
      'click',
      (event) => {
        const line = this.#source.lineAt(event.target, language);
        if (line === null) return;
        if (!this.#source.isEditing(language)) event.stopPropagation();
        view.goToLine(line);
      },
      { signal, capture: true },
    );
    const button = this.#parts.button('loop');
    button.setAttribute('aria-expanded', 'true');
    if (event !== undefined) view.goTo(event);
    return view;
  }

  /** Back to what the page came with. */
  close(): void {
    this.#remove();
    const part = this.#parts.part('loop');
    part.replaceChildren(...this.#still);
    part.hidden = this.#still.length === 0 || !this.#fits();
    this.#parts.button('loop').setAttribute('aria-expanded', 'false');
  }

  #remove(): void {
    this.#listening?.abort();
    this.#listening = null;
    this.#view?.remove();
    this.#view = null;
  }

  /** A reader of one program may see the loop of the other: only one of them has a recording of it. */
  #heading({ language }: TraceLog): string {
    if (this.#store.cell(this.#id).python === null) return 'Event loop';
    return `Event loop of the ${language === 'python' ? 'Python' : 'TypeScript'} program`;
  }

  /** The run with which that of an edited program is compared; null: there is none. */
  async #otherRun(shown: Shown): Promise<OtherRun | null> {
    if (shown.log === null) return null;
    if (this.#both !== null && this.#both.python === shown.log) {
      const log = readRun(this.#both.typescript);
      return log === null ? null : { name: 'run in TypeScript', log };
    }
    if (!this.#store.ranChanged(this.#id)) return null;
    const recorded = shown.language === 'typescript' ? await this.#recorded() : null;
    if (recorded !== null) return { name: 'recorded run', log: recorded };
    const { earlier } = this.#store.cell(this.#id);
    const log = readRun(earlier?.log ?? null);
    if (earlier === null || log === null) return null;
    const { madeFrom } = this.#store.recordedOf(this.#id, shown.language);
    return { name: earlier.madeFrom === madeFrom ? 'run of the page’s program' : 'run before your last edit', log };
  }

  async #recorded(): Promise<TraceLog | null> {
    const { logs } = this.#store.data;
    if (logs === undefined) return null;
    return readLogs(await fetchText(logs), logs)[this.#id] ?? null;
  }
}

/** Why a run has left no log that can be read. */
function whyNone(ending: Ending): string {
  if (ending.how === 'removed') return ending.why;
  if (ending.how === 'uncompiled') return ending.errors[0]?.message ?? 'It does not compile.';
  return 'The program has changed what its log is written with.';
}

const logs = new WeakMap<RunLog, TraceLog | null>();

/** The log of a run, read once; null if there is none, or if the program has sent something of its own making. */
function readRun(run: RunLog | null): TraceLog | null {
  if (run === null) return null;
  let log = logs.get(run);
  if (log === undefined) {
    try {
      log = readLog(JSON.parse(run.json));
    } catch {
      log = null;
    }
    logs.set(run, log);
  }
  return log;
}

/** Brings a line into sight inside the list that scrolls; the page stays where it is. */
function reveal(list: HTMLElement, item: HTMLElement): void {
  if (list.scrollHeight <= list.clientHeight) return;
  const [frame, { top, bottom }] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (top < frame.top) list.scrollTop += top - frame.top;
  else if (bottom > frame.bottom) list.scrollTop += bottom - frame.bottom;
}
