/** One cell's controls: its source, its run, its output and its verdicts. */
import { evaluate, provenBy, type Verdict } from '../../cells/expectations.ts';
import type { CellData } from '../../cells/page-data.ts';
import type { Line, Transcript } from '../../cells/transcript.ts';
import {
  endingText,
  type Provenance,
  proofText,
  provenanceText,
  statusText,
  verdictMark,
  verdictWord,
} from '../../cells/wording.ts';
import type { CompileError, Program } from '../../compile/types.ts';
import type { Ending, Run, Runner } from '../../sandbox/runner.ts';
import { Announcer } from './announcer.ts';
import { megabytes, visible } from './display.ts';
import type { Editor, Place } from './editor.ts';
import { OutputView } from './output-view.ts';
import { EDIT_PREFIX, keep, read } from './storage.ts';

/** How long after the last keystroke an edit is kept in the browser. */
const KEEP_AFTER = 400;
const DONE_FOR = 2_000;
const MOST_ANNOUNCED = 10;
/** More errors than this are not listed; they follow from the first ones anyway. */
const MOST_ERRORS = 5;
/** How many characters of a long line are shown around an error. */
const SHOWN_BEFORE = 60;
const SHOWN_BEHIND = 60;

type State = 'recorded' | 'compiling' | 'running' | 'captured' | 'stale' | 'failed';

/** What a cell needs of its page. */
export interface PageOfCells {
  readonly runner: Runner;
  readonly speed: number;
  /** The cell that a compiled file is. */
  cell(file: string): CellData | undefined;
  /** A cell's text as it is now. */
  source(id: string): string;
  /** Takes an edit and tells all cells of it. */
  setSource(id: string, source: string): void;
  /** All that the output of a cell depends on, as it is now and as the page came. */
  programText(id: string): string;
  originalText(id: string): string;
  program(id: string): Program;
}

export class CellController {
  readonly #page: PageOfCells;
  readonly #element: HTMLElement;
  readonly #data: CellData;
  readonly #output: OutputView;
  readonly #announcer: Announcer;
  /** The provenance line as the page came: only the build knows whether CPython agrees. */
  readonly #recordedProvenance: string;
  #editor: Promise<Editor> | null = null;
  #opened: Editor | null = null;
  #run: Run | null = null;
  #state: State = 'recorded';
  /** What the shown output was made from. */
  #madeFrom: string;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #announced = 0;
  /** Counts what the output list has been given to: who still draws for an earlier one has to stop. */
  #display = 0;

