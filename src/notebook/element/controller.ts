/** One cell of a page: starts its runs, and leads what they tell to the views of its source, output and verdicts. */

import { evaluate, provenBy, type Verdict } from '../model/expectations.ts';
import type { CellData } from '../model/page-data.ts';
import type { Program } from '../model/program.ts';
import type { Line, Transcript } from '../model/transcript.ts';
import { endingText, type Provenance, provenanceText, staleText, statusText } from '../model/wording.ts';
import type { Ending, Run, Runner } from '../sandbox/runner.ts';
import { Announcer } from './announcer.ts';
import type { Place } from './editor/editor.ts';
import { noteRun, savesData } from './nearness.ts';
import type { Queued } from './run-queue.ts';
import { type Outcome, Runs } from './runs.ts';
import { SourceView } from './source-view.ts';
import { megabytes } from './views/display.ts';
import { Notices } from './views/notices.ts';
import { download, type Output, outputText } from './views/output-text.ts';
import { OutputView } from './views/output-view.ts';
import { CellParts } from './views/parts.ts';
import { ProblemView } from './views/problem-view.ts';
import { VerdictsView } from './views/verdicts-view.ts';

const DONE_FOR = 2_000;
const MAX_ANNOUNCED = 10;

type State = 'recorded' | 'compiling' | 'running' | 'captured' | 'stale' | 'failed';

/** What a cell needs of its page. */
export interface PageOfCells {
  readonly runner: Runner;
  readonly speed: number;
  /** The cell that a compiled file is. */
  cell(file: string): CellData | undefined;
  /** The cell of that id, if it stands on the page. */
  controller(id: string): CellController | undefined;
  /** A cell's text as it is now. */
  source(id: string): string;
  /** Takes an edit and tells all cells of it. */
  setSource(id: string, source: string): void;
  /** All that the output of a cell depends on, as it is now and as the page came. */
  programText(id: string): string;
  originalText(id: string): string;
  /** Titles of the cells that this one imports, directly or not, and that the reader has edited. */
  editedImports(id: string): string[];
  program(id: string): Program;
}

/** What else may want to know about a cell's runs. Calls come in order. */
export interface RunObserver {
  /** A run has been asked for; it is being compiled. */
  requested?(): void;
  /** The program has been handed to the sandbox: what was shown of an earlier run is gone. */
  started?(): void;
  /** The program came to its end, and this is what it let the world see; `verdicts` in the order of the expectations. */
  ended?(transcript: Transcript, verdicts: readonly Verdict[]): void;
  /** The cell shows its recording again, or nothing if there is none. */
  reset?(): void;
}

export class CellController implements Queued {
  readonly data: CellData;
  readonly parts: CellParts;
  readonly source: SourceView;
  readonly notices: Notices;
  readonly #page: PageOfCells;
  readonly #output: OutputView;
  readonly #verdicts: VerdictsView;
  readonly #problem: ProblemView;
  readonly #announcer: Announcer;
  readonly #observers: RunObserver[] = [];
  /** The provenance line as the page came: only the build knows whether CPython agrees. */
  readonly #recordedProvenance: string;
  readonly #runs: Runs = new Runs();
  #run: Run | null = null;
  #state: State = 'recorded';
  /** Whether the shown output is the recording. */
  #isRecorded = true;
  /** What the shown output was made from. */
  #madeFrom: string;
  #shown: Output | null;
  #announced = 0;
  /** Counts what the output list has been given to: who still draws for an earlier one has to stop. */
  #display = 0;

