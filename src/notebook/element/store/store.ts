/**
 * What a page knows of its cells: the text of each, what it is doing, and what is shown of its runs. It is changed by
 * actions alone, and everything that draws or keeps it subscribes.
 */
import type { CompileError } from '../../languages/language.ts';
import { evaluate, type Verdict } from '../../model/expectations.ts';
import type { CellData, CellLanguage, PageData } from '../../model/page-data.ts';
import {
  cellProgram,
  type Program,
  type PythonSources,
  pythonProgram,
  pythonWithImports,
  withImports,
} from '../../model/program.ts';
import { isFileOf } from '../../model/traceback.ts';
import type { Line, Transcript } from '../../model/transcript.ts';
import { capturedByPython, endingText, otherLanguageText, provenanceText, staleText } from '../../model/wording.ts';
import type { RunLog } from '../../sandbox/runner.ts';

/** Lines of output: a transcript, or a capture that still grows. */
export interface Output {
  readonly lines: readonly Line[];
  readonly hidden: number;
  readonly hiddenAt: number;
  /** Lines that have not ended yet. */
  readonly open?: readonly Line[];
}

/** The output of a cell that stands in the page, and what it proves. */
export interface Shown {
  readonly from: 'recording' | 'run';
  /** Of the program that printed it. */
  readonly language: CellLanguage;
  readonly output: Output | null;
  /** What it was made from: `programText()` of that time. */
  readonly madeFrom: string;
  /** In the order of the expectations; null: nothing has been judged. */
  readonly verdicts: readonly Verdict[] | null;
  /** How the program ended; empty while it runs. */
  readonly ending: string;
  /** Where it comes from, if the usual words do not say it. */
  readonly provenance: string | null;
  /** What the event loop did in a run; null for a recording, and for a run that tells nothing of it. */
  readonly log: RunLog | null;
}

export interface CellState {
  /** The text as it is now, in TypeScript. */
  readonly text: string;
  /** The same in Python; null: the cell has none. */
  readonly python: string | null;
  /** What the reader sees of the two, and what Run runs. */
  readonly language: CellLanguage;
  readonly phase: 'idle' | 'compiling' | 'running';
  /** Stop has been pressed. */
  readonly stopped: boolean;
  /** A run has been asked for, and waits for the one before it. */
  readonly waits: boolean;
  /** What there is to say of the run that goes on, or of one that never began. */
  readonly note: string | null;
  /** The last run came to nothing: why, in short. */
  readonly failed: string | null;
  /** What the reader has to be told beside the code: a sentence, or why the program does not compile. */
  readonly problem: string | readonly CompileError[] | null;
  readonly shown: Shown;
  /**
   * A run of another text in the same language, before the one that is shown: the page's own if there was one, or else the
   * last. The loops of the two are compared.
   */
  readonly earlier: Shown | null;
}

/** What happens to one cell. */
export type CellAction =
  /** `typed`: by the reader, in the editor. `language` is TypeScript if it is absent. */
  | { readonly type: 'edited'; readonly text: string; readonly language?: CellLanguage; readonly typed?: true }
  /** The reader looks at the program in this language. */
  | { readonly type: 'turned'; readonly language: CellLanguage }
  | { readonly type: 'waits'; readonly waits: boolean }
  /** A run has been asked for; it is being compiled. */
  | { readonly type: 'requested' }
  | { readonly type: 'noted'; readonly note: string | null }
  /** The program has been handed to the sandbox. */
  | { readonly type: 'started'; readonly output: Output; readonly madeFrom: string; readonly language?: CellLanguage }
  /** The output has grown in place. */
  | { readonly type: 'printed' }
  | { readonly type: 'stopped' }
  /** The program came to its end, and its output has been drawn. */
  | {
      readonly type: 'ended';
      readonly transcript: Transcript;
      readonly verdicts: readonly Verdict[];
      readonly log: Shown['log'];
    }
  | {
      readonly type: 'uncompiled';
      readonly errors: readonly CompileError[];
      readonly madeFrom: string;
      readonly language?: CellLanguage;
    }
  /** The program was ended from outside. */
  | {
      readonly type: 'removed';
      readonly transcript: Transcript;
      readonly why: string;
      readonly byReader: boolean;
    }
  /** The page could not show the run. */
  | { readonly type: 'broke'; readonly why: string }
  /** The run that goes on is no longer of interest. */
  | { readonly type: 'left' }
  | { readonly type: 'told'; readonly problem: string }
  /** In place of a run that is not possible here, a recording is shown. */
  | { readonly type: 'recalled'; readonly shown: Shown; readonly why: string }
  /** The cell shows its recording again. */
  | { readonly type: 'reset' };

