/** What the cells of this site have beside a program and expectations. */
import { pythonTwins } from '../notebook/languages/python/twin.ts';
import type { CellExtension } from '../notebook/model/extension.ts';
import { claimsInCells } from './claims-in-cells.ts';

export const EXTENSIONS: readonly CellExtension[] = [pythonTwins, claimsInCells];
