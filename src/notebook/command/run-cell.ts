/** Cells of pages, run in Node: for recorders and tests. */
import type { Language, Run, RunOptions } from '../languages/language.ts';
import { formatCompileError } from '../languages/typescript/compile/errors.ts';
import type { Cell, Page } from '../model/cell.ts';
import { cellProgram } from '../model/program.ts';

/** Seconds that a cell may take in Node; on the virtual clock each takes milliseconds. */
const TIMEOUT = 30;

/**
 * Runs a cell in Node, through the pipeline that the browser uses.
 *
 * @throws {Error} naming page, cell and line if it does not compile or does not come to an end
 */
export async function runCell<Compiled extends { readonly ok: true }>(
  language: Language<Compiled>,
  page: Page,
  cell: Cell,
  { log, inspect }: Pick<RunOptions, 'log'> & { readonly inspect?: boolean } = {},
): Promise<Run> {
  const compiled = await language.compile({ ...cellProgram(page.cells, cell.id), inspect: inspect === true });
  if (!compiled.ok) {
    const errors = compiled.errors.map((error) => formatCompileError(error)).join('\n');
    throw new Error(`${place(page, cell)}: does not compile\n${errors}`);
  }
  const run = await language.run(compiled, {
    log: log ?? cell.loop === true,
    timeout: TIMEOUT,
    interrupts: cell.interrupt === 'idle' ? 1 : 0,
  });
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
