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

export interface NotebookSite {
  badge?(expectation: Expectation): Badge | null;
  /** Where readers find what is compared between a cell and its twin. */
  readonly compared?: string;
  /** Where each cell has a page to embed: `embed/` for `embed/PAGE/CELL/`. */
  readonly embeds?: string;
  /** Where each twin is a file: `download/` for `download/PAGE/TWIN.py`. */
  readonly twins?: string;
  /** The page with a cell of the reader's own. */
  readonly playground?: string;
  /** How a downloaded file is run, as a sentence with `code`. */
  runs?(file: string): string;
}
