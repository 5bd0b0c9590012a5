/** The pages of this site, for builds, commands and tests. */
import { type Content, contentOf } from '../notebook/content/content.ts';
import type { Page } from '../notebook/model/cell.ts';
import type { Recordings } from '../notebook/model/recordings.ts';
import { EXTENSIONS } from './cells.ts';
import { entries } from './outline.ts';

/** @param root the project's folder. The bundle of a build lies elsewhere, but the commands that build run there */
export function siteContent(root: string = process.cwd()): Content {
  return contentOf(root, EXTENSIONS);
}

export interface PageWithRecordings {
  readonly page: Page;
  readonly recordings: Recordings;
}

/** The pages that have cells: the start page, then the others in the order of the outline. */
export function pagesWithCells(): PageWithRecordings[] {
  const { readPages, readPageRecordings } = siteContent();
  const order = ['index', ...entries.map(({ slug }) => slug)];
  return readPages()
    .filter(({ cells }) => cells.length > 0)
    .sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path))
    .map((page) => ({ page, recordings: readPageRecordings(page) }));
}
