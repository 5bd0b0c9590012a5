/**
 * What the editor's type checker needs: TypeScript itself for browsers, and the declarations of its libraries and of
 * the runtime's public modules.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { PROJECT } from '../files/cache.ts';
import type { RuntimeFiles } from '../languages/typescript/runtime.ts';
import { LIBRARIES, PACKAGES } from '../languages/typescript/types/cell-types.ts';
import { cellCompilerOptions } from '../model/type-check.ts';

const require = createRequire(import.meta.url);
const ROOT = PROJECT;

/** TypeScript's own JavaScript as one ES module. Takes several seconds, so it is kept in `.cache/`. */
export async function typescriptModule(): Promise<string> {
  const entry = require.resolve('typescript');
  const options = {
    stdin: { contents: `export { default } from 'typescript';`, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  } as const;
  const key = createHash('sha256')
    .update(await readFile(entry))
    .update(JSON.stringify({ ...options, stdin: '' }));
  const file = join(ROOT, '.cache', `typescript.${key.digest('hex').slice(0, 10)}.js`);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const [output] = (await build(options)).outputFiles;
  if (output === undefined) throw new Error('esbuild made no file of typescript');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, output.text);
  return output.text;
}

/** Every declaration file by the path that cell-types.ts gives it. */
export function declarations(types: RuntimeFiles['types']): Record<string, string> {
  return { ...libraries(), ...(types === null ? {} : runtimeDeclarations(types)) };
}

/** The libraries that cells are checked with. Of the browser's API only the types: its documentation weighs more than all else. */
function libraries(): Record<string, string> {
  const folder = dirname(require.resolve('typescript'));
  const printer = ts.createPrinter({ removeComments: true });
  const found: Record<string, string> = {};
  const add = (name: string): void => {
    const file = `lib.${name}.d.ts`;
    if (found[LIBRARIES + file] !== undefined) return;
    const text = ts.sys.readFile(join(folder, file));
    if (text === undefined) throw new Error(`TypeScript has no ${file}`);
    const references = ts.preProcessFile(text).libReferenceDirectives.map(({ fileName }) => fileName);
    found[LIBRARIES + file] = name.startsWith('webworker')
      ? printer.printFile(ts.createSourceFile(file, text, ts.ScriptTarget.Latest))
      : text;
    for (const reference of references) add(reference);
  };
  for (const name of cellCompilerOptions.lib) add(name);
  return found;
}

const DIAGNOSTICS: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => ROOT,
  getNewLine: () => '\n',
  getCanonicalFileName: (name) => name,
};

/**
 * The runtime's package as programs see it, file by file, without a type checker.
 *
 * @throws {Error} where a type has to be written down for that
 */
function runtimeDeclarations({ folder, hidden }: NonNullable<RuntimeFiles['types']>): Record<string, string> {
  const root = fileURLToPath(folder).replace(/\/$/, '');
  const manifest = require(join(root, 'package.json')) as { name: string; exports: Record<string, string> };
  const modules = Object.entries(manifest.exports).filter(([name]) => !hidden.includes(name));
  const home = `${PACKAGES}${manifest.name}/`;
  const found: Record<string, string> = {
    [`${home}package.json`]: JSON.stringify({
      name: manifest.name,
      type: 'module',
      exports: Object.fromEntries(modules.map(([name, file]) => [name, declarationFile(file)])),
    }),
  };
  const add = (file: string): void => {
    const path = home + declarationFile(relative(root, file).replaceAll('\\', '/'));
    if (found[path] !== undefined) return;
    const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(file, 'utf8'), {
      fileName: file,
      reportDiagnostics: true,
      compilerOptions: {
        declaration: true,
        isolatedDeclarations: true,
        stripInternal: true,
        target: ts.ScriptTarget.ESNext,
      },
    });
    if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, DIAGNOSTICS));
    found[path] = outputText;
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) add(resolve(dirname(file), fileName));
  };
  for (const [, file] of modules) add(join(root, file));
  return found;
}

function declarationFile(name: string): string {
  return name.replace(/\.ts$/, '.d.ts');
}
