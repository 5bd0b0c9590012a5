/** What a reader can do with one cell of a page. */

import type { PythonProgram } from '../languages/python/host.ts';
import { evaluate } from '../model/expectations.ts';
import type { CellData, CellLanguage } from '../model/page-data.ts';
import type { Program } from '../model/program.ts';
import type { Transcript } from '../model/transcript.ts';
import type { Ending, Run, RunLog, Runner } from '../sandbox/runner.ts';
import type { CellLoop } from './cell-loop.ts';
import { EditKeeper } from './edit-keeper.ts';
import { noteRun, savesData } from './nearness.ts';
import type { Queued, RunQueue } from './run-queue.ts';
import { type Outcome, Runs } from './runs.ts';
import { SourceView } from './source-view.ts';
import type { CellAction, PageStore } from './store/store.ts';
import { CellView } from './views/cell-view.ts';
import { megabytes } from './views/display.ts';
import { LeadView } from './views/lead-view.ts';
import { Notices } from './views/notices.ts';
import { download, outputText } from './views/output-text.ts';
import { CellParts } from './views/parts.ts';

const DONE_FOR = 2_000;
/** Milliseconds after the last keystroke when a run is prepared: sooner than a reader can press Shift+Enter. */
const SETTLED_AFTER = 100;

export class CellController implements Queued {
  readonly id: string;
  readonly parts: CellParts;
  readonly source: SourceView;
  readonly notices: Notices;
  /** One for each language that runs. */
  readonly keepers: { readonly typescript: EditKeeper; readonly python?: EditKeeper };
  readonly view: CellView;
  readonly #store: PageStore;
  readonly #runner: Runner;
  readonly #speed: () => number;
  readonly #runs: Runs = new Runs();
  readonly #lead: LeadView;
  #run: Run | null = null;
  #loop: Promise<CellLoop> | null = null;
  #settled: ReturnType<typeof setTimeout> | undefined;