  constructor(page: PageOfCells, element: HTMLElement, data: CellData) {
    this.#page = page;
    this.#element = element;
    this.#data = data;
    this.#madeFrom = page.originalText(data.id);
    this.#recordedProvenance = this.#part('provenance').textContent ?? '';
    this.#output = new OutputView(this.#part('output'));
    this.#announcer = new Announcer(this.#part('status'));
    const log = this.#part('output').parentElement;
    // A log by role; what of it is read out, and when, is the announcer's business.
    log?.setAttribute('role', 'log');
    log?.setAttribute('aria-live', 'off');
    addEventListener('pagehide', () => this.#keepEdit());
  }

  /** Gets ready for a run that may come, unless the reader wants to save data. */
  prepare(): void {
    const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
    if (connection?.saveData !== true) this.#page.runner.prepare(this.#page.program(this.#data.id));
  }

  /** Compiles and runs the cell with the sources as they are now; a run that is going on is ended first. */
  run(): void {
    this.#keepEdit();
    const before = this.#run;
    this.#run = null;
    before?.remove('Run again.', true);
    const madeFrom = this.#page.programText(this.#data.id);
    this.#problem(null);
    this.#setState('compiling');
    this.#button('stop').disabled = false;
    this.#button('stop').textContent = 'Stop';
    this.#announcer.say('Running');
    const run: Run = this.#page.runner.start(
      this.#page.program(this.#data.id),
      { clock: 'paced', speed: this.#page.speed },
      {
        fetching: (loaded, total) => this.#provenance(`Fetching the compiler: ${megabytes(loaded, total)}`),
        started: () => {
          this.#madeFrom = madeFrom;
          this.#announced = 0;
          this.#display++;
          this.#output.clear();
          this.#part('ending').textContent = '';
          this.#verdicts(null, null);
          this.#setState('running');
        },
        output: () => {
          this.#output.update(run.capture);
          this.#announce(run.capture.lines, run.capture.hidden);
        },
        silent: (silent) =>
          this.#provenance(silent ? 'Busy: no answer. Stop ends it at once.' : provenanceText('running')),
        stuck: () => this.#provenance('Waiting for something that nothing here will bring about'),
        stopping: () => this.#provenance('Interrupted; cleaning up. Stop again ends it at once.'),
        end: (ending) => {
          // One that this cell's next run or its Reset has ended is no longer shown.
          if (this.#run !== run) return;
          this.#run = null;
          void this.#end(ending);
        },
      },
    );
    this.#run = run;
  }

  /** The first press interrupts, the second ends the run at once; see `Run.stop`. */
  stop(): void {
    if (this.#run === null) return;
    this.#button('stop').textContent = 'Stop now';
    this.#provenance('Stopping…');
    this.#run.stop();
  }

  /** Back to how the page came: source, output and verdicts. */
  async reset(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    run?.remove('Reset.', true);
    this.#idle();
    const { id, source, recorded } = this.#data;
    this.#opened?.setText(source);
    this.#page.setSource(id, source);
    this.#keepEdit();
    this.#problem(null);
    this.#madeFrom = this.#page.originalText(id);
    this.#output.clear();
    const display = ++this.#display;
    if (recorded === null) {
      this.#part('ending').textContent = '';
      this.#verdicts(null, null);
    } else await this.#show(recorded);
    if (display !== this.#display) return;
    this.#setState('recorded');
    this.sourcesChanged();
    this.#announcer.say('Reset');
  }

  /** Copies the language that is shown. */
  async copy(): Promise<void> {
    const python = this.#element.querySelector<HTMLInputElement>('[data-part="tabs"] input[value="python"]')?.checked;
    const text =
      python === true
        ? [...this.#element.querySelectorAll('[data-part="source"][data-language="python"] pre')]
            .map((code) => code.textContent)
            .join('\n')
        : this.#page.source(this.#data.id);
    const button = this.#button('copy');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.#problem('The browser does not let this page copy. Mark the code and copy it yourself.');
      return;
    }
    button.dataset['done'] = '';
    this.#announcer.say('Copied');
    setTimeout(() => delete button.dataset['done'], DONE_FOR);
  }

  /** Opens the editor in place of the static code, and puts the cursor there. */
  async edit(at: Place | null): Promise<void> {
    const editor = await this.#openEditor();
    this.#element.querySelector<HTMLInputElement>('[data-part="tabs"] input[value="typescript"]')?.click();
    editor.focus(at);
  }

  /** Takes up the edit that an earlier visit left behind. */
  async restore(): Promise<void> {
    const kept = read(this.#editKey);
    if (kept === null || kept === this.#data.source) return;
    this.#page.setSource(this.#data.id, kept);
    await this.#openEditor();
  }

  /** Some cell of the page has been edited, maybe this one. */
  sourcesChanged(): void {
    const { id, source } = this.#data;
    this.#element.toggleAttribute('data-edited', this.#page.source(id) !== source);
    const fresh = this.#page.programText(id) === this.#madeFrom;
    if (this.#state === 'recorded' || this.#state === 'captured') {
      if (!fresh) this.#setState('stale');
    } else if (this.#state === 'stale' && fresh) {
      this.#setState(this.#madeFrom === this.#page.originalText(id) && this.#isRecorded ? 'recorded' : 'captured');
    }
    this.#updateReset();
  }

  speedChanged(value: string, speed: number): void {
    const select = this.#element.querySelector<HTMLSelectElement>('[data-action="speed"]');
    if (select !== null) select.value = value;
    this.#run?.setSpeed(speed);
  }

  // The end of a run.

  async #end(ending: Ending): Promise<void> {
    const display = this.#display;
    const superseded = (): boolean => display !== this.#display || this.#run !== null;
    if (ending.how === 'ended') {
      const said = await this.#show(ending.transcript);
      if (superseded()) return;
      this.#announcer.say(said);
    } else if (ending.how === 'removed') {
      // An incomplete run proves nothing, so no verdict is given.
      await this.#output.finish(ending.transcript, () => []);
      if (superseded()) return;
      this.#verdicts(null, null);
    }
    this.#idle();
    this.#isRecorded = false;
    switch (ending.how) {
      case 'ended':
        this.#setState('captured');
        break;
      case 'uncompiled':
        this.#setState('failed');
        this.#provenance('Did not compile; the output below is from before');
        this.#showErrors(ending.errors);
        break;
      case 'removed': {
        this.#part('ending').textContent = ending.why;
        if (ending.byReader) {
          this.#setState('captured');
          this.#provenance('Captured now, until it was stopped');
          this.#announcer.say(ending.why);
        } else {
          this.#setState('failed');
          this.#problem(ending.why);
        }
      }
    }
    this.sourcesChanged();
  }

  /** Nothing runs any more: Stop has nothing to stop. */
  #idle(): void {
    const stop = this.#button('stop');
    // A disabled button would drop the keyboard's focus.
    if (stop === document.activeElement) this.#button('run').focus();
    stop.disabled = true;
    stop.textContent = 'Stop';
  }

  /** Draws a whole transcript and judges it; returns what is to be said about it. */
  async #show(transcript: Transcript): Promise<string> {
    const verdicts = this.#data.expectations.map(({ check }) => evaluate(check, transcript));
    await this.#output.finish(transcript, (index) => provenBy(verdicts, index));
    this.#part('ending').textContent = endingText(transcript);
    this.#verdicts(verdicts, transcript);
    return statusText(verdicts, transcript);
  }

  #verdicts(verdicts: readonly Verdict[] | null, transcript: Transcript | null): void {
    const items = this.#element.querySelectorAll<HTMLElement>('[data-part="expectations"] > [data-expectation]');
    for (const item of items) {
      const verdict = verdicts?.[Number(item.dataset['expectation'])] ?? null;
      const holds = verdict?.holds ?? null;
      item.dataset['verdict'] = holds === null ? 'unknown' : holds ? 'holds' : 'fails';
      const mark = item.querySelector('[data-part="mark"]');
      if (mark !== null) {
        mark.textContent = verdictMark(holds);
        mark.setAttribute('aria-label', verdictWord(holds));
      }
      const proof = item.querySelector('[data-part="proof"]');
      if (verdict === null || transcript === null) {
        delete item.dataset['lines'];
        if (proof !== null) proof.textContent = '';
      } else {
        item.dataset['lines'] = String(verdict.lines.length);
        if (proof !== null) proof.textContent = proofText(verdict, transcript.lines.length + transcript.hidden);
      }
    }
  }

  #announce(lines: readonly Line[], hidden: number): void {
    const total = lines.length + hidden;
    const fresh = total - this.#announced;
    if (fresh <= 0) return;
    this.#announcer.lines(
      fresh,
      lines.slice(-Math.min(fresh, MOST_ANNOUNCED)).map(({ text }) => text),
    );
    this.#announced = total;
  }

