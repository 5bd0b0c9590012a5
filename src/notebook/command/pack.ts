/** Builds packages as they are published; by itself, the one of the notebook. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT } from '../files/cache.ts';

const NOTEBOOK = fileURLToPath(new URL('../', import.meta.url)).replace(/[\\/]$/, '');

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Builds the package of the notebook in `folder` (emptied first) and packs it. Components keep their TypeScript, which
 * Astro reads; all modules become JavaScript, as Node reads no TypeScript in `node_modules`.
 *
 * @returns the path of the tarball
 */
export function packNotebook(folder: string = join(PROJECT, '.cache', 'package', 'notebook')): string {
  const staging = join(folder, 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  compile(staging, NOTEBOOK, ['.'], 'tsconfig.json');
  tidy(staging);
  for (const name of globSync('**/*.{astro,css,py,md,txt,d.ts}', {
    cwd: NOTEBOOK,
    exclude: (name) => name === 'node_modules',
  })) {
    mkdirSync(dirname(join(staging, name)), { recursive: true });
    if (!/\.(?:astro|d\.ts)$/.test(name)) copyFileSync(join(NOTEBOOK, name), join(staging, name));
    else writeFileSync(join(staging, name), inJavaScript(readFileSync(join(NOTEBOOK, name), 'utf8')));
  }
  // What modules are named by is not what they import: workers, scripts to bundle, the entry of a runtime.
  for (const name of globSync('**/*.js', { cwd: staging })) {
    const file = join(staging, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/(new URL\(['"][^'"]+)\.ts(['"], import\.meta\.url)/g, '$1.js$2'));
  }
  const licence = join(PROJECT, 'LICENSE');
  if (existsSync(licence)) copyFileSync(licence, join(staging, 'LICENSE'));
  const { bin, exports, ...manifest } = readJson(join(NOTEBOOK, 'package.json')) as Manifest;
  const built = (source: string): string => source.replace(/\.ts$/, '.js');
  const published = {
    ...manifest,
    bin: Object.fromEntries(Object.entries(bin).map(([name, file]) => [name, built(file)])),
    exports: Object.fromEntries(
      Object.entries(exports).map(([name, file]) => [
        name,
        file.endsWith('.ts') && !file.includes('*')
          ? { types: file.replace(/\.ts$/, '.d.ts'), default: built(file) }
          : file,
      ]),
    ),
  };
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  return tarball(staging, folder);
}

interface Manifest {
  readonly bin: Record<string, string>;
  readonly exports: Record<string, string>;
  readonly [field: string]: unknown;
}

/** Imports of TypeScript files, as imports of what they become. */
function inJavaScript(text: string): string {
  return text.replace(/((?:from|import\(?|declare module)\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2');
}

/** Packs a folder; returns the path of the tarball, which is put beside it. */
export function tarball(staging: string, folder: string): string {
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], staging);
  const [{ filename = '' } = {}] = Object.values(JSON.parse(packed) as Record<string, { filename?: string }>);
  return join(folder, filename);
}

/** TypeScript to JavaScript, declarations and source maps that carry their sources. */
export function compile(outDir: string, rootDir: string, include: readonly string[], base: string): void {
  const config = join(outDir, 'tsconfig.build.json');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(relative(outDir, rootDir), base),
      compilerOptions: {
        rootDir,
        outDir,
        noEmit: false,
        // `npm run check` does that.
        noCheck: true,
        declaration: true,
        sourceMap: true,
        inlineSources: true,
        sourceRoot: '',
        allowImportingTsExtensions: false,
        rewriteRelativeImportExtensions: true,
        types: ['node'],
        typeRoots: [join(PROJECT, 'node_modules/@types')],
      },
      include: include.map((name) => join(rootDir, name)),
      exclude: [join(rootDir, 'node_modules')],
    }),
  );
  run(process.execPath, [fileURLToPath(import.meta.resolve('typescript/bin/tsc')), '-p', config], PROJECT);
  rmSync(config);
}

/**
 * Declarations name the files that they come with (tsc rewrites imports in
 * JavaScript alone), and source maps the sources that they carry, not where
 * those lie on the machine that built them.
 */
export function tidy(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const file = join(folder, name);
    if (name.endsWith('.d.ts')) {
      writeFileSync(file, inJavaScript(readFileSync(file, 'utf8')));
    } else if (name.endsWith('.js.map')) {
      const map = readJson(file) as Record<string, unknown>;
      writeFileSync(file, JSON.stringify({ ...map, sources: [basename(name).replace(/\.js\.map$/, '.ts')] }));
    }
  }
}

function run(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

if (import.meta.main) console.log(relative(process.cwd(), packNotebook()));
