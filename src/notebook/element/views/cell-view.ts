/** Draws and announces a cell's state, except for its code. */

import { provenBy, type Verdict } from '../../model/expectations.ts';
import type { CellLanguage } from '../../model/page-data.ts';
import type { Transcript } from '../../model/transcript.ts';
import { statusText } from '../../model/wording.ts';
import type { CellAction, CellState, Output, PageStore, Shown } from '../store/store.ts';
import { Announcer } from './announcer.ts';
import { OutputView } from './output-view.ts';
import type { CellParts } from './parts.ts';
import { showProblem } from './problem-view.ts';
import { showVerdicts } from './verdicts-view.ts';

const MAX_ANNOUNCED = 10;

export class CellView {
  readonly #store: PageStore;
  readonly #id: string;
  readonly #parts: CellParts;
  readonly #output: OutputView;
  readonly #announcer: Announcer;
  /** The provenance line of each language as the page came: only the build knows whether the other agrees. */
  readonly #recorded: Readonly<Record<CellLanguage, string>>;
  readonly #hasRecordedLog: boolean;
  #announced = 0;

  constructor(store: PageStore, parts: CellParts, id: string) {
    this.#store = store;
    this.#id = id;
    this.#parts = parts;
    this.#recorded = provenances(parts.part('provenance'));
    this.#hasRecordedLog = !parts.button('loop').hidden;
    this.#announcer = new Announcer(parts.part('status'));
    const output = parts.part('output');
    // An embedded cell stands without those that it imports.
    this.#output = new OutputView(output, (file) => {
      const other = store.cellOf(file)?.id;
      return other !== undefined && document.getElementById(`cell-${other}`) !== null ? other : undefined;
    });
    // A log by role; what of it is read out, and when, is the announcer's business.
    output.parentElement?.setAttribute('role', 'log');
    output.parentElement?.setAttribute('aria-live', 'off');
    // If this script failed to load before, index.ts wrote so into this part.
    showProblem(parts.part('problem'), store.cell(id).problem, store, id);
    store.subscribe((cell, action, before) => {
      if (cell === id) this.#draw(action, before);
      // What this cell imports may have changed.
      else if (action.type === 'edited') this.#drawState();
    });
  }

  /** Tells screen readers, at once. */
  say(text: string): void {
    this.#announcer.say(text);
  }

  /** Empties the list of output. */
  clear(): void {
    this.#output.clear();
    this.#parts.part('changes').hidden = true;
    this.#parts.part('both').hidden = true;
  }

  /** Draws an output to its end, with what its lines prove. Resolves when that is done; never, if another one is drawn instead. */
  finish(output: Output, verdicts: readonly Verdict[]): Promise<void> {
    return this.#output.finish(output, (index) => provenBy(verdicts, index));
  }

  #draw(action: CellAction, before: CellState): void {
    const state = this.#store.cell(this.#id);
    if (action.type === 'printed') {
      if (state.shown.output === null) return;
      this.#output.update(state.shown.output);
      this.#announceLines(state.shown.output);
      return;
    }
    if (action.type === 'turned') this.#turn(state.shown, before.shown);
    if (action.type === 'started') {
      this.#announced = 0;
      this.clear();
    }
    if (state.problem !== before.problem) {
      showProblem(this.#parts.part('problem'), state.problem, this.#store, this.#id);
    }
    if (state.shown !== before.shown) {
      const { verdicts, ending, output } = state.shown;
      showVerdicts(
        this.#parts.part('expectations'),
        verdicts,
        output === null ? 0 : output.lines.length + output.hidden,
      );
      this.#parts.part('ending').textContent = ending;
    }
    this.#drawState();
    this.#announce(action, state);
  }

  /** The reader has turned to another program, which has another recording. */
  #turn({ output, verdicts }: Shown, before: Shown): void {
    if (output === before.output) return;
    this.clear();
    if (output !== null) void this.finish(output, verdicts ?? []);
  }

  #drawState(): void {
    const { phase, stopped, shown } = this.#store.cell(this.#id);
    const { element } = this.#parts;
    const edited = this.#store.edited(this.#id);
    element.dataset['state'] = this.#store.stateOf(this.#id);
    element.toggleAttribute('data-edited', edited);
    const provenance = this.#parts.part('provenance');
    const text = this.#store.provenanceOf(this.#id, this.#recorded);
    if (provenance.textContent !== text) provenance.textContent = text;
    const [run, stop] = [this.#parts.button('run'), this.#parts.button('stop')];
    // A disabled button would drop the keyboard's focus.
    if (phase === 'idle' && stop === document.activeElement) run.focus();
    stop.disabled = phase === 'idle';
    stop.textContent = stopped ? 'Stop now' : 'Stop';
    // The recorded run has a log where the page shows it.
    const hasLog = shown.log !== null || (shown.from === 'recording' && this.#hasRecordedLog);
    this.#parts.button('loop').hidden = !hasLog;
    this.#parts.button('reset').disabled =
      !edited && shown.from === 'recording' && this.#store.cell(this.#id).failed === null;
  }

  #announce(action: CellAction, state: CellState): void {
    switch (action.type) {
      case 'requested':
        return this.say('Running');
      case 'ended':
        return this.say(statusText(action.verdicts, action.transcript));
      case 'uncompiled':
        // What is wrong with the program is an alert by itself.
        if (state.failed === null) this.say(state.note ?? '');
        return;
      case 'removed':
        if (action.byReader) this.say(action.why);
        return;
      case 'reset':
        return this.say('Reset');
    }
  }

  #announceLines({ lines, hidden }: Pick<Transcript, 'lines' | 'hidden'>): void {
    const total = lines.length + hidden;
    const fresh = total - this.#announced;
    if (fresh <= 0) return;
    this.#announcer.lines(
      fresh,
      lines.slice(-Math.min(fresh, MAX_ANNOUNCED)).map(({ text }) => text),
    );
    this.#announced = total;
  }
}

/** The line over a recording, in the languages of the site's list. */
function provenances(part: HTMLElement): Record<CellLanguage, string> {
  const [typescript = part, python = typescript] = part.querySelectorAll('[data-form]');
  const text = ({ textContent }: Element): string => textContent?.trim() ?? '';
  return { typescript: text(typescript), python: text(python) };
}