type Listener = (cell: string, action: CellAction, before: CellState) => void;

/** What was said of a run whose code has been changed while it was compiled. */
const CHANGED = 'Not run: the code changed after you pressed Run. Press Run again.';

const IDLE = { phase: 'idle', stopped: false, note: null } as const;

/** The state of a cell as its page came. */
function initialState({ source, python, recorded, expectations }: CellData, madeFrom: string): CellState {
  const verdicts = recorded && expectations.map(({ check }) => evaluate(check, recorded));
  const ending = recorded === null ? '' : endingText(recorded);
  return {
    ...IDLE,
    text: source,
    python: python?.source ?? null,
    language: 'typescript',
    waits: false,
    failed: null,
    problem: null,
    shown: {
      from: 'recording',
      language: 'typescript',
      output: recorded,
      madeFrom,
      verdicts,
      ending,
      provenance: null,
      log: null,
    },
    earlier: null,
  };
}

/** Which run is the earlier one when a program is started: see CellState. */
function earlierThan({ madeFrom, language }: Shown, state: CellState, original: string): Shown | null {
  const known = [state.shown, state.earlier].filter(
    (run) => run !== null && run.log !== null && run.language === language && run.madeFrom !== madeFrom,
  );
  return known.find((run) => run?.madeFrom === original) ?? known[0] ?? null;
}

/**
 * The state after an action.
 *
 * @param programText what a run of the cell would be made from now
 * @param recordedOf what the page has recorded of the cell's program in a language
 */
function reduce(
  state: CellState,
  action: CellAction,
  programText: () => string,
  recordedOf: (language: CellLanguage) => Shown,
): CellState {
  switch (action.type) {
    case 'edited': {
      const part = action.language === 'python' ? 'python' : 'text';
      if (action.text === state[part]) return state;
      return { ...state, [part]: action.text, note: state.phase === 'idle' ? null : state.note };
    }
    case 'turned': {
      const { language } = action;
      // What the reader has not run is the recording of the program that they look at.
      return { ...state, language, ...(state.shown.from === 'recording' && { shown: recordedOf(language) }) };
    }
    case 'waits':
      return { ...state, waits: action.waits };
    case 'requested':
      return { ...state, ...IDLE, phase: 'compiling', failed: null, problem: null };
    case 'noted':
      return { ...state, note: action.note };
    case 'started': {
      const { output, madeFrom, language = 'typescript' } = action;
      const shown: Shown = {
        from: 'run',
        language,
        output,
        madeFrom,
        verdicts: null,
        ending: '',
        provenance: null,
        log: null,
      };
      const earlier = earlierThan(shown, state, recordedOf(language).madeFrom);
      return { ...state, phase: 'running', note: null, shown, earlier };
    }
    case 'printed':
      return state;
    case 'stopped':
      return { ...state, stopped: true, note: 'Stopping…' };
    case 'ended': {
      const { transcript, verdicts, log } = action;
      return {
        ...state,
        ...IDLE,
        shown: { ...state.shown, output: transcript, verdicts, ending: endingText(transcript), log },
      };
    }
    case 'uncompiled':
      // The errors are of a text that is gone.
      if (programText() !== action.madeFrom) return { ...state, ...IDLE, note: CHANGED };
      return {
        ...state,
        ...IDLE,
        failed: 'The code does not compile. The output below is from an earlier run.',
        problem: action.errors,
      };
    case 'removed': {
      // An incomplete run proves nothing, so no verdict is given.
      const { transcript, why, byReader } = action;
      const shown: Shown = { ...state.shown, from: 'run', output: transcript, verdicts: null, ending: why };
      if (!byReader) return { ...state, ...IDLE, ...failure(why), shown };
      return {
        ...state,
        ...IDLE,
        shown: { ...shown, provenance: 'Captured now, up to the moment you stopped it' },
      };
    }
    case 'broke':
      return { ...state, ...IDLE, ...failure(action.why) };
    case 'left':
      return { ...state, ...IDLE };
    case 'recalled':
      return { ...state, ...IDLE, failed: null, problem: action.why, shown: action.shown };
    case 'told':
      return { ...state, problem: action.problem };
    case 'reset':
      return { ...state, ...IDLE, failed: null, problem: null, shown: recordedOf(state.language) };
  }
}

