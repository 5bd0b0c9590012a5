/** From a page's cells to the program that one of them is. */

import { joinFiles, splitFiles } from './files.ts';

/** One program: the file that is run and those it may import. */
export interface Program {
  /** Name of the entry among `files`, as tracebacks print it: `gather/cancelled-later.ts`. */
  readonly entry: string;
  /** TypeScript sources by name. `import … from "./keep-printing"` finds `keep-printing.ts` beside the importer. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether the log of its run says what the variables hold wherever a task is suspended. @default false */
  readonly inspect?: boolean;
}

/** The file name of a cell, as tracebacks print it and as later cells import it. */
export function cellFile(id: string): string {
  return `${id}.ts`;
}

/** The module of a cell's program in Python: `from cancelled_before_it_starts import keep_printing`. */
export function pythonModule(id: string): string {
  return id.replaceAll('-', '_');
}

/** A program in Python. */
export interface PythonSources {
  /** The module's name, without `.py`; tracebacks call it `NAME.py`. */
  readonly name: string;
  readonly source: string;
  /** Other programs it may import, by module name. */
  readonly modules: Readonly<Record<string, string>>;
}

/**
 * The Python program of one cell: its source, and those of the cells before it on the page, which it may import.
 *
 * @param sources in Python, by the cell's id and in the order of the page; cells without Python are left out
 * @throws {RangeError} if the cell has none
 */
export function pythonProgram(id: string, sources: ReadonlyMap<string, string>): PythonSources {
  const source = sources.get(id);
  if (source === undefined) throw new RangeError(`Cell ${JSON.stringify(id)} has no program in Python`);
  const modules: Record<string, string> = {};
  for (const [other, text] of sources) {
    if (other === id) break;
    modules[pythonModule(other)] = `${text}\n`;
  }
  return { name: pythonModule(id), source: `${source}\n`, modules };
}

/** Of a Python program, the ids of the cells that it may import, directly or not, and its own, which comes last. */
export function pythonWithImports(id: string, sources: ReadonlyMap<string, string>): string[] {
  const earlier = [...sources.keys()];
  earlier.length = Math.max(0, earlier.indexOf(id));
  const found = new Set([id]);
  // Backwards: a cell imports only those before it. A module that is not named in a text is not imported by it.
  for (const other of earlier.reverse()) {
    const name = new RegExp(`\\b${pythonModule(other)}\\b`);
    if ([...found].some((importer) => name.test(sources.get(importer) ?? ''))) found.add(other);
  }
  return [...found].reverse();
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
