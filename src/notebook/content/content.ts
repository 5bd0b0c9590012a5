/** The pages of a site and their recordings: the one way to them, for builds, commands and tests. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../model/cell.ts';
import type { CellExtension } from '../model/extension.ts';
import { type Recordings, readRecordings, recordingsFile } from '../model/recordings.ts';
import { parsePage } from './parse-page.ts';

/** The pages in the folder `content/` of a project. */
export interface Content {
  /** The project's folder. */
  readonly root: string;
  /** Every page, in the order of their paths. Throws PageProblem for one that is malformed. */
  readPages(): Page[];
  /** One page, by its file relative to the project. Throws PageProblem if it is malformed. */
  readPage(file: string): Page;
  /** A page's recordings; none if it has never been recorded. */
  readPageRecordings(page: Page): Recordings;
}

/** @param extensions what the site adds to cells */
export function contentOf(root: string, extensions: readonly CellExtension[] = []): Content {
  const readPage = (file: string): Page => parsePage(readFileSync(join(root, file), 'utf8'), file, extensions);
  return {
    root,
    readPage,
    readPages: () =>
      globSync('content/**/*.mdx', { cwd: root })
        .map((file) => file.replaceAll('\\', '/'))
        .sort()
        .map(readPage),
    readPageRecordings({ file }) {
      const name = recordingsFile(file);
      const path = join(root, name);
      return existsSync(path) ? readRecordings(readFileSync(path, 'utf8'), name) : {};
    },
  };
}
