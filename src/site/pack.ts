/**
 * Builds the package `awaitable` as it is published: `npm run pack`.
 *
 * The runtime and the bundlers' plugin become JavaScript with types and source
 * maps in `.cache/package/awaitable/`, and `npm pack` makes a tarball of it
 * beside that folder.
 */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the plugin imports. */
const PLUGIN_NEEDS = ['acorn', '@jridgewell/sourcemap-codec'];

interface Manifest {
  name: string;
  version: string;
  exports: Record<string, string>;
  [field: string]: unknown;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Builds the package in `folder` (emptied first) and packs it.
 *
 * @returns the path of the tarball
 */
export function pack(folder: string = join(ROOT, '.cache', 'package')): string {
  const staging = join(folder, 'awaitable');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const manifest = readJson(join(ROOT, 'runtime/package.json')) as Manifest;

  compile(staging, join(ROOT, 'runtime'), ['.'], '../tsconfig.json');
  // The plugin runs in Node alone.
  compile(
    join(staging, 'plugin'),
    join(ROOT, 'src/notebook/languages/typescript/compile'),
    ['plugin.ts'],
    '../../../../../tsconfig.json',
  );
  tidy(staging);

  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
  copyFileSync(join(ROOT, 'runtime/README.md'), join(staging, 'README.md'));
  copyFileSync(join(ROOT, 'LICENSE'), join(staging, 'LICENSE'));
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], staging);
  const [{ filename = '' } = {}] = Object.values(JSON.parse(packed) as Record<string, { filename?: string }>);
  return join(folder, filename);
}

/** TypeScript to JavaScript, declarations and source maps that carry their sources. */
function compile(outDir: string, rootDir: string, include: readonly string[], base: string): void {
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
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
      include: include.map((name) => join(rootDir, name)),
      exclude: [join(rootDir, 'node_modules')],
    }),
  );
  run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', config], ROOT);
  rmSync(config);
}

/**
 * Declarations name the files that they come with (tsc rewrites imports in
 * JavaScript alone), and source maps the sources that they carry, not where
 * those lie on the machine that built them.
 */
function tidy(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const file = join(folder, name);
    if (name.endsWith('.d.ts')) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(/((?:from|import\(|declare module)\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2'));
    } else if (name.endsWith('.js.map')) {
      const map = readJson(file) as Record<string, unknown>;
      writeFileSync(file, JSON.stringify({ ...map, sources: [basename(name).replace(/\.js\.map$/, '.ts')] }));
    }
  }
}

/** The manifest for npm: what the workspace's one says, with built files for sources. */
function published({ exports, ...manifest }: Manifest): Record<string, unknown> {
  const { dependencies, devDependencies } = readJson(join(ROOT, 'package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const built = (source: string): { types: string; default: string } => ({
    types: source.replace(/\.ts$/, '.d.ts'),
    default: source.replace(/\.ts$/, '.js'),
  });
  return {
    ...manifest,
    engines: { node: '>=20' },
    exports: {
      ...Object.fromEntries(Object.entries(exports).map(([name, source]) => [name, built(source)])),
      './plugin': built('./plugin/plugin.ts'),
      './package.json': './package.json',
    },
    sideEffects: (manifest['sideEffects'] as string[]).map((file) => file.replace(/\.ts$/, '.js')),
    dependencies: Object.fromEntries(PLUGIN_NEEDS.map((name) => [name, dependencies[name]])),
    peerDependencies: { esbuild: `>=${devDependencies['esbuild']}` },
    peerDependenciesMeta: { esbuild: { optional: true } },
  };
}

function run(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

if (import.meta.main) console.log(relative(process.cwd(), pack()));
