/** The log of what the event loop did: in the browser the same as in Node, also of a program that breaks the language. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { readLog } from '../../src/notebook/trace/read.ts';
import { compileProgram, language } from '../../src/site/commands/programs.ts';
import { it } from '../browser/cells.ts';
import { SandboxPage } from '../browser/sandbox-page.ts';

const PROGRAM = `
import * as asyncio from 'awaitable/asyncio';
import { print } from 'awaitable/builtins';

async function child(n: number) {
  try {
    await asyncio.sleep(n);
    print('slept', n);
  } catch {
    print('no');
  }
}

async function main() {
  const stubborn = asyncio.createTask(child(5));
  await asyncio.sleep(0);
  stubborn.cancel();
  await asyncio.gather(stubborn, child(1), child(2));
}

await asyncio.run(main());
`;

describe('the log of a run in the browser', () => {
  let page: SandboxPage;
  before(async () => {
    page = await SandboxPage.open({});
  });
  after(() => page.close());

  it('is that of a run in Node', async () => {
    await page.run(PROGRAM);
    const there = readLog(JSON.parse((await page.log()) ?? 'null'));
    const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': PROGRAM } });
    assert.ok(compiled.ok);
    const { log } = await language.run(compiled, { log: true });
    assert.ok(log !== undefined && log.events.length > 50);
    assert.deepEqual(there, log);
  });

  it('is missing where the program has replaced what it needs, and the program runs on', async () => {
    const { lines, status } = await page.run(`
      Map.prototype.get = () => { throw new Error('no'); };
      (globalThis as { WeakRef: unknown }).WeakRef = null;
      ${PROGRAM}`);
    assert.deepEqual(
      [lines.map(({ text }) => text), status, await page.log()],
      [['no', 'slept 1', 'slept 2'], 0, null],
    );
  });
});
