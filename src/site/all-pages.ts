/** All pages with their recordings, for pages that are made of them. Build time only, in Vite's bundle. */
import type { Page } from '../notebook/model/cell.ts';
import { type Recordings, readRecordings, recordingsFile } from '../notebook/model/recordings.ts';
import { readPage } from './cells.ts';
import { entries } from './outline.ts';

const texts: Record<string, string> = import.meta.glob('/content/**/*.mdx', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const recorded: Record<string, string> = import.meta.glob('/content/**/*.transcripts.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface PageWithRecordings {
  readonly page: Page;
  readonly recordings: Recordings;
}

/** Those that have cells: the start page, then the others in the order of the outline. */
export function pagesWithCells(): PageWithRecordings[] {
  const order = ['index', ...entries.map(({ slug }) => slug)];
  return Object.entries(texts)
    .map(([file, text]) => {
      const page = readPage(text, file.slice(1));
      const name = recordingsFile(page.file);
      const recordings = recorded[`/${name}`];
      return { page, recordings: recordings === undefined ? {} : readRecordings(recordings, name) };
    })
    .filter(({ page }) => page.cells.length > 0)
    .sort((a, b) => order.indexOf(a.page.path) - order.indexOf(b.page.path));
}
