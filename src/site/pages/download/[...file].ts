/** The twins as files that `python3` runs: `/download/PAGE/TWIN.py`. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { twinAsFile } from '../../../notebook/languages/python/twin.ts';
import { pythonModule } from '../../../notebook/model/program.ts';
import { pagesWithCells } from '../../content.ts';

export const getStaticPaths: GetStaticPaths = () =>
  pagesWithCells().flatMap(({ page: { path, cells } }) =>
    cells.map(({ id }) => ({
      params: { file: `${path}/${pythonModule(id)}.py` },
      props: { text: twinAsFile(id, cells) },
    })),
  );

export const GET: APIRoute<{ text: string }> = ({ props }) => new Response(props.text);
