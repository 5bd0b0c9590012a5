/** Workers in Node, as the system sees them: nothing outlives its program or its pool. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { compileProgram, runInProcess, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import { isAlive } from '../engines/processes.ts';
import { sourceOf } from '../integration/concurrent/programs.ts';
import { until } from '../patience.ts';

after(stopCompiler);

async function compile(program: Parameters<typeof sourceOf>[0]) {
  const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': sourceOf(program) } });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message, line }) => `${line}: ${message}`).join('\n'));
  return compiled;
}

const SPINNING = {
  top: `function busy() { print('pid', os.getpid()); for (;;); }`,
  main: 'const pool = new futures.ProcessPoolExecutor(2); await futures.wait([pool.submit(busy), pool.submit(busy)]);',
};

describe('workers in Node', () => {
  /** Starts two processes that compute for ever; returns their ids and how to stop the program. */
  const start = async () => {
    let text = '';
    const realm = await runInProcess(
      await compile(SPINNING),
      {},
      {
        most: Number.POSITIVE_INFINITY,
        take(_, more) {
          text += more;
        },
      },
    );
    await until('two processes', () => text.split('pid').length === 3);
    const ids = [...text.matchAll(/pid (\d+)/g)].map(([, id]) => Number(id));
    assert.ok(ids.every(isAlive));
    return { realm, ids, text: () => text };
  };

  test('end with a program that is killed', async () => {
    const { realm, ids } = await start();
    realm.interrupt();
    realm.interrupt();
    assert.equal((await realm.ended).end, 'killed');
    await until('the processes to end', () => !ids.some(isAlive));
  });

  test('break their pool when one is killed from outside', async () => {
    const { realm, ids, text } = await start();
    process.kill(ids[0] as number, 'SIGKILL');
    assert.equal((await realm.ended).end, 'finished', text());
    await until('the processes to end', () => !ids.some(isAlive));
  });

  test('are waited for until nothing more can come from them', async () => {
    const compiled = await compile({
      module: `
function sizeOf(bytes: Uint8Array): number { return bytes.length; }
/** Ends while somebody else holds its end of the channel, as a process that is started at the same time does for a moment. */
function go(): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300)'], { stdio: ['ignore', 'ignore', 'ignore', 3] });
  os._exit(3);
}
if (import.meta.main) {
  const pool = new futures.ProcessPoolExecutor(1);
  // More than is sent at once.
  print(await pool.submit(sizeOf, new Uint8Array(20_000_000)).result());
  print(repr(await pool.submit(go).exception()).split('(')[0]);
}
`,
    });
    const { lines, end } = await runProgram(compiled, { timeout: 60 });
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['20000000', 'BrokenProcessPool'],
    );
    assert.equal(end, 'finished');
  });

  test('200 pools leave no worker, timer or port, nor does a loop that has a default executor', async () => {
    const compiled = await compile({
      module: `
const resources = (): string[] => process.getActiveResourcesInfo().sort();
const use = async (Pool: any) => {
  const pool = new Pool(1);
  await pool.submit(square, 2).result();
  await pool.shutdown();
};
async function useDefault() { print(await asyncio.getRunningLoop().runInExecutor(null, square, 2)); }
async function main() {
  await use(futures.ThreadPoolExecutor);
  await use(futures.ProcessPoolExecutor);
  const before = resources();
  for (let i = 0; i < 200; i++) await use(i % 10 === 0 ? futures.ProcessPoolExecutor : futures.ThreadPoolExecutor);
  const after = resources();
  print(after.length <= before.length, after.filter((name) => /Worker|Process/.test(name)));
}
if (import.meta.main) {
  const before = resources();
  await asyncio.run(useDefault());
  print(resources().length <= before.length);
  await asyncio.run(main());
}
`,
    });
    const { lines, end } = await runProgram(compiled, { timeout: 300 });
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['4', 'True', 'True []'],
    );
    assert.equal(end, 'finished');
  });
});