  constructor(page: PageOfCells, element: HTMLElement, data: CellData) {
    this.#page = page;
    this.data = data;
    this.parts = new CellParts(element, data.id);
    this.#madeFrom = page.originalText(data.id);
    this.#shown = data.recorded;
    this.#recordedProvenance = this.parts.part('provenance').textContent ?? '';
    this.#announcer = new Announcer(this.parts.part('status'));
    this.notices = new Notices(element, (text) => this.say(text));
    this.source = new SourceView(this.parts, data, this.notices, {
      text: () => page.source(data.id),
      program: () => page.program(data.id),
      changed: (text) => page.setSource(data.id, text),
      settled: () => this.prepare(),
    });
    const output = this.parts.part('output');
    this.#output = new OutputView(output, (file) => {
      const id = page.cell(file)?.id;
      // An embedded cell stands without those that it imports.
      return id !== undefined && page.controller(id) !== undefined ? id : undefined;
    });
    this.#verdicts = new VerdictsView(this.parts.part('expectations'));
    this.#problem = new ProblemView(this.parts.part('problem'), data.id);
    // A log by role; what of it is read out, and when, is the announcer's business.
    output.parentElement?.setAttribute('role', 'log');
    output.parentElement?.setAttribute('aria-live', 'off');
  }

  /** Tells screen readers, at once. */
  say(text: string): void {
    this.#announcer.say(text);
  }

  observe(observer: RunObserver): void {
    this.#observers.push(observer);
  }

  /** Gets ready for a run that may come, unless the reader wants to save data. */
  prepare(): void {
    if (!savesData()) this.#page.runner.prepare(this.#page.program(this.data.id));
  }

  wait(): void {
    this.#provenance('Waiting for the previous run to finish');
  }

  waitNoMore(): void {
    this.#setState(this.#state);
  }

  /**
   * Compiles and runs the cell with the sources as they are now; a run that is going on is ended first. Resolves when
   * it is over. An unattended program that waits for something impossible is interrupted.
   */
  run({ unattended = false } = {}): Promise<Outcome> {
    this.source.keep();
    noteRun();
    this.#leave('Run again.');
    return this.#runs.start(
      async (isShown) => {
        const madeFrom = this.#page.programText(this.data.id);
        const ending = await new Promise<Ending>((ended) => this.#start(madeFrom, unattended, ended));
        return isShown() ? this.#end(ending, madeFrom, isShown) : { how: 'stopped' };
      },
      (error) => {
        this.#run = null;
        this.#idle();
        this.#setState('failed');
        this.#problem.say(
          `The page failed to show this run (${error instanceof Error ? error.message : error}). Reload the page.`,
        );
      },
    );
  }

  /** Ends a run that is no longer shown. */
  #leave(why: string): void {
    const before = this.#run;
    this.#run = null;
    this.#runs.leave();
    before?.remove(why, true);
  }

  #start(madeFrom: string, unattended: boolean, ended: (ending: Ending) => void): void {
    this.#clearProblem();
    this.#setState('compiling');
    for (const observer of this.#observers) observer.requested?.();
    this.parts.button('stop').disabled = false;
    this.parts.button('stop').textContent = 'Stop';
    this.#announcer.say('Running');
    /** What the program does as long as it answers. */
    let doing = provenanceText('running');
    const run: Run = this.#page.runner.start(
      this.#page.program(this.data.id),
      { clock: 'paced', speed: this.#page.speed },
      {
        fetching: (loaded, total) => this.#provenance(`Fetching the compiler: ${megabytes(loaded, total)}`),
        started: () => {
          this.#madeFrom = madeFrom;
          this.#announced = 0;
          this.#display++;
          this.#shown = run.capture;
          this.#output.clear();
          this.parts.part('ending').textContent = '';
          this.parts.part('changes').hidden = true;
          this.#verdicts.clear();
          this.#setState('running');
          for (const observer of this.#observers) observer.started?.();
        },
        output: () => {
          this.#output.update(run.capture);
          this.#announce(run.capture.lines, run.capture.hidden);
        },
        silent: (silent) =>
          this.#provenance(silent ? 'Busy: the program does not respond. Press Stop to end it now.' : doing),
        stuck: () => {
          if (unattended) run.stop();
          else this.#provenance('Deadlock: every task waits, and nothing is left that could wake one. Press Stop.');
        },
        stopping: () => {
          doing = 'Interrupted: the program is cleaning up. Press Stop again to end it now.';
          this.#provenance(doing);
        },
        end: (ending) => {
          if (this.#run === run) this.#run = null;
          ended(ending);
        },
      },
    );
    this.#run = run;
  }

  /** The first press interrupts, the second ends the run at once; see `Run.stop`. */
  stop(): void {
    if (this.#run === null) return;
    this.parts.button('stop').textContent = 'Stop now';
    this.#provenance('Stopping…');
    this.#run.stop();
  }

  /** Back to how the page came: source, output and verdicts. */
  async reset(): Promise<void> {
    this.#leave('Reset.');
    this.#idle();
    const { id, source, recorded } = this.data;
    this.source.setText(source);
    this.#clearProblem();
    this.#madeFrom = this.#page.originalText(id);
    this.#shown = recorded;
    this.#output.clear();
    this.parts.part('changes').hidden = true;
    const display = ++this.#display;
    if (recorded === null) {
      this.parts.part('ending').textContent = '';
      this.#verdicts.clear();
    } else await this.#show(recorded);
    if (display !== this.#display) return;
    this.#isRecorded = true;
    this.#setState('recorded');
    this.sourcesChanged();
    for (const observer of this.#observers) observer.reset?.();
    this.#announcer.say('Reset');
  }

  /** Copies the language that is shown. */
  copy(): Promise<void> {
    return this.#copy(this.source.shown(), this.parts.button('copy'));
  }

  /** Copies the output as text, as far as it has come. */
  copyOutput(): Promise<void> {
    return this.#copy(this.#outputText(), this.parts.button('copy-output'));
  }

  /** Gives the reader a file with the output, as far as it has come. */
  downloadOutput(): void {
    download(`${this.data.id}.txt`, this.#outputText());
  }

  #outputText(): string {
    return this.#shown === null ? '' : outputText(this.#shown);
  }

  async #copy(text: string, button: HTMLButtonElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.#problem.say('The browser blocked the copy. Select the text and copy it yourself.');
      return;
    }
    button.dataset['done'] = '';
    this.#announcer.say('Copied');
    setTimeout(() => delete button.dataset['done'], DONE_FOR);
  }

  /** Opens the editor in place of the static code, and puts the cursor there. */
  edit(at: Place | null): Promise<void> {
    return this.source.edit(at);
  }

  /** Some cell of the page has been edited, maybe this one. */
  sourcesChanged(): void {
    this.parts.element.toggleAttribute('data-edited', this.source.edited);
    const fresh = this.#page.programText(this.data.id) === this.#madeFrom;
    if (this.#state === 'recorded' || this.#state === 'captured') {
      if (!fresh) this.#setState('stale');
    } else if (this.#state === 'stale' && fresh) this.#setState(this.#isRecorded ? 'recorded' : 'captured');
    this.#updateReset();
  }

  speedChanged(value: string, speed: number): void {
    const select = this.parts.element.querySelector<HTMLSelectElement>('[data-action="speed"]');
    if (select !== null) select.value = value;
    this.#run?.setSpeed(speed);
  }

  /** Shows how a run has ended. Whichever way that is, it has an outcome: who waits for the run waits for that. */
  async #end(ending: Ending, madeFrom: string, isShown: () => boolean): Promise<Outcome> {
    this.#isRecorded = false;
    switch (ending.how) {
      case 'ended': {
        const verdicts = await this.#show(ending.transcript);
        if (!isShown()) return { how: 'stopped' };
        this.#announcer.say(statusText(verdicts, ending.transcript));
        this.#idle();
        this.#setState('captured');
        for (const observer of this.#observers) observer.ended?.(ending.transcript, verdicts);
        void this.#showChanges(ending.transcript, verdicts);
        this.sourcesChanged();
        return { how: 'ended', verdicts };
      }
      case 'uncompiled':
        this.#idle();
        if (this.#page.programText(this.data.id) !== madeFrom) {
          // The errors are of a text that is gone.
          const said = 'Not run: the code changed after you pressed Run. Press Run again.';
          this.#setState('stale');
          this.#provenance(said);
          this.#announcer.say(said);
        } else {
          this.#setState('failed');
          this.#provenance('The code does not compile. The output below is from an earlier run.');
          const cellOf = (file: string): CellData | undefined => this.#page.cell(file);
          this.#problem.showErrors(ending.errors, cellOf);
          this.source.showErrors(ending.errors.filter(({ file }) => cellOf(file)?.id === this.data.id));
        }
        this.sourcesChanged();
        return { how: 'failed' };
      case 'removed':
        // An incomplete run proves nothing, so no verdict is given.
        await this.#output.finish(ending.transcript, () => []);
        if (!isShown()) return { how: 'stopped' };
        this.#verdicts.clear();
        this.#idle();
        this.parts.part('ending').textContent = ending.why;
        if (ending.byReader) {
          this.#setState('captured');
          this.#provenance('Captured now, up to the moment you stopped it');
          this.#announcer.say(ending.why);
        } else {
          this.#setState('failed');
          this.#problem.say(ending.why);
        }
        this.sourcesChanged();
        return { how: ending.byReader ? 'stopped' : 'failed' };
    }
  }

  /** After a run of something else than what the page came with. */
  async #showChanges(now: Transcript, verdicts: readonly Verdict[]): Promise<void> {
    const { id, recorded, expectations } = this.data;
    if (recorded === null || this.#madeFrom === this.#page.originalText(id)) return;
    const display = this.#display;
    const { showChanges } = await import('./views/changes-view.ts');
    if (display !== this.#display) return;
    const before = expectations.map(({ check }) => evaluate(check, recorded));
    showChanges(this.parts.part('changes'), { cell: id, expectations, recorded, before, now, verdicts });
  }

  /** Nothing runs any more: Stop has nothing to stop. */
  #idle(): void {
    const stop = this.parts.button('stop');
    // A disabled button would drop the keyboard's focus.
    if (stop === document.activeElement) this.parts.button('run').focus();
    stop.disabled = true;
    stop.textContent = 'Stop';
  }

  /** Draws a whole transcript and judges it. */
  async #show(transcript: Transcript): Promise<Verdict[]> {
    const verdicts = this.data.expectations.map(({ check }) => evaluate(check, transcript));
    await this.#output.finish(transcript, (index) => provenBy(verdicts, index));
    this.parts.part('ending').textContent = endingText(transcript);
    this.#verdicts.show(verdicts, transcript);
    return verdicts;
  }

  #announce(lines: readonly Line[], hidden: number): void {
    const total = lines.length + hidden;
    const fresh = total - this.#announced;
    if (fresh <= 0) return;
    this.#announcer.lines(
      fresh,
      lines.slice(-Math.min(fresh, MAX_ANNOUNCED)).map(({ text }) => text),
    );
    this.#announced = total;
  }

  #clearProblem(): void {
    this.#problem.clear();
    this.source.showErrors([]);
  }

  #setState(state: State): void {
    this.#state = state;
    this.parts.element.dataset['state'] = state;
    this.#provenance(
      state === 'recorded'
        ? this.#recordedProvenance
        : state === 'stale' && !this.source.edited
          ? staleText(this.#page.editedImports(this.data.id))
          : provenanceText(state satisfies Provenance),
    );
    this.#updateReset();
  }

  #updateReset(): void {
    this.parts.button('reset').disabled = !this.source.edited && this.#isRecorded;
  }

  #provenance(text: string): void {
    this.parts.part('provenance').textContent = text;
  }
}
