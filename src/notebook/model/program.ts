/** From a page's cells to the program that one of them is. */

import { joinFiles, splitFiles } from './files.ts';

/** One program: the file that is run and those it may import. */
export interface Program {
  /** Name of the entry among `files`, as tracebacks print it: `gather/cancelled-later.ts`. */
  readonly entry: string;
  /** TypeScript sources by name. `import … from "./keep-printing"` finds `keep-printing.ts` beside the importer. */
  readonly files: Readonly<Record<string, string>>;
}

/** The file name of a cell, as tracebacks print it and as later cells import it. */
export function cellFile(id: string): string {
  return `${id}.ts`;
}

/** The anchor of a cell's expectation, counted from 0: the address of a proof. */
export function expectationAnchor(id: string, at: number): string {
  return `cell-${id}-${at + 1}`;
}

/**
 * The program of one cell: its source as the entry, and the cells before it on the page, which it may import.
 * Files that stand in its own text (see files.ts) go before those. The entry is the last of the files.
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
  for (const cell of cells.slice(0, index)) files[cellFile(cell.id)] = sources[cell.id] ?? cell.source;
  const { entry, others } = splitFiles(sources[id] ?? cells[index]?.source ?? '');
  return { entry: cellFile(id), files: { ...files, ...others, [cellFile(id)]: entry } };
}

const IMPORT = /\b(?:from|import)\s*\(?\s*(["'])\.\/([\w-]+)(?:\.ts)?\1/g;

/** The ids of the cells that a cell imports, directly or not, and its own: each behind those that it imports. */
export function withImports(id: string, sources: ReadonlyMap<string, string>): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (name: string): void => {
    const source = sources.get(name);
    if (source === undefined || seen.has(name)) return;
    seen.add(name);
    for (const [, , imported = ''] of source.matchAll(IMPORT)) visit(imported);
    found.push(name);
  };
  visit(id);
  return found;
}

/** A cell as one file that the command line runs, with the cells that it imports in it. */
export function cellAsFile(id: string, sources: ReadonlyMap<string, string>): string {
  const others = withImports(id, sources)
    .slice(0, -1)
    .map((name) => [cellFile(name), sources.get(name) ?? ''] as const);
  return `${joinFiles(sources.get(id) ?? '', others).trimEnd()}\n`;
}
