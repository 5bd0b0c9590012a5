/** Executors in the browser: pools of nested workers inside the sandbox. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { readLog } from '../../src/notebook/trace/read.ts';
import { compileProgram, language } from '../../src/site/commands/programs.ts';
import { it } from '../browser/cells.ts';
import { SandboxPage } from '../browser/sandbox-page.ts';
import { check, programs, sourceOf, twoWorkers } from '../integration/concurrent/programs.ts';
import { until } from '../patience.ts';

describe('executors in the browser', () => {
  let page: SandboxPage;
  before(async () => {
    page = await SandboxPage.open();
  });
  after(() => page.close());

  for (const program of programs) {
    it(program.name, async () => check(program, (await page.run(sourceOf(program))).lines));
  }

  it('have the same log as in Node: which worker took which call, and what came of it', async () => {
    await page.run(twoWorkers);
    const there = readLog(JSON.parse((await page.log()) ?? 'null'));
    const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': twoWorkers } });
    assert.ok(compiled.ok);
    const { log } = await language.run(compiled, { log: true });
    assert.equal(log?.events.filter(({ kind }) => kind === 'taken').length, 3);
    assert.deepEqual(there, log);
  });

  let runs = 0;
  /** Runs a program until it has printed `SAID`; a word of its own, for the page still has the output of the run before. */
  const runUntilSaid = async (source: string): Promise<{ readonly transcript: Promise<Transcript> }> => {
    const said = `said ${++runs}`;
    const transcript = page.run(source.replace('SAID', `'${said}'`));
    transcript.catch(() => {});
    await page.page.waitForFunction(`globalThis.printed?.().includes('${said}')`, null);
    return { transcript };
  };

  /** Starts a program that soon has two workers more than the one it runs in. */
  const started = async (idle: number, main: string): Promise<{ readonly transcript: Promise<Transcript> }> => {
    const { transcript } = await runUntilSaid(sourceOf({ main: `${main} print(SAID); await asyncio.sleep(1000);` }));
    await until('its workers', async () => (await page.workers()) >= idle + 3);
    return { transcript };
  };
  const TWO_SPIN = 'const pool = new futures.ProcessPoolExecutor(2); pool.submit(spin); pool.submit(spin);';

  it('Stop and leaving the page leave no worker behind', async () => {
    const idle = await page.workers();
    const { transcript } = await started(idle, TWO_SPIN);
    await page.page.evaluate('stop()');
    assert.equal((await transcript).status, 137);
    await until('no worker to be left after Stop', async () => (await page.workers()) === idle);
    await started(idle, TWO_SPIN);
    await page.load();
    await until('no worker to be left after the page', async () => (await page.workers()) === idle);
  });

  it('200 pools leave no worker and no blob URL, nor does a loop that has a default executor', async () => {
    const idle = await page.workers();
    const pools = (count: number): string => `
      for (let i = 0; i < ${count}; i++) {
        const pool = new POOLS[i % 3](1);
        await pool.submit(square, 2).result();
        await pool.shutdown();
      }`;
    // While the program is still there, so that what is left is not swept away with it.
    const left = async (count: number): Promise<{ workers: number; blobs: number }> => {
      const module = `
async function main() {${pools(count)}
  print(await asyncio.getRunningLoop().runInExecutor(null, square, 2));
}
if (import.meta.main) {
  await asyncio.run(main());
  print(SAID);
  await new Promise(() => {});
}
`;
      const { transcript } = await runUntilSaid(sourceOf({ module }));
      await until('the pools to be gone', async () => (await page.workers()) === idle + 1);
      const counts = { workers: (await page.workers()) - idle, blobs: await page.blobs() };
      await page.page.evaluate('stop()');
      await transcript;
      return counts;
    };
    const few = await left(3);
    const many = await left(200);
    assert.deepEqual(many, few);
    assert.ok(few.blobs > 0);
  });
});
