/**
 * Serves a built site on this machine: plain files, text compressed, nothing else, as any static host does.
 *
 * `node src/notebook/command/serve.ts [FOLDER] [--port N] [--base /sub-path/]`; the folder is `dist` unless given.
 * Also used by the browser tests, through `serve()`.
 */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** What hosts compress on the way. */
const TEXT = /^(?:text\/|image\/svg|application\/(?:json|xml))/;
/** Files that are named after their content. */
const HASHED = /[\\/](?:assets|run)[\\/][^\\/]*\.[\w-]{8,10}\.[\w.]+$/;

export interface Served {
  /** Address of the site's start page, ending in a slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  /** TCP port; 0 lets the system choose. */
  readonly port?: number;
  /** Path under which the folder appears; everything else is not found. */
  readonly base?: string;
}

/**
 * Starts serving a folder on 127.0.0.1; answers when connections are accepted.
 *
 * @throws {Error} with code EADDRINUSE if the port is taken
 */
export async function serve(folder: string, { port = 0, base = '/' }: ServeOptions = {}): Promise<Served> {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const file = await fileFor(root, base, request.url ?? '/');
    if (file.redirect !== undefined) {
      response.writeHead(301, { Location: file.redirect }).end();
      return;
    }
    const type = TYPES[extname(file.path)] ?? 'application/octet-stream';
    response.setHeader('Content-Type', type);
    response.setHeader('Cache-Control', HASHED.test(file.path) ? 'max-age=31536000, immutable' : 'no-cache');
    const info = await stat(file.path).catch(() => null);
    // A site may have no page for what is missing.
    if (info === null) {
      response.writeHead(file.status).end(request.method === 'HEAD' ? undefined : 'Not found\n');
      return;
    }
    const tag = `"${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}"`;
    response.setHeader('ETag', tag);
    if (file.status === 200 && request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
      return;
    }
    const compress = TEXT.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    if (compress) response.setHeader('Content-Encoding', 'gzip');
    else response.setHeader('Content-Length', info.size);
    response.writeHead(file.status);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const content = createReadStream(file.path).on('error', () => response.destroy());
    if (compress) content.pipe(createGzip()).pipe(response);
    else content.pipe(response);
  });
  // 0 keeps idle connections open. With a limit, one may close just as a client reuses it, and the request fails with
  // ECONNRESET.
  server.keepAliveTimeout = 0;
  await listen(server, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Found {
  readonly status: 200 | 404;
  readonly path: string;
  readonly redirect?: string;
}

async function fileFor(root: string, base: string, url: string): Promise<Found> {
  const missing: Found = { status: 404, path: join(root, '404.html') };
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return missing;
  }
  if (`${pathname}/` === base) return { ...missing, redirect: base };
  if (!pathname.startsWith(base)) return missing;
  const path = resolve(join(root, pathname.slice(base.length)));
  if (path !== root && !path.startsWith(root + sep)) return missing;
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return { status: 200, path };
  if (info?.isDirectory()) {
    if (!pathname.endsWith('/')) return { ...missing, redirect: `${pathname}/` };
    const index = join(path, 'index.html');
    if ((await stat(index).catch(() => null))?.isFile()) return { status: 200, path: index };
  }
  return missing;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done());
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4321' },
      base: { type: 'string', default: process.env['BASE'] ?? '/' },
    },
  });
  const [folder = 'dist'] = positionals;
  const base = `/${values.base}/`.replace(/\/+/g, '/');
  const port = Number(values.port);
  if (!(await stat(join(folder, 'index.html')).catch(() => null))) {
    throw new Error(`There is no built site in ${folder}; run \`npm run build\` first`);
  }
  const served = await serve(folder, { port, base }).catch((error: NodeJS.ErrnoException) => {
    // The usual port is taken: use any other.
    if (error.code === 'EADDRINUSE' && port === 4321) return serve(folder, { base });
    throw error;
  });
  console.log(served.url);
}

if (import.meta.main) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
