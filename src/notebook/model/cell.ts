/**
 * The cell model: what a page's source says about its cells. Positions are 1-based lines of the MDX file. What a site adds
 * to cells and expectations (see extension.ts) it also adds to these interfaces, by merging declarations.
 */

/** A check over one line's text: contained text, or `/regular expression/flags`. */
export type Pattern = string;

/** What must be true of a transcript; exactly one key each. */
export type Check =
  /** Some line matches. */
  | { readonly shows: Pattern }
  /** No line matches. */
  | { readonly lacks: Pattern }
  /** Lines match these, each after the one before. */
  | { readonly order: readonly Pattern[] }
  /** Exactly so many lines match. */
  | { readonly count: { readonly of: Pattern; readonly is: number } }
  /** Line n (1-based; negative from the end) matches. */
  | { readonly line: { readonly n: number; readonly is: Pattern } }
  /** Some line of that stream matches. */
  | { readonly on: { readonly stream: 'out' | 'err'; readonly shows: Pattern } }
  /** The program ended with this uncaught exception. */
  | { readonly raises: { readonly type: string; readonly message?: string } }
  /** The program ended without exception, with status 0. */
  | { readonly returns: true }
  /** Nothing at all was printed. */
  | { readonly silent: true }
  | { readonly all: readonly Check[] };

/** One sentence of the explanation and the check that makes it evidence. */
export interface Expectation {
  readonly says: string;
  readonly check: Check;
  /** What is often believed instead. */
  readonly believed?: string;
  readonly why?: string;
  /** Line of its `- says:` in the page. */
  readonly at: number;
}

/** What the reader is asked before a cell runs: to put lines of its output in order. */
export interface Prediction {
  /** The question. */
  readonly asks: string;
  /** Each matches exactly one line of the output. */
  readonly lines: readonly Pattern[];
  /** Texts that are offered among them and never printed. */
  readonly never: readonly string[];
  /** Line of its `- predict:` in the page. */
  readonly at: number;
}

export interface Cell {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Line of the opening fence; the source starts on the next one. */
  readonly at: number;
  /** `idle`: Stop (or Ctrl-C) is pressed once the program would wait for ever, and the recording shows what follows. */
  readonly interrupt?: 'idle';
  /** The page shows what the event loop did in the recorded run, as a picture under the output. */
  readonly loop?: true;
  readonly prediction?: Prediction;
  readonly expectations: readonly Expectation[];
  /** Line of the expectations' opening fence. */
  readonly expectationsAt: number;
}

export interface Page {
  /** File of the page as messages print it: `content/task-cancellation/gather.mdx`. */
  readonly file: string;
  /** Without `content/` and ending: `task-cancellation/gather`. */
  readonly path: string;
  readonly title: string;
  /** Its first paragraph, on one line; code stands between backticks. */
  readonly opening: string;
  readonly cells: readonly Cell[];
  /** The links in its text that lead to a step of a cell's loop, in the order of the text; absent if there are none. */
  readonly steps?: readonly StepLink[];
}

/** A link such as `[Bo is cancelled](?loop#cell-bo "iteration 3: ‘Bo’ is cancelled")`. */
export interface StepLink {
  readonly cell: string;
  /** What the event says that it leads to; the iteration may stand before that. */
  readonly says: string;
  /** Line in the page. */
  readonly at: number;
}
