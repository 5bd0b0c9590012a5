/**
 * Puts the files that a run needs beside the pages, under `<base>/run/`: the
 * runtime as one module, the compiler compressed, and the sandbox's frame.
 * `astro dev` serves the same files, made anew at each start.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import { sandboxAssets } from '../sandbox/assets.ts';
import { bundleRuntime } from './bundle-runtime.ts';

const require = createRequire(import.meta.url);
const version: string = require('esbuild-wasm/package.json').version;

/**
 * Name of the compressed compiler. It does not end in `.gz`: some servers take that for a content encoding
 * and expand the file on the way, others do not.
 */
export const COMPILER_FILE: string = `esbuild-${version}.gz.bin`;

export function runFiles(): AstroIntegration {
  return {
    name: 'awaitable-run-files',
    hooks: {
      'astro:server:setup': ({ server }) => {
        const files = makeRunFiles();
        files.catch(() => {});
        server.middlewares.use(async (request, response, next) => {
          const name = /\/run\/([^/?]+)(?:\?|$)/.exec(request.url ?? '')?.[1];
          if (name === undefined) return next();
          try {
            const content = (await files)[name];
            if (content === undefined) return next();
            response.setHeader('Content-Type', contentType(name));
            response.end(content);
          } catch (error) {
            next(error);
          }
        });
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = new URL('run/', dir);
        await mkdir(folder, { recursive: true });
        const files = await makeRunFiles();
        for (const [name, content] of Object.entries(files)) await writeFile(new URL(name, folder), content);
        logger.info(`${Object.keys(files).length} files in ${fileURLToPath(folder)}`);
      },
    },
  };
}

/** The files of `run/` by name. */
export async function makeRunFiles(): Promise<Record<string, string | Uint8Array>> {
  const [runtime, compiler, sandbox] = await Promise.all([bundleRuntime(), compressedCompiler(), sandboxAssets()]);
  return { 'runtime.js': runtime, [COMPILER_FILE]: compiler, ...sandbox };
}

async function compressedCompiler(): Promise<Uint8Array> {
  const wasm = await readFile(require.resolve('esbuild-wasm/esbuild.wasm'));
  return promisify(gzip)(wasm, { level: 9 });
}

function contentType(name: string): string {
  if (name.endsWith('.html')) return 'text/html; charset=utf-8';
  if (name.endsWith('.js')) return 'text/javascript; charset=utf-8';
  return 'application/octet-stream';
}