  /** @param speed of the clock, for the runs to come */
  constructor(store: PageStore, runner: Runner, element: HTMLElement, id: string, speed: () => number) {
    this.id = id;
    this.#store = store;
    this.#runner = runner;
    this.#speed = speed;
    this.parts = new CellParts(element, id);
    this.view = new CellView(store, this.parts, id);
    this.#lead = new LeadView(store, this.parts, id);
    this.notices = new Notices(element, (text) => this.view.say(text));
    this.source = new SourceView(store, this.parts, id, (language) => {
      // Who opens an editor is going to run what is in it.
      if (language === 'python' && !savesData()) runner.preparePython();
    });
    const keeper = (language: CellLanguage): EditKeeper => new EditKeeper(store, this.notices, id, language);
    this.keepers = {
      typescript: keeper('typescript'),
      ...(store.cell(id).python !== null && { python: keeper('python') }),
    };
    store.subscribe((cell, action) => {
      if (cell !== id) return;
      if (action.type === 'started') this.notices.hide('loop');
      if (action.type === 'turned') this.#warn();
      if (action.type !== 'edited') return;
      if (action.typed === undefined) this.#warn();
      else {
        clearTimeout(this.#settled);
        this.#settled = setTimeout(() => {
          this.#warn();
          this.prepare();
        }, SETTLED_AFTER);
      }
    });
  }

  get data(): CellData {
    return this.#store.dataOf(this.id);
  }

  #dispatch(action: CellAction): void {
    this.#store.dispatch(this.id, action);
  }

  /** Gets ready for a run that may come, unless the reader wants to save data. */
  prepare(): void {
    if (!savesData()) this.#runner.prepare(this.#program(this.#store.cell(this.id).language));
  }

  /** Says of an edited program in Python, before it is run, that it needs what CPython does not have here. */
  #warn(): void {
    const { language } = this.#store.cell(this.id);
    const applies = language === 'python' && this.#store.edited(this.id, language);
    if (!applies) {
      this.notices.hide('threads');
      return;
    }
    // The parser is that of the editor, which an edit opens.
    import('./threads-notice.ts').then(
      ({ showThreads }) => showThreads(this.#store, this.notices, this.source, this.id),
      // CPython itself says so when the program runs.
      () => {},
    );
  }

  #program(language: CellLanguage): Program | PythonProgram {
    if (language === 'typescript') return this.#store.program(this.id);
    return { ...this.#store.pythonProgram(this.id), interrupts: [] };
  }

  wait(): void {
    this.#dispatch({ type: 'waits', waits: true });
  }

  waitNoMore(): void {
    this.#dispatch({ type: 'waits', waits: false });
  }

  /**
   * Compiles and runs the cell with the sources as they are now; a run that is going on is ended first. Resolves when
   * it is over. An unattended program that waits for something impossible is interrupted.
   */
  run({
    unattended = false,
    language = this.#store.cell(this.id).language,
  }: {
    readonly unattended?: boolean;
    readonly language?: CellLanguage;
  } = {}): Promise<Outcome> {
    for (const keeper of Object.values(this.keepers)) keeper.keep();
    noteRun();
    if (!unattended) this.#lead.follow();
    this.#leave('Run again.');
    return this.#runs.start(
      async (isShown) => {
        const refused = language === 'python' ? this.data.python?.refused : undefined;
        if (refused !== undefined) return this.#recall(refused);
        const madeFrom = this.#store.programText(this.id, language);
        const ending = await new Promise<Ending>((ended) => this.#start(language, madeFrom, unattended, ended));
        return isShown() ? this.#end(ending, language, madeFrom, isShown) : { how: 'stopped' };
      },
      (error) => {
        this.#run = null;
        const what = error instanceof Error ? error.message : error;
        this.#dispatch({ type: 'broke', why: `The page failed to show this run (${what}). Reload the page.` });
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

  #start(language: CellLanguage, madeFrom: string, unattended: boolean, ended: (ending: Ending) => void): void {
    this.#dispatch({ type: 'requested' });
    const note = (note: string | null): void => this.#dispatch({ type: 'noted', note });
    /** What the program does as long as it answers, if there is more to say than that it runs. */
    let doing: string | null = null;
    if (language === 'python') note('Starting CPython…');
    const run: Run = this.#runner.start(
      this.#program(language),
      { clock: 'paced', speed: this.#speed() },
      {
        fetching: (what, loaded, total) => note(fetchingText(what, loaded, total)),
        started: () => this.#dispatch({ type: 'started', output: run.capture, madeFrom, language }),
        output: () => this.#dispatch({ type: 'printed' }),
        silent: (silent) => note(silent ? 'Busy: the program does not respond. Press Stop to end it now.' : doing),
        stuck: () => {
          if (unattended) run.stop();
          else note('Deadlock: every task waits, and nothing is left that could wake one. Press Stop.');
        },
        stopping: () => {
          doing = 'Interrupted: the program is cleaning up. Press Stop again to end it now.';
          note(doing);
        },
        end: (ending) => {
          if (this.#run === run) this.#run = null;
          ended(ending);
        },
      },
    );
    this.#run = run;
  }

  /** Runs both programs, one after the other, and shows what each printed beside the other. */
  async runBoth(queue: RunQueue): Promise<void> {
    const printed: (Transcript | null)[] = [];
    const logs: (RunLog | null)[] = [];
    const runIn = (language: CellLanguage): Queued => ({
      wait: () => this.wait(),
      waitNoMore: () => this.waitNoMore(),
      run: async ({ unattended }) => {
        const outcome = await this.run({ unattended, language });
        printed.push(outcome.how === 'ended' ? outcome.transcript : null);
        logs.push(outcome.how === 'ended' ? this.#store.cell(this.id).shown.log : null);
        return outcome;
      },
    });
    this.#lead.follow();
    await queue.all([runIn('typescript'), runIn('python')], () => {});
    const [typescript, python] = printed;
    const version = this.#store.data.assets.python?.version;
    if (typescript == null || python == null || version === undefined) return;
    const { showBoth } = await import('./views/both-view.ts');
    const both = this.parts.part('both');
    const verdict = showBoth(both, typescript, python, version);
    this.view.say(verdict);
    this.#lead.lead(both, verdict);
    const [ofTypescript, ofPython] = logs;
    if (ofTypescript != null && ofPython != null) (await this.loop()).both(ofTypescript, ofPython);
  }

  /** Shows what a Python program that does not run here printed when it was recorded. */
  async #recall(why: string): Promise<Outcome> {
    const shown = this.#store.recordedOf(this.id, 'python');
    this.view.clear();
    if (shown.output !== null) await this.view.finish(shown.output, shown.verdicts ?? []);
    this.#dispatch({ type: 'recalled', why, shown });
    return { how: 'failed' };
  }

  /** The first press interrupts, the second ends the run at once; see `Run.stop`. */
  stop(): void {
    if (this.#run === null) return;
    this.#dispatch({ type: 'stopped' });
    this.#run.stop();
  }

  /** What the event loop did, which is loaded with its first use. */
  loop(): Promise<CellLoop> {
    this.#loop ??= import('./cell-loop.ts').then(
      ({ CellLoop }) => new CellLoop(this.#store, this.parts, this.source, this.id, this.#runner),
    );
    // Not remembered: the next click tries again.
    this.#loop.catch(() => {
      this.#loop = null;
    });
    return this.#loop;
  }

  /**
   * What a link asks for: the loop at an event. Where no run tells of it yet it is shown after the next one.
   *
   * @param later the run that is meant is that of another program than the page's
   */
  async showLinkedLoop(event: number, later: boolean): Promise<void> {
    const loop = await this.loop();
    if ((await loop.openLinked(event, later)) || later) return;
    const text = `This link shows what the event loop does in this program, at event ${event + 1}. Press Run to see it.`;
    this.notices.show('loop', { text, choices: [{ label: 'Close' }] });
  }

  /** The event at which the reader looks at the loop; null: it is not shown. */
  async shownEvent(): Promise<number | null> {
    return (await this.#loop)?.event ?? null;
  }

  /** Back to how the page came: source, output and verdicts. */
  async reset(): Promise<void> {
    this.#leave('Reset.');
    this.#dispatch({ type: 'left' });
    const { source, python } = this.data;
    this.#dispatch({ type: 'edited', text: source });
    if (python !== undefined) this.#dispatch({ type: 'edited', text: python.source, language: 'python' });
    const { output, verdicts } = this.#store.recordedOf(this.id, this.#store.cell(this.id).language);
    this.view.clear();
    if (output !== null) await this.view.finish(output, verdicts ?? []);
    if (this.#store.cell(this.id).phase === 'idle') this.#dispatch({ type: 'reset' });
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
    download(`${this.id}.txt`, this.#outputText());
  }

  #outputText(): string {
    const { output } = this.#store.cell(this.id).shown;
    return output === null ? '' : outputText(output);
  }

  async #copy(text: string, button: HTMLButtonElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.#dispatch({
        type: 'told',
        problem: 'The browser blocked the copy. Select the text and copy it yourself.',
      });
      return;
    }
    button.dataset['done'] = '';
    this.view.say('Copied');
    setTimeout(() => delete button.dataset['done'], DONE_FOR);
  }

  speedChanged(value: string): void {
    const select = this.parts.element.querySelector<HTMLSelectElement>('[data-action="speed"]');
    if (select !== null) select.value = value;
    this.#run?.setSpeed(this.#speed());
  }

  /** Shows how a run has ended. Every run has exactly one outcome, which callers may wait for. */
  async #end(ending: Ending, language: CellLanguage, madeFrom: string, isShown: () => boolean): Promise<Outcome> {
    switch (ending.how) {
      case 'ended': {
        const { transcript, log } = ending;
        const verdicts = this.#judge(transcript);
        await this.view.finish(transcript, verdicts);
        if (!isShown()) return { how: 'stopped' };
        this.#dispatch({ type: 'ended', transcript, verdicts, log });
        void this.#showChanges();
        return { how: 'ended', verdicts, transcript };
      }
      case 'uncompiled':
        this.#dispatch({ type: 'uncompiled', errors: ending.errors, madeFrom, language });
        return { how: 'failed' };
      case 'removed': {
        const { transcript, why, byReader } = ending;
        await this.view.finish(transcript, []);
        if (!isShown()) return { how: 'stopped' };
        this.#dispatch({ type: 'removed', transcript, why, byReader });
        return { how: byReader ? 'stopped' : 'failed' };
      }
    }
  }

  #judge(transcript: Transcript) {
    return this.data.expectations.map(({ check }) => evaluate(check, transcript));
  }

  /** After a run of something else than what the page came with. */
  async #showChanges(): Promise<void> {
    if (this.data.recorded === null || !this.#store.ranChanged(this.id)) return;
    const { shown } = this.#store.cell(this.id);
    const { showChanges } = await import('./views/changes-view.ts');
    // Something else may be shown meanwhile.
    if (this.#store.cell(this.id).shown === shown) showChanges(this.parts.part('changes'), this.#store, this.id);
  }
}

function fetchingText(what: string, loaded: number, total: number | null): string {
  // The last bytes have come; what follows takes seconds.
  if (loaded === total && what === 'CPython') return 'Starting CPython…';
  return `Fetching ${what}: ${megabytes(loaded, total)}`;
}
