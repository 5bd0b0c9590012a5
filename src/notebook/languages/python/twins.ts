/** The Python programs beside cells. */
import { createHash } from 'node:crypto';
import type { Cell, Page } from '../../model/cell.ts';
import { pythonProgram } from '../../model/program.ts';
import type { PythonProgram } from './host.ts';
import type {} from './twin.ts';

/** A cell's Python twin, with those before it on the page, which it may import. */
export function twinProgram(page: Page, cell: Cell): PythonProgram {
  const twins = new Map(page.cells.map(({ id, twin }) => [id, twin?.source ?? '']));
  return { ...pythonProgram(cell.id, twins), interrupts: cell.interrupt === undefined ? [] : [cell.interrupt] };
}

/** What tells a Python program, with all that it imports and how it is run, from every other. */
export function digestOf({ name, source, modules, interrupts }: PythonProgram): string {
  return createHash('sha256')
    .update(JSON.stringify([name, source, modules, interrupts]))
    .digest('hex')
    .slice(0, 16);
}
