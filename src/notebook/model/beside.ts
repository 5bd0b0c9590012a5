/** What stands beside a cell's own code and output: as a rule, the same program in another language and what that printed. */
import type { Cell } from './cell.ts';
import type { Recording } from './recordings.ts';
import type { Transcript } from './transcript.ts';
import type { Agreement } from './wording.ts';

export interface Beside {
  /** Code in one other language, shown under a second tab: `styles/cell.css` knows two panels. */
  readonly code: readonly BesideCode[];
  /** How another language's output compares with the cell's; null: nothing is known. */
  readonly agreement: Agreement | null;
  /** Another output, under that of the cell. */
  readonly output: { readonly title: string; readonly lines: readonly string[] } | null;
  /** Sentences under the output, with `code`. */
  readonly notes: readonly Note[];
}

export interface BesideCode {
  readonly language: string;
  readonly label: string;
  readonly source: string;
  /** Absent: it is shown, and cannot be run. */
  readonly runs?: {
    /** What it ran on when it was recorded: `CPython 3.14`. */
    readonly on: string;
    /** What it printed when the page was recorded; absent: letter by letter what the cell's own recording has. */
    readonly recorded?: Transcript;
    /** Why it does not run in a browser: a sentence for the reader. */
    readonly refused?: string;
  };
}

export interface Note {
  readonly says: string;
  /** A link that follows. `address` is behind the site's base. */
  readonly link?: { readonly before: string; readonly address: string; readonly text: string };
}

/** Says what stands beside a cell; `recording` is undefined where it has not been recorded. */
export type BesideCell = (cell: Cell, recording: Recording | undefined) => Beside;
