/**
 * Puts the files that a run needs beside the pages, under `<base>/run/`: the
 * runtime as one module, the compiler compressed, and the sandbox's frame;
 * what the editor's type checker needs, compressed too; and, for programs in
 * Python, CPython and a frame for it.
 * `astro dev` serves the same files, made anew at each start.
 *
 * Each is named after its content, so that no cache can give a page one that
 * another build has made. Pages learn the names from the module
 * `virtual:run-files`.
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import type { InterpreterFiles } from '../languages/python/interpreter-files.ts';
import type { RuntimeFiles } from '../languages/typescript/runtime.ts';
import type { TypeAssets } from '../languages/typescript/types/types-client.ts';
import type { RunAssets } from '../model/page-data.ts';
import { frameHtml } from '../sandbox/assets.ts';
import { bundleRuntime } from './bundle-runtime.ts';
import { declarations, typescriptModule } from './type-files.ts';

const require = createRequire(import.meta.url);
const NAME = 'virtual:run-files';
/** Modules of the site, and what stands for those that it has not. */
const SITE = 'virtual:notebook-site';
const BESIDE = 'virtual:notebook-beside';
const FORMS = 'virtual:notebook-forms';
const WITHOUT: Readonly<Record<string, string>> = {
  [SITE]: 'export default {};',
  [BESIDE]: 'export default () => ({ code: [], agreement: null, output: null, notes: [] });',
  [FORMS]: 'export default () => null;',
};

/** What a site has beside its pages and its runtime. */
export interface SiteModules {
  /** Its default export is the site's `NotebookSite`. Also read in the page. */
  readonly site?: URL;
  /** Its default export is a `BesideCell`. */
  readonly beside?: URL;
  /** Its default export is a `CodeForms`: what the code in sentences is called in each language that readers choose from. */
  readonly forms?: URL;
  /** Whether cells show programs in Python, which readers can run on CPython. Needs the package `pyodide`. @default false */
  readonly python?: boolean;
}

interface RunFiles {
  readonly assets: RunAssets;
  readonly types: TypeAssets;
  readonly content: Readonly<Record<string, string | Uint8Array>>;
}

/** @param runtime what programs run on */
export function runFiles(
  runtime: RuntimeFiles,
  { site, beside, forms, python = false }: SiteModules = {},
): AstroIntegration {
  const given: Readonly<Record<string, URL | undefined>> = { [SITE]: site, [BESIDE]: beside, [FORMS]: forms };
  let made: Promise<RunFiles> | undefined;
  let base = '/';
  const files = (): Promise<RunFiles> => {
    made ??= makeRunFiles(base, runtime, python);
    return made;
  };
  return {
    name: 'notebook-run-files',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        base = config.base.replace(/\/?$/, '/');
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'notebook-run-files',
                resolveId(id: string) {
                  const isOptional = Object.hasOwn(WITHOUT, id);
                  const module = isOptional ? given[id] : undefined;
                  if (module !== undefined) return fileURLToPath(module);
                  return id === NAME || isOptional ? `\0${id}` : undefined;
                },
                load: async (id: string) => {
                  if (id !== `\0${NAME}`) return id.startsWith('\0') ? WITHOUT[id.slice(1)] : undefined;
                  const { assets, types } = await files();
                  return `export default ${JSON.stringify(assets)};\nexport const types = ${JSON.stringify(types)};`;
                },
              },
            ],
          },
        });
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(async (request, response, next) => {
          const name = /\/run\/([^/?]+)(?:\?|$)/.exec(request.url ?? '')?.[1];
          if (name === undefined) return next();
          try {
            const content = (await files()).content[name];
            if (content === undefined) return next();
            response.setHeader('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream');
            response.end(content);
          } catch (error) {
            next(error);
          }
        });
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = new URL('run/', dir);
        await mkdir(folder, { recursive: true });
        const { content } = await files();
        for (const [name, bytes] of Object.entries(content)) await writeFile(new URL(name, folder), bytes);
        logger.info(`${Object.keys(content).length} files in ${fileURLToPath(folder)}`);
      },
    },
  };
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

async function makeRunFiles(base: string, files: RuntimeFiles, withPython: boolean): Promise<RunFiles> {
  const wasm = await readFile(require.resolve('esbuild-wasm/esbuild.wasm'));
  const compressed = (content: string | Uint8Array) => promisify(gzip)(content, { level: 9 });
  const [runtime, frame, compiler, typescript, types, python] = await Promise.all([
    bundleRuntime(files),
    frameHtml(),
    compressed(wasm),
    typescriptModule().then(compressed),
    compressed(JSON.stringify(declarations(files.types))),
    withPython ? pythonFiles() : null,
  ]);
  const content: Record<string, string | Uint8Array> = {};
  const put = (name: string, ending: string, bytes: string | Uint8Array): string => {
    const file = `${name}.${digest(bytes, 'hex').slice(0, 10)}.${ending}`;
    content[file] = bytes;
    return `${base}run/${file}`;
  };
  return {
    content,
    assets: {
      runtime: put('runtime', 'js', runtime),
      frame: put('frame', 'html', frame),
      // Not `.gz`: some servers take that for a content encoding and expand the file on the way, others do not.
      compiler: put(`esbuild-${require('esbuild-wasm/package.json').version}`, 'gz.bin', compiler),
      compilerDigest: digest(wasm, 'base64'),
      ...(python !== null && {
        python: {
          frame: put('python-frame', 'html', python.frame),
          pack: put(`python-${python.version}`, 'gz.bin', python.compressed),
          digest: python.digest,
          version: python.version,
        },
      }),
    },
    types: {
      typescript: put(`typescript-${require('typescript/package.json').version}`, 'gz.bin', typescript),
      declarations: put('declarations', 'gz.bin', types),
    },
  };
}

async function pythonFiles(): Promise<InterpreterFiles & { readonly frame: string }> {
  // Sites without Python need not have the package.
  const { interpreterFiles } = await import('../languages/python/interpreter-files.ts');
  const [files, frame] = await Promise.all([interpreterFiles(), frameHtml('python')]);
  return { ...files, frame };
}

function digest(bytes: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(bytes).digest(encoding);
}
