/**
 * How large the runtime is in a project's bundle: compressed by esbuild, then by gzip. Budgets, so that nothing gets
 * into a bundle unseen; what peers need for the same is printed beside them.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Bundle {
  /** Bytes. */
  readonly size: number;
  /** The files of the project that something in the bundle comes from. */
  readonly files: readonly string[];
}

async function bundle(source: string): Promise<Bundle> {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: source, resolveDir: ROOT },
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'esnext',
    write: false,
    metafile: true,
    external: ['node:*'],
    logLevel: 'error',
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { size: gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length, files: files.map(([file]) => file) };
}

const asyncio = (names: string): string => `export { ${names} } from 'awaitable/asyncio';`;

/**
 * In kilobytes of 1000 bytes. The budgets are what there was, rounded up: lower them when something gets smaller.
 * `.github/decisions/9-size-of-a-bundle.md` says what they are made of.
 */
const BUDGETS: readonly (readonly [what: string, source: string, budget: number])[] = [
  ['CancelledError', asyncio('CancelledError'), 2],
  ['sleep', asyncio('sleep'), 8.5],
  ['run, sleep, gather', asyncio('run, sleep, gather'), 21.4],
  ['… TaskGroup, timeout, Semaphore, Queue', asyncio('run, sleep, gather, TaskGroup, timeout, Semaphore, Queue'), 25.5],
  ['all of asyncio, with executors', "export * from 'awaitable/asyncio';", 37.1],
];

/** The same in other packages. */
const PEERS: Readonly<Record<string, string>> = {
  'effection: run, sleep, all': "export { all, run, sleep } from 'effection';",
  'effect: runPromise, sleep, all':
    "import { Effect } from 'effect'; export const f = [Effect.runPromise, Effect.sleep, Effect.all];",
};

describe('the size of a bundle', () => {
  for (const [what, source, budget] of BUDGETS) {
    test(`${what}: at most ${budget} kB`, async (t) => {
      const { size } = await bundle(source);
      t.diagnostic(`${(size / 1000).toFixed(1)} kB`);
      assert.ok(size <= budget * 1000, `${what} is ${size} bytes, its budget ${budget} kB`);
    });
  }

  test('peers', async (t) => {
    for (const [what, source] of Object.entries(PEERS)) {
      t.diagnostic(`${what}: ${((await bundle(source)).size / 1000).toFixed(1)} kB`);
    }
  });

  test('executors are in it only if they are imported', async () => {
    const isOfWorkers = (file: string): boolean => /\/(?:concurrent|pickle)\//.test(file);
    const without = await bundle(asyncio('run, sleep, gather, TaskGroup, timeout, Semaphore, Queue, wrapFuture'));
    assert.deepEqual(without.files.filter(isOfWorkers), []);
    const used = await bundle(asyncio('run, toThread'));
    assert.deepEqual(used.files.filter(isOfWorkers), ['runtime/concurrent/futures/to-thread.ts']);
    const pool = await bundle("export { ThreadPoolExecutor } from 'awaitable/concurrent/futures';");
    assert.ok(pool.files.some(isOfWorkers));
  });

  test('nothing of it runs when it is imported and not used', async () => {
    const modules = ['asyncio', 'builtins', 'concurrent/futures', 'contextlib', 'contextvars', 'datetime', 'time'];
    const { size, files } = await bundle(modules.map((name) => `import 'awaitable/${name}';`).join('\n'));
    assert.deepEqual(files, []);
    assert.equal(size, gzipSync('').length);
  });
});
