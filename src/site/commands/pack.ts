/**
 * Builds the package `awaitable` as it is published, and with `npm run pack` the one of the notebook, too.
 *
 * The runtime and the bundlers' plugin become JavaScript with types and source
 * maps in `.cache/package/awaitable/package/`, and `npm pack` makes a tarball of it
 * beside that folder.
 */

import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, packNotebook, readJson, tarball, tidy } from '../../notebook/command/pack.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * For hosts, which run whole programs: this site's and the notebook's own. `execute()` reports a failure to its host
 * instead of throwing it, so a test that used it would pass.
 */
const HOSTS = new Set(['./host', './main']);

/**
 * The name `awaitable` is taken on npm. Projects install this package under that alias, so its modules have the same
 * names everywhere.
 */
const NAME = 'awaitable-asyncio';
const KEYWORDS = [
  'async',
  'asyncio',
  'await',
  'cancellation',
  'coroutine',
  'event-loop',
  'python',
  'structured-concurrency',
  'task',
];

/** The esbuild of Vite 6. */
const MIN_ESBUILD = '0.25.0';

/** What the plugin imports. */
const PLUGIN_NEEDS = ['acorn', '@jridgewell/sourcemap-codec'];

interface Manifest {
  name: string;
  version: string;
  exports: Record<string, string>;
  [field: string]: unknown;
}

/**
 * Builds the package in `folder` (emptied first) and packs it.
 *
 * @returns the path of the tarball
 */
export function pack(folder: string = join(ROOT, '.cache', 'package', 'awaitable')): string {
  const staging = join(folder, 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const manifest = readJson(join(ROOT, 'runtime/package.json')) as Manifest;

  compile(staging, join(ROOT, 'runtime'), ['.'], '../tsconfig.json');
  // The plugin runs in Node alone. It brings the part of the compile step that it needs.
  compile(join(staging, 'plugin'), join(ROOT, 'src'), ['site/awaitable/plugin.ts'], '../tsconfig.json');
  tidy(staging);
  ignoreInDebuggers(staging);

  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
  for (const name of ['README.md', 'CHANGELOG.md']) copyFileSync(join(ROOT, 'runtime', name), join(staging, name));
  copyFileSync(join(ROOT, 'LICENSE'), join(staging, 'LICENSE'));
  return tarball(staging, folder);
}

/** Says in the source maps of the runtime that its frames are not the author's: debuggers and consoles fold them. */
function ignoreInDebuggers(folder: string): void {
  for (const name of globSync('**/*.js.map', { cwd: folder, exclude: (name) => name === 'plugin' })) {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify({ ...(readJson(file) as object), ignoreList: [0], x_google_ignoreList: [0] }));
  }
}

/** The manifest for npm: what the workspace's one says, with built files for sources. */
function published({ exports, ...manifest }: Manifest): Record<string, unknown> {
  const { dependencies } = readJson(join(ROOT, 'package.json')) as { dependencies: Record<string, string> };
  const built = (source: string): { types: string; default: string } => ({
    types: source.replace(/\.ts$/, '.d.ts'),
    default: source.replace(/\.ts$/, '.js'),
  });
  return {
    ...manifest,
    name: NAME,
    keywords: KEYWORDS,
    engines: { node: '>=20' },
    exports: {
      '.': built('./index.ts'),
      ...Object.fromEntries(
        Object.entries(exports)
          .filter(([name]) => !HOSTS.has(name))
          .map(([name, source]) => [name, built(source)]),
      ),
      './plugin': built('./plugin/site/awaitable/plugin.ts'),
      './package.json': './package.json',
    },
    // Importing it throws: bundlers must not drop it.
    sideEffects: ['./index.js'],
    dependencies: Object.fromEntries(PLUGIN_NEEDS.map((name) => [name, dependencies[name]])),
    // What the plugin strips types with: one of the two.
    peerDependencies: { esbuild: `>=${MIN_ESBUILD}`, vite: '>=6' },
    peerDependenciesMeta: { esbuild: { optional: true }, vite: { optional: true } },
  };
}

if (import.meta.main) {
  for (const file of [pack(), packNotebook()]) console.log(relative(process.cwd(), file));
}