  // Problems.

  #problem(text: string | null): void {
    const part = this.#part('problem');
    part.textContent = text ?? '';
    part.hidden = text === null;
    if (text === null) this.#opened?.showErrors([]);
  }

  #showErrors(errors: readonly CompileError[]): void {
    const part = this.#part('problem');
    part.replaceChildren();
    for (const error of errors.slice(0, MOST_ERRORS)) part.append(this.#describe(error));
    if (errors.length > MOST_ERRORS) part.append(`… and ${errors.length - MOST_ERRORS} more errors`);
    part.hidden = false;
    const own = errors.filter(({ file }) => this.#page.cell(file)?.id === this.#data.id);
    if (own.length > 0) this.#opened?.showErrors(own);
  }

  /** The place (a button that leads there), the message, and the line with the error underlined. */
  #describe({ file, line, column, length, lineText, message }: CompileError): HTMLElement {
    const block = document.createElement('div');
    block.className = 'cell-error';
    const cell = this.#page.cell(file);
    const place = document.createElement('button');
    place.type = 'button';
    place.dataset['action'] = 'goto';
    place.dataset['cell'] = cell?.id ?? this.#data.id;
    place.dataset['line'] = String(line);
    place.dataset['column'] = String(column);
    const where =
      cell === undefined || cell.id === this.#data.id ? '' : `In “${cell.title}”, which this cell imports: `;
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

  // Editing.

  async #openEditor(): Promise<Editor> {
    this.#editor ??= import('./editor.ts').then(({ createEditor }) => {
      const panel = this.#element.querySelector<HTMLElement>('[data-part="source"][data-language="typescript"]');
      if (panel === null) throw new Error(`Cell ${this.#data.id} has no TypeScript panel`);
      const editor = createEditor(panel, {
        text: this.#page.source(this.#data.id),
        label: `Code of ${this.#data.title}`,
        foldSetup: panel.querySelector('details:not([open])') !== null,
        changed: (text) => this.#edited(text),
        run: () => this.run(),
      });
      this.#opened = editor;
      return editor;
    });
    // Not remembered: the next click tries again.
    this.#editor.catch(() => {
      this.#editor = null;
    });
    return this.#editor;
  }

  #edited(text: string): void {
    this.#page.setSource(this.#data.id, text);
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => {
      this.#keepEdit();
      this.prepare();
    }, KEEP_AFTER);
  }

  get #editKey(): string {
    return `${EDIT_PREFIX}${location.pathname}#${this.#data.id}`;
  }

  /** Keeps the edit in the browser, so that neither a run nor a closed tab loses it. */
  #keepEdit(): void {
    clearTimeout(this.#keepTimer);
    const source = this.#page.source(this.#data.id);
    keep(this.#editKey, source === this.#data.source ? null : source);
  }

  // Small things.

  #isRecorded = true;

  #setState(state: State): void {
    this.#state = state;
    if (state === 'recorded') this.#isRecorded = true;
    this.#element.dataset['state'] = state;
    this.#provenance(state === 'recorded' ? this.#recordedProvenance : provenanceText(state satisfies Provenance));
    this.#updateReset();
  }

  #updateReset(): void {
    const edited = this.#page.source(this.#data.id) !== this.#data.source;
    this.#button('reset').disabled = !edited && this.#isRecorded;
  }

  #provenance(text: string): void {
    this.#part('provenance').textContent = text;
  }

  #part(name: string): HTMLElement {
    const part = this.#element.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (part === null) throw new Error(`Cell ${this.#data.id} has no part ${name}`);
    return part;
  }

  #button(action: string): HTMLButtonElement {
    const button = this.#element.querySelector<HTMLButtonElement>(`button[data-action="${action}"]`);
    if (button === null) throw new Error(`Cell ${this.#data.id} has no button ${action}`);
    return button;
  }
}
