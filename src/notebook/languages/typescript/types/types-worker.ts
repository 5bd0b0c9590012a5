/** The type checker's worker: a module of the site's own that fetches TypeScript when it is told to. */
import type typescript from 'typescript';
import { fetchCompressed } from '../../../files/fetch-compressed.ts';
import { CellTypes } from './cell-types.ts';
import type { FromTypes, ToTypes } from './protocol.ts';

const say = (message: FromTypes): void => self.postMessage(message);

let types: CellTypes;

async function load(files: { readonly typescript: string; readonly declarations: string }): Promise<void> {
  const counts = new Map<string, { readonly loaded: number; readonly total: number | null }>();
  const fetchText = async (url: string): Promise<Blob> => {
    counts.set(url, { loaded: 0, total: null });
    const stream = await fetchCompressed(url, 'the type checker', (loaded, total) => {
      counts.set(url, { loaded, total });
      const all = [...counts.values()];
      const sum = (of: (number | null)[]): number | null =>
        of.reduce((a, b) => (a === null || b === null ? null : a + b), 0);
      say({ t: 'progress', loaded: sum(all.map((one) => one.loaded)) ?? 0, total: sum(all.map((one) => one.total)) });
    });
    return new Response(stream).blob();
  };
  const [script, declarations] = await Promise.all([fetchText(files.typescript), fetchText(files.declarations)]);
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const module_ = (await import(/* @vite-ignore */ url)) as { default: typeof typescript };
  URL.revokeObjectURL(url);
  types = new CellTypes(module_.default, JSON.parse(await declarations.text()) as Record<string, string>);
  say({ t: 'loaded' });
}

self.onmessage = ({ data }: MessageEvent<ToTypes>) => {
  const failed = (id?: number) => (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    say(id === undefined ? { t: 'failed', message } : { t: 'failed', id, message });
  };
  if (data.t === 'load') {
    load(data).catch(failed());
    return;
  }
  try {
    say({ t: 'answer', id: data.id, answer: types.ask(data.changed, data.files, data.question) });
  } catch (error) {
    failed(data.id)(error);
  }
};