function failure(problem: string): Pick<CellState, 'failed' | 'problem'> {
  return { failed: provenanceText('failed'), problem };
}

export class PageStore {
  readonly data: PageData;
  /** The texts of all cells as the page came. */
  readonly originals: ReadonlyMap<string, string>;
  readonly #initial = new Map<string, CellState>();
  readonly #cells = new Map<string, CellState>();
  readonly #pythonOriginals: ReadonlyMap<string, string>;
  readonly #listeners: Listener[] = [];

  constructor(data: PageData) {
    this.data = data;
    this.originals = new Map(data.cells.map(({ id, source }) => [id, source]));
    this.#pythonOriginals = new Map(data.cells.flatMap(({ id, python }) => (python ? [[id, python.source]] : [])));
    for (const cell of data.cells) {
      const state = initialState(cell, textOf(cell.id, this.originals));
      this.#initial.set(cell.id, state);
      this.#cells.set(cell.id, state);
    }
  }

  /**
   * Listeners are called in the order of their subscription after each action, except after an edit that changes nothing.
   */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }

  dispatch(cell: string, action: CellAction): void {
    const before = this.cell(cell);
    const language = action.type === 'uncompiled' ? action.language : undefined;
    const now = (): string => this.programText(cell, language);
    const after = reduce(before, action, now, (recorded) => this.recordedOf(cell, recorded));
    if (action.type === 'edited' && after === before) return;
    this.#cells.set(cell, after);
    for (const listener of this.#listeners) listener(cell, action, before);
  }

  /** @throws {RangeError} if the page has no such cell */
  cell(id: string): CellState {
    const state = this.#cells.get(id);
    if (state === undefined) throw new RangeError(`This page has no cell ${id}`);
    return state;
  }

  dataOf(id: string): CellData {
    return this.data.cells.find((cell) => cell.id === id) as CellData;
  }

  /** The cell that a file is which a program or the compiler names. */
  cellOf(file: string): CellData | undefined {
    return this.data.cells.find(({ id }) => isFileOf(file, id));
  }

  /** The texts of all cells as they are now. */
  get texts(): ReadonlyMap<string, string> {
    return new Map([...this.#cells].map(([id, { text }]) => [id, text]));
  }

  /** The texts in Python, of the cells that have one. */
  get pythonTexts(): ReadonlyMap<string, string> {
    return new Map([...this.#cells].flatMap(([id, { python }]) => (python === null ? [] : [[id, python]])));
  }

  /** The text of a cell in a language as it is now; empty if it has none. */
  text(id: string, language: CellLanguage): string {
    const { text, python } = this.cell(id);
    return language === 'python' ? (python ?? '') : text;
  }

  /** The same as the page came. */
  original(id: string, language: CellLanguage): string {
    return (language === 'python' ? this.#pythonOriginals : this.originals).get(id) ?? '';
  }

  /** Whether the text in this language is another than the page's; without a language, in any. */
  edited(id: string, language?: CellLanguage): boolean {
    if (language === undefined) return this.edited(id, 'typescript') || this.edited(id, 'python');
    return this.text(id, language) !== this.original(id, language);
  }

  /** A cell as it is now, with those it may import. */
  program(id: string): Program {
    return cellProgram(this.data.cells, id, Object.fromEntries(this.texts));
  }

  /**
   * The same in Python.
   *
   * @throws {RangeError} if the cell has no Python
   */
  pythonProgram(id: string): PythonSources {
    return pythonProgram(id, this.pythonTexts);
  }

  /** All that the output of a cell depends on: its text, and those of all cells that it imports, directly or not. */
  programText(id: string, language: CellLanguage = 'typescript'): string {
    return language === 'python' ? pythonTextOf(id, this.pythonTexts) : textOf(id, this.texts);
  }

  /** What the cell showed when its page came; in Python, what CPython printed then. */
  recordedOf(id: string, language: CellLanguage = 'typescript'): Shown {
    const { shown } = this.#initial.get(id) as CellState;
    if (language === 'typescript') return shown;
    const { python, expectations } = this.dataOf(id);
    const recorded = python?.recorded;
    const madeFrom = pythonTextOf(id, this.#pythonOriginals);
    if (recorded === undefined) return { ...shown, language, madeFrom };
    const verdicts = expectations.map(({ check }) => evaluate(check, recorded));
    return { ...shown, language, madeFrom, output: recorded, verdicts, ending: endingText(recorded) };
  }

  /** Whether the output that is shown is that of another program than the page's. */
  ranChanged(id: string): boolean {
    const { shown } = this.cell(id);
    return shown.madeFrom !== this.recordedOf(id, shown.language).madeFrom;
  }

  /** What the cell is to its reader: `data-state` of its element. */
  stateOf(id: string): 'recorded' | 'compiling' | 'running' | 'captured' | 'stale' | 'failed' {
    const { phase, failed, shown } = this.cell(id);
    if (phase !== 'idle') return phase;
    if (failed !== null) return 'failed';
    if (shown.madeFrom !== this.programText(id, shown.language) || this.#showsOther(id)) return 'stale';
    return shown.from === 'run' ? 'captured' : 'recorded';
  }

  /**
   * Where the output comes from, in one line.
   *
   * @param recorded what the page says of its recording in each language
   */
  provenanceOf(id: string, recorded: Readonly<Record<CellLanguage, string>>): string {
    const { waits, note, failed, shown } = this.cell(id);
    const state = this.stateOf(id);
    if (waits) return 'Waiting for the previous run to finish';
    if (note !== null) return note;
    if (failed !== null) return failed;
    if (this.#showsOther(id)) {
      return shown.language === 'python'
        ? otherLanguageText('Python', 'TypeScript')
        : otherLanguageText('TypeScript', 'Python');
    }
    if (state === 'stale') {
      return this.edited(id, shown.language) ? provenanceText(state) : staleText(this.#editedImports(id));
    }
    if (shown.provenance !== null) return shown.provenance;
    if (state === 'recorded') return recorded[shown.language];
    const { python } = this.data.assets;
    const byPython = state === 'captured' && shown.language === 'python' && python !== undefined;
    return byPython ? capturedByPython(python.version) : provenanceText(state);
  }

  /** Whether the reader looks at an edit in one language, beside what the program in the other has printed. */
  #showsOther(id: string): boolean {
    const { language, shown } = this.cell(id);
    return language !== shown.language && this.edited(id, language);
  }

  /** Titles of the cells that this one imports, directly or not, and that the reader has edited. */
  #editedImports(id: string): string[] {
    const { language } = this.cell(id).shown;
    const imports = language === 'python' ? pythonWithImports(id, this.pythonTexts) : withImports(id, this.texts);
    return imports
      .slice(0, -1)
      .filter((imported) => this.edited(imported, language))
      .map((imported) => this.dataOf(imported).title);
  }
}

/** The text of a cell and of all that it imports, directly or not: its output is as fresh as this text. */
function textOf(id: string, texts: ReadonlyMap<string, string>): string {
  return withImports(id, texts)
    .map((name) => `${name}\n${texts.get(name)}`)
    .join('\0');
}

function pythonTextOf(id: string, texts: ReadonlyMap<string, string>): string {
  const parts = pythonWithImports(id, texts).map((name) => `${name}.py\n${texts.get(name)}`);
  return parts.join('\0');
}
