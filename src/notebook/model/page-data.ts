/** What a page hands to its scripts, as JSON in `<script id="verified-page">`. */

import type { Expectation } from './cell.ts';
import type { Guess } from './prediction.ts';
import type { Transcript } from './transcript.ts';

/** Path of the page whose cell is the reader's, not the site's; also that cell's id. */
export const PLAYGROUND = 'playground';

/** A page's address behind the site's root, by its path in `content/`. */
export function pageAddress(path: string): string {
  return path === 'index' ? '' : `${path}/`;
}

export interface PageData {
  /** The site's root as a path: `/` or `/notes/`. */
  readonly base: string;
  /** The page's path without ending, as in `content/`: `task-cancellation/gather`. */
  readonly page: string;
  /** In the order of the page; a cell may import those before it (see program.ts). */
  readonly cells: readonly CellData[];
  readonly assets: RunAssets;
  /** The recorded logs of the event loops that the page shows; fetched when a reader steps through one. */
  readonly logs?: string;
}

/** What a page's scripts read of an expectation. */
export type PageExpectation = Pick<Expectation, 'says' | 'check'>;

/** What the programs of a cell are written in. */
export type CellLanguage = 'typescript' | 'python';

/** A cell's program in Python. */
export interface PythonCell {
  readonly source: string;
  /** What CPython printed when the page was recorded; absent: letter by letter what the cell's recording has. */
  readonly recorded?: Transcript;
  /** Why it does not run in a browser: a sentence for the reader. */
  readonly refused?: string;
}

export interface CellData {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** The same program in Python, if the page has one. */
  readonly python?: PythonCell;
  /** Lines that the reader may put in order before the cell runs, as the page lists them. */
  readonly guesses?: readonly Guess[];
  readonly expectations: readonly PageExpectation[];
  /** Null until the page has been recorded. */
  readonly recorded: Transcript | null;
}

/** URLs, absolute paths with the site's base. Nothing is fetched from them before a cell is touched. */
export interface RunAssets {
  readonly frame: string;
  readonly runtime: string;
  /** esbuild.wasm, gzip-compressed. */
  readonly compiler: string;
  /** SHA-256 of esbuild.wasm, uncompressed, in base64. */
  readonly compilerDigest: string;
  /** Absent on sites without programs in Python. */
  readonly python?: PythonAssets;
}

export interface PythonAssets {
  /** The sandbox for CPython. */
  readonly frame: string;
  /** CPython and its standard library, gzip-compressed. */
  readonly pack: string;
  /** SHA-256 of the pack, uncompressed, in base64. */
  readonly digest: string;
  /** Of CPython: `3.14.2`. */
  readonly version: string;
}
