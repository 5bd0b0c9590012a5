/** The pages of this site, for its recorder and the tests. */
import { fileURLToPath } from 'node:url';
import { runCell as runCellIn } from '../../notebook/command/run-cell.ts';
import type { Run, RunOptions } from '../../notebook/languages/language.ts';
import type { Cell, Page } from '../../notebook/model/cell.ts';
import { siteContent } from '../content.ts';
import { language } from './programs.ts';

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL('../../../', import.meta.url));

export const { readPages, readPageRecordings } = siteContent(ROOT);

export const runCell = (
  page: Page,
  cell: Cell,
  options?: Pick<RunOptions, 'log'> & { readonly inspect?: boolean },
): Promise<Run> => runCellIn(language, page, cell, options);
