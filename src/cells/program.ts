/** From a page's cells to the program that one of them is. */

import type { Program } from '../compile/types.ts';

/** The file name of a cell, as tracebacks print it and as later cells import it. */
export function cellFile(id: string): string {
  return `${id}.ts`;
}

/** The anchor of a cell's expectation, counted from 0: the address of a proof. */
export function expectationAnchor(id: string, at: number): string {
  return `cell-${id}-${at + 1}`;
}

/** The module name of a cell's Python twin: `from cancelled_before_it_starts import keep_printing`. */
export function twinModule(id: string): string {
  return id.replaceAll('-', '_');
}

/**
 * The program of one cell: its source as the entry, and the cells before it on the page, which it may import.
 *
 * @param sources texts that stand in for those of the page, by id: what a reader has edited
 * @throws {RangeError} if the page has no such cell
 */
export function cellProgram(
  cells: readonly { readonly id: string; readonly source: string }[],
  id: string,
  sources: Readonly<Record<string, string>> = {},
): Program {
  const index = cells.findIndex((cell) => cell.id === id);
  if (index < 0) {
    throw new RangeError(`No cell ${JSON.stringify(id)} here; there are: ${cells.map((cell) => cell.id).join(', ')}`);
  }
  const files: Record<string, string> = {};
  for (const cell of cells.slice(0, index + 1)) files[cellFile(cell.id)] = sources[cell.id] ?? cell.source;
  return { entry: cellFile(id), files };
}
