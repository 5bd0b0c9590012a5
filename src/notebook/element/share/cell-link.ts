/** The addresses of cells: of the page's version, or with the reader's code in them; and of a step of their loop. */
import { pageAddress } from '../../model/page-data.ts';
import { pythonWithImports, withImports } from '../../model/program.ts';
import type { PageStore } from '../store/store.ts';
import { encodeShare } from './share-code.ts';

/**
 * The address of the page with a cell, without a fragment. Not this document's own: a cell may be embedded elsewhere.
 *
 * @param loop the event at which it opens the loop, counted from 0; null: it does not
 */
export function pageLink({ data }: PageStore, loop: number | null): string {
  const address = new URL(data.base + pageAddress(data.page), location.href);
  if (loop !== null) address.searchParams.set('loop', `${loop + 1}`);
  return address.href;
}

/** Which texts of a cell and of those that it imports the reader has changed, by language. */
export function changedTexts(store: PageStore, id: string): { typescript: string[]; python: string[] } {
  const inPython = store.pythonTexts;
  return {
    typescript: withImports(id, store.texts).filter((part) => store.edited(part, 'typescript')),
    python: inPython.has(id) ? pythonWithImports(id, inPython).filter((part) => store.edited(part, 'python')) : [],
  };
}

/**
 * The fragment that leads to a cell: with the texts that the reader has changed, where there are any.
 *
 * @throws {ShareProblem} if they are too long for a link
 */
export async function cellFragment(store: PageStore, id: string): Promise<string> {
  const { typescript, python } = changedTexts(store, id);
  if (typescript.length + python.length === 0) return `#cell-${id}`;
  // One text of the cell itself is in every link, and first: the opener looks for it, and a reader does.
  const own = typescript.includes(id) || !python.includes(id) ? [id] : [];
  const texts = [...new Set([...own, ...typescript])].map((part) => [part, store.text(part, 'typescript')]);
  const inPython = python.map((part) => [`${part}.py`, store.text(part, 'python')]);
  return encodeShare({ cell: id, sources: Object.fromEntries([...texts, ...inPython]) });
}
