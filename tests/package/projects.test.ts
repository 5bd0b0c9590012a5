/**
 * What the README shows, in fresh projects that have installed the packed tarball: the files of `projects/`, built by
 * each bundler, run by the oldest and the newest Node, tested by vitest and node:test.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pack } from '../../src/site/commands/pack.ts';
import { assertWellFormed } from './well-formed.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = join(ROOT, 'tests/package/projects');
const modules = (name: string): string => join(ROOT, 'node_modules', name);

/** The oldest Node that the package names. */
const OLDEST = '20';

/** Such a Node: OLDEST_NODE=/path/to/node, which CI sets to the first release, else one on the PATH; undefined without. */
const oldest =
  process.env['OLDEST_NODE'] ??
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .find((node) => existsSync(node) && versionOf(node).startsWith(`v${OLDEST}.`));

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}

if (oldest === undefined)
  console.warn(`There is no Node ${OLDEST} on the PATH: the oldest Node that the package names is not tested.`);

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('a fresh project', () => {
  const home = mkdtempSync(join(tmpdir(), 'awaitable-projects-'));
  let tarball = '';
  let server: Server;
  let addresses = '';
  const asked = new Map<string, number>();

  before(async () => {
    tarball = pack(join(home, 'pack'));
    // Each tenth address fails at first, and is tried again.
    server = createServer((request, response) => {
      const url = request.url ?? '';
      const times = (asked.get(url) ?? 0) + 1;
      asked.set(url, times);
      response.statusCode = url.endsWith('0') && times === 1 ? 503 : 200;
      response.end(url);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    addresses = Array.from({ length: 200 }, (_, n) => `http://127.0.0.1:${port}/${n}`).join('\n');
  });
  after(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** A folder with the files of `projects/`, the package, and these packages under the names that they have on npm. */
  function project(name: string, installed: Readonly<Record<string, string>>): string {
    const folder = join(home, name);
    cpSync(FILES, folder, { recursive: true });
    const target = join(folder, 'node_modules');
    mkdirSync(join(target, 'awaitable'), { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', join(target, 'awaitable'), '--strip-components=1']);
    const all = { acorn: 'acorn', '@jridgewell/sourcemap-codec': '@jridgewell/sourcemap-codec', ...installed };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    for (const [as, from] of Object.entries(all)) {
      if (as.startsWith('@')) mkdirSync(join(target, as.split('/')[0] as string), { recursive: true });
      symlinkSync(modules(from), join(target, as), 'dir');
    }
    return folder;
  }

  function run(folder: string, args: readonly string[], options: { node?: string; input?: string } = {}): Result {
    const { node = process.execPath, input = '' } = options;
    const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
    const env = { ...outer, NODE_OPTIONS: '', FORCE_COLOR: '0', NO_COLOR: '1' };
    return spawnSync(node, args, { cwd: folder, encoding: 'utf8', input, env });
  }

  function succeeds(result: Result): string {
    assert.equal(result.status, 0, `${result.stdout}\n${result.stderr}`);
    return result.stdout;
  }

  /** Builds the tool, and fetches 200 addresses with it. */
  async function fetches(folder: string, build: readonly string[], file = 'dist/fetch-all.mjs'): Promise<void> {
    succeeds(run(folder, build));
    for (const node of oldest === undefined ? [process.execPath] : [process.execPath, oldest]) {
      asked.clear();
      const child = spawn(node, [file], { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      child.stdin.end(addresses);
      const status = await new Promise((resolve) => child.on('close', resolve));
      assert.deepEqual([output, status], ['200 of 200 fetched\n', 0]);
      assert.equal(
        [...asked.values()].reduce((sum, times) => sum + times, 0),
        220,
      );
    }
  }

  test('built by esbuild', () => fetches(project('esbuild', { esbuild: 'esbuild' }), ['build.mjs']));

  test('built by Rollup 4', () => {
    const installed = {
      esbuild: 'esbuild',
      rollup: '@rollup/wasm-node',
      '@rollup/plugin-node-resolve': '@rollup/plugin-node-resolve',
    };
    return fetches(project('rollup', installed), ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.mjs']);
  });

  test('built by webpack 5', () => {
    const folder = project('webpack', { esbuild: 'esbuild', webpack: 'webpack' });
    // What its command line does, which is a package of its own.
    writeFileSync(
      join(folder, 'webpack.mjs'),
      `import webpack from 'webpack';
import config from './webpack.config.mjs';
webpack(config, (error, stats) => {
  if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString());
});
`,
    );
    return fetches(folder, ['webpack.mjs']);
  });

  for (const [version, name] of [
    ['6', 'vite-6'],
    ['7', 'vite-7'],
    ['8', 'vite'],
  ] as const) {
    test(`built by Vite ${version}, which brings what strips types`, () =>
      fetches(project(`vite-${version}`, { vite: name }), ['node_modules/vite/bin/vite.js', 'build']));
  }

  test('tested by vitest', () => {
    const folder = project('vitest', { vitest: 'vitest', vite: 'vite' });
    const command = ['node_modules/vitest/vitest.mjs', 'run', '--no-color'];
    assert.match(succeeds(run(folder, command)), /Tests\s+7 passed/);
    // A failure in a test is one.
    const file = join(folder, 'retry.test.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('toBe(30)', 'toBe(31)'));
    const failed = run(folder, command);
    assert.equal(failed.status, 1);
    assert.match(failed.stdout + failed.stderr, /expected 30 to be 31/);
  });

  test('runs generators without a compile step', () => {
    assert.equal(succeeds(run(project('generators', {}), ['tick.ts'])), '6\n');
  });

  test('watches its tasks by an instrument', () => {
    const { stdout } = run(project('instrument', {}), ['instrument.ts']);
    const seen = ['Task-1 waits in main', 'fetch waits in fetch, by sleep()', 'fetch is done', 'Task-1 is done'];
    assert.deepEqual(stdout.split('\n').slice(0, 4), seen);
  });

  test('tested by node:test, without a compile step', () => {
    const folder = project('node-test', {});
    for (const node of oldest === undefined ? [process.execPath] : [process.execPath, oldest])
      assert.match(succeeds(run(folder, ['--test', 'clock.node-test.mjs'], { node })), /(?:#|ℹ) pass 2/);
  });

  test('has types for all of it', () => {
    const folder = project('types', { vitest: 'vitest', vite: 'vite', '@types/node': '@types/node' });
    assert.equal(succeeds(run(folder, [join(modules('typescript'), 'bin/tsc'), '-p', '.'])), '');
  });

  test('that imports the bare name is told what there is', () => {
    const { stderr } = run(project('bare', {}), ['--input-type=module', '--eval', "import 'awaitable'"]);
    assert.match(stderr, /Import one of its modules: 'awaitable\/asyncio'/);
    const manifest = JSON.parse(readFileSync(join(home, 'bare/node_modules/awaitable/package.json'), 'utf8'));
    assert.equal(manifest.name, 'awaitable-asyncio');
  });

  test('is tested with the oldest Node that the package names', () => {
    project('oldest', {});
    const { engines } = JSON.parse(readFileSync(join(home, 'oldest/node_modules/awaitable/package.json'), 'utf8'));
    assert.equal(engines.node, `>=${OLDEST}`);
    const workflow = readFileSync(join(ROOT, '.github/workflows/test.yml'), 'utf8');
    assert.match(workflow, new RegExp(`node-version: "${OLDEST}\\.0\\.0"`));
    if (process.env['OLDEST_NODE'] !== undefined) assert.equal(versionOf(oldest as string), `v${OLDEST}.0.0`);
  });

  test('finds the package well-formed', () => assertWellFormed(tarball));

  test('the README shows these files', () => {
    const readme = readFileSync(join(ROOT, 'runtime/README.md'), 'utf8');
    const shown = [...readme.matchAll(/<!-- file: (\S+) -->\n\n?```\w+\n(.*?)```/gs)];
    for (const [, name = '', text] of shown) {
      assert.ok(readdirSync(FILES).includes(name), `the README names ${name}, which no project has`);
      assert.equal(text, readFileSync(join(FILES, name), 'utf8'), `the README shows another ${name}`);
    }
    const fences = [...readme.matchAll(/^```(\w+)$/gm)].filter(([, language]) => language !== 'sh');
    assert.equal(shown.length, fences.length, 'some program of the README is not one of these files');
    const left = readdirSync(FILES).filter(
      (name) => name !== 'tsconfig.json' && !shown.some(([, one]) => one === name),
    );
    assert.deepEqual(left, []);
  });
});
