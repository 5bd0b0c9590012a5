/** The twins as files that `python3` runs: `/download/PAGE/TWIN.py`. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { twinAsFile, twinModule } from '../../../notebook/languages/python/twin.ts';
import { pagesWithCells } from '../../content.ts';

export const getStaticPaths: GetStaticPaths = () =>
  pagesWithCells().flatMap(({ page: { path, cells } }) =>
    cells.map(({ id }) => ({
      params: { file: `${path}/${twinModule(id)}.py` },
      props: { text: twinAsFile(id, cells) },
    })),
  );

export const GET: APIRoute<{ text: string }> = ({ props }) => new Response(props.text);
