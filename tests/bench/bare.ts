/** A server for a page that has nothing but one tool, which a page of ours is measured against. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Bare {
  readonly url: string;
  close(): void;
}

/** @param files by path, beside an empty page and the script of its worker */
export async function serveBare(
  title: string,
  worker: string,
  files: Readonly<Record<string, readonly [type: string, content: string | Buffer]>>,
): Promise<Bare> {
  const all: typeof files = {
    '/': ['text/html', `<!doctype html><title>${title}</title><link rel="icon" href="data:,">`],
    '/worker.js': ['text/javascript', worker],
    ...files,
  };
  const server = createServer(({ url = '' }, response) => {
    const [type, content] = all[url] ?? [];
    if (type === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=3600' }).end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
