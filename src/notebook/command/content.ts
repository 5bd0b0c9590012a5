/** The pages of a site and their recordings, as files: for recorders and tests. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Run } from '../languages/language.ts';
import { formatCompileError } from '../languages/typescript/compile/errors.ts';
import type { Cell, Page } from '../model/cell.ts';
import type { CellExtension } from '../model/extension.ts';
import { parsePage } from '../model/parse-page.ts';
import { cellProgram } from '../model/program.ts';
import { type Recordings, readRecordings, recordingsFile } from '../model/recordings.ts';

/** Seconds that a cell may take in Node; on the virtual clock each takes milliseconds. */
const TIMEOUT = 30;

/** The pages in the folder `content/` of a project. */
export interface Content {
  /** The project's folder. */
  readonly root: string;
  /** Every page, in the order of their paths. Throws PageProblem for one that is malformed. */
  readPages(): Page[];
  /** A page's recordings; none if it has never been recorded. */
  readPageRecordings(page: Page): Recordings;
}

/** @param extensions what the site adds to cells */
export function contentOf(root: string, extensions: readonly CellExtension[] = []): Content {
  return {
    root,
    readPages: () =>
      globSync('content/**/*.mdx', { cwd: root })
        .map((file) => file.replaceAll('\\', '/'))
        .sort()
        .map((file) => parsePage(readFileSync(join(root, file), 'utf8'), file, extensions)),
    readPageRecordings(page) {
      const file = recordingsFile(page.file);
      const path = join(root, file);
      return existsSync(path) ? readRecordings(readFileSync(path, 'utf8'), file) : {};
    },
  };
}

/**
 * Runs a cell in Node, through the pipeline that the browser uses.
 *
 * @throws {Error} naming page, cell and line if it does not compile or does not come to an end
 */
export async function runCell<Compiled extends { readonly ok: true }>(
  language: Language<Compiled>,
  page: Page,
  cell: Cell,
): Promise<Run> {
  const compiled = await language.compile(cellProgram(page.cells, cell.id));
  if (!compiled.ok) {
    const errors = compiled.errors.map((error) => formatCompileError(error)).join('\n');
    throw new Error(`${place(page, cell)}: does not compile\n${errors}`);
  }
  const run = await language.run(compiled, { timeout: TIMEOUT, interrupts: cell.interrupt === 'idle' ? 1 : 0 });
  if (run.end !== 'finished') {
    throw new Error(
      `${place(page, cell)}: did not end by itself (${run.end}${run.why === undefined ? '' : `: ${run.why}`})`,
    );
  }
  return run;
}

/** `content/x/gather.mdx:12: cell cancelled-later`, as messages begin. */
export function place(page: Page, cell: Cell, line: number = cell.at): string {
  return `${page.file}:${line}: cell ${cell.id}`;
}
