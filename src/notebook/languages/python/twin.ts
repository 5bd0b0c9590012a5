/** The Python program beside a cell: what pages say of it, and its files. */
import type { CellExtension } from '../../model/extension.ts';
import { pythonModule, withImports } from '../../model/program.ts';
import { pythonFile } from './python-file.ts';

declare module '../../model/cell.ts' {
  interface Cell {
    /** Absent on sites whose cells have none. */
    readonly twin?: { readonly source: string; readonly at: number };
    /** Why CPython's transcript of the twin is another one; the page shows it. Absent: they have to agree. */
    readonly differs?: string;
    /**
     * The twin needs real threads or processes: its recording was made once, on that version of CPython, in real time.
     * Absent: the twin runs on CPython 3.14 whenever it is compared.
     */
    readonly measured?: '3.11';
    /** An older CPython prints something else; the page shows what. It was recorded once, in real time. */
    readonly older?: '3.11';
  }
}

/** For sites whose cells have a Python twin each. */
export const pythonTwins: CellExtension = {
  fence: { role: 'twin', languages: ['py', 'python'], called: 'Python twin' },
  attributes: ['differs', 'measured', 'older'],
  checkAttributes({ differs, measured, older }) {
    if (differs?.trim() === '') return '"differs" gives no reason';
    if (measured !== undefined && measured !== '3.11') {
      return '"measured" can only be "3.11": the twin was recorded on CPython 3.11, with real threads and processes';
    }
    if (older !== undefined && (older !== '3.11' || measured !== undefined)) {
      return '"older" can only be "3.11", without "measured": CPython 3.14 runs the twin, and the page shows what 3.11 printed too';
    }
    return null;
  },
};

/** A cell's twin as one file that `python3` runs, with the twins that it imports in it. */
export function twinAsFile(
  id: string,
  cells: readonly { readonly id: string; readonly source: string; readonly twin?: { readonly source: string } }[],
): string {
  const twins = new Map(cells.map(({ id, twin }) => [id, twin?.source ?? '']));
  const modules = withImports(id, new Map(cells.map(({ id, source }) => [id, source])))
    .slice(0, -1)
    .map((name) => [pythonModule(name), twins.get(name) ?? ''] as const);
  return pythonFile(twins.get(id) ?? '', modules);
}
