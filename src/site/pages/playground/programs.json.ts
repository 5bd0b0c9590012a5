/** What the playground can start from: each cell with what it imports as one text, by `PAGE/CELL`. */
import type { APIRoute } from 'astro';
import { cellAsFile } from '../../../notebook/model/program.ts';
import { pagesWithCells } from '../../content.ts';

export const GET: APIRoute = () =>
  Response.json(
    Object.fromEntries(
      pagesWithCells().flatMap(({ page: { path, cells } }) => {
        const sources = new Map(cells.map(({ id, source }) => [id, source]));
        return cells.map(({ id }) => [`${path}/${id}`, cellAsFile(id, sources)]);
      }),
    ),
  );
