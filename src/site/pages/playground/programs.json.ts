/** What the playground can start from: each cell with what it imports as one text in each language, by `PAGE/CELL`. */
import type { APIRoute } from 'astro';
import { twinAsFile } from '../../../notebook/languages/python/twin.ts';
import type { CellLanguage } from '../../../notebook/model/page-data.ts';
import { cellAsFile } from '../../../notebook/model/program.ts';
import { pagesWithCells } from '../../content.ts';

export const programs: Readonly<Record<string, Readonly<Record<CellLanguage, string>>>> = Object.fromEntries(
  pagesWithCells().flatMap(({ page: { path, cells } }) => {
    const sources = new Map(cells.map(({ id, source }) => [id, source]));
    return cells.map(({ id }) => [
      `${path}/${id}`,
      { typescript: cellAsFile(id, sources), python: twinAsFile(id, cells) },
    ]);
  }),
);

export const GET: APIRoute = () => Response.json(programs);
