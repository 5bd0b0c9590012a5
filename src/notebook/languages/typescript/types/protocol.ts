/** What the page and the type checker's worker say to each other; plain data. */

export type ToTypes =
  | { readonly t: 'load'; readonly typescript: string; readonly declarations: string }
  | {
      readonly t: 'ask';
      readonly id: number;
      /** Cells whose text has changed since the last request, by file. */
      readonly changed: Readonly<Record<string, string>>;
      /** The file that the question is about, and those before it on the page, which it may import. */
      readonly files: readonly string[];
      readonly question: Question;
    };

export type FromTypes =
  | { readonly t: 'progress'; readonly loaded: number; readonly total: number | null }
  | { readonly t: 'loaded' }
  | { readonly t: 'answer'; readonly id: number; readonly answer: Answer }
  /** To a question, or, without `id`, why nothing can be asked. */
  | { readonly t: 'failed'; readonly id?: number; readonly message: string };

/** Offsets count UTF-16 code units, as CodeMirror and TypeScript do. */
export type Question =
  | { readonly kind: 'check' }
  | { readonly kind: 'complete'; readonly offset: number }
  /** What a name is that `complete` has offered at this place. */
  | { readonly kind: 'describe'; readonly offset: number; readonly name: string }
  /** What stands at this place. */
  | { readonly kind: 'hover'; readonly offset: number };

/** The answer to each kind of question; null where there is nothing to say. */
export interface Answers {
  readonly check: readonly TypeProblem[];
  readonly complete: Completions | null;
  readonly describe: Description | null;
  readonly hover: Description | null;
}

export type Answer = Answers[keyof Answers];

export interface TypeProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** `error`: no program. `unused`: the code does nothing. */
  readonly severity: 'error' | 'warning' | 'unused';
}

export interface Completions {
  /** Where the name begins that they stand for. */
  readonly from: number;
  readonly options: readonly CompletionOption[];
}

export interface CompletionOption {
  readonly name: string;
  /** What the program has made itself comes before what is there everywhere. */
  readonly global: boolean;
}

export interface Description {
  readonly from: number;
  readonly to: number;
  /** The signature, cut where its colour changes. */
  readonly signature: readonly SignaturePart[];
  /** The first paragraph of its docstring, with code between backticks; may be empty. */
  readonly says: string;
}

export interface SignaturePart {
  readonly text: string;
  /** As in the classes of element/styles/cell.css: `keyword` for `c-keyword`. */
  readonly colour?: 'keyword' | 'string' | 'constant' | 'function' | 'punctuation';
}
