/** The pages of `content/` and their recordings, as files: for the recorder and the tests. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OracleProgram } from '../languages/python/oracle.ts';
import { formatCompileError } from '../languages/typescript/compile/index.ts';
import type { Cell, Page } from '../model/cell.ts';
import { parsePage } from '../model/parse-page.ts';
import { cellProgram, twinModule } from '../model/program.ts';
import { type Recordings, readRecordings, recordingsFile } from '../model/recordings.ts';
import { compileProgram } from './compiler.ts';
import { type Run, runProgram } from './run-program.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Seconds that a cell may take in Node; on the virtual clock each takes milliseconds. */
const TIMEOUT = 30;

/** Every page, in the order of their paths. Throws PageProblem for one that is malformed. */
export function readPages(): Page[] {
  return globSync('content/**/*.mdx', { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => parsePage(readFileSync(join(ROOT, file), 'utf8'), file));
}

/** A page's recordings; none if it has never been recorded. */
export function readPageRecordings(page: Page): Recordings {
  const file = recordingsFile(page.file);
  const path = join(ROOT, file);
  return existsSync(path) ? readRecordings(readFileSync(path, 'utf8'), file) : {};
}

/**
 * Runs a cell in Node, through the pipeline that the browser uses.
 *
 * @throws {Error} naming page, cell and line if it does not compile or does not come to an end
 */
export async function runCell(page: Page, cell: Cell): Promise<Run> {
  const compiled = await compileProgram(cellProgram(page.cells, cell.id));
  if (!compiled.ok) {
    const errors = compiled.errors.map((error) => formatCompileError(error)).join('\n');
    throw new Error(`${place(page, cell)}: does not compile\n${errors}`);
  }
  const run = await runProgram(compiled, { timeout: TIMEOUT, interrupts: cell.interrupt === 'idle' ? 1 : 0 });
  if (run.end !== 'finished') {
    throw new Error(
      `${place(page, cell)}: did not end by itself (${run.end}${run.why === undefined ? '' : `: ${run.why}`})`,
    );
  }
  return run;
}

/** A cell's Python twin, with those before it on the page, which it may import. */
export function twinProgram(page: Page, cell: Cell): OracleProgram {
  const before = page.cells.slice(0, page.cells.indexOf(cell));
  return {
    name: twinModule(cell.id),
    source: `${cell.twin.source}\n`,
    modules: Object.fromEntries(before.map(({ id, twin }) => [twinModule(id), `${twin.source}\n`])),
    interrupts: cell.interrupt === undefined ? [] : [cell.interrupt],
  };
}

/** What tells a Python program, with all that it imports and how it is run, from every other. */
export function digestOf({ name, source, modules, interrupts }: OracleProgram): string {
  return createHash('sha256')
    .update(JSON.stringify([name, source, modules, interrupts]))
    .digest('hex')
    .slice(0, 16);
}

/** `content/x/gather.mdx:12: cell cancelled-later`, as messages begin. */
export function place(page: Page, cell: Cell, line = cell.at): string {
  return `${page.file}:${line}: cell ${cell.id}`;
}
