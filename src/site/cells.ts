/** What the cells of this site have beside a program and expectations. */
import { pythonTwins } from '../notebook/languages/python/twin.ts';
import type { Page } from '../notebook/model/cell.ts';
import type { CellExtension } from '../notebook/model/extension.ts';
import { parsePage } from '../notebook/model/parse-page.ts';
import { claimsInCells } from './claims-in-cells.ts';

export const EXTENSIONS: readonly CellExtension[] = [pythonTwins, claimsInCells];

/** A page of this site; see `parsePage()`. */
export function readPage(source: string, file: string): Page {
  return parsePage(source, file, EXTENSIONS);
}
