/**
 * What a site says around its cells: the default export of the module that it names to `runFiles()`. Components find it
 * as `virtual:notebook-site`, in the build and in the page. Addresses are behind the site's base.
 */
import type { Expectation } from '../model/cell.ts';

/** A link beside the proof of an expectation. */
export interface Badge {
  readonly address: string;
  readonly text: string;
  /** What it says of the expectation, in bold. */
  readonly verdict: string;
  /** For style sheets: `data-claim` and `data-claim-verdict` of the expectation. */
  readonly id: string;
}

export interface Download {
  readonly address: string;
  readonly name: string;
  /** How it is run, as a sentence with `code`. */
  readonly runs: string;
}

/** A language in which readers may see programs. */
export interface ReaderLanguage {
  /** As in `data-language`. */
  readonly language: string;
  readonly label: string;
}

export interface NotebookSite {
  /** What readers choose from (components/LanguageSwitch.astro), the usual one first. Absent: there is no choice. */
  readonly languages?: readonly ReaderLanguage[];
  badge?(expectation: Expectation): Badge | null;
  /** Where each cell has a page to embed: `embed/` for `embed/PAGE/CELL/`. */
  readonly embeds?: string;
  /** A cell's program in another language, as a file; null if it has none. Asked of cells that show one. */
  download?(page: string, cell: string): Download | null;
  /** The page with a cell of the reader's own. */
  readonly playground?: string;
  /** How a downloaded file is run, as a sentence with `code`. */
  runs?(file: string): string;
}
