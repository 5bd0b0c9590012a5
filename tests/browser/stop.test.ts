/** Stopping: programs that listen, programs that do not, and what is left of either. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type CellHandle, type CellPage, Session } from './cells.ts';

const CLEANUP = `import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  try {
    print("waiting");
    await asyncio.sleep(3600);
  } finally {
    print("cleaning up");
    await asyncio.sleep(0.1);
    print("clean");
  }
}

await asyncio.run(main());
`;

const LOOP = `console.log("before");
while (true) {}
`;

describe('Stop', () => {
  let session: Session;
  let page: CellPage;
  let cell: CellHandle;
  before(async () => {
    session = await Session.start();
    page = await session.open('task-cancellation/gather', { speed: '1' });
    cell = page.cell('cancelled-before-it-starts');
    await cell.run();
  });
  after(() => session.close());

  const printed = (text: string): Promise<void> =>
    cell.waitFor(
      `"${text}"`,
      // Until it runs, the page shows the output of the run before.
      async () => (await cell.state()) === 'running' && (await cell.texts()).includes(text),
      5_000,
    );

  it('interrupts, and the cleanup is seen', async () => {
    await cell.setCode(CLEANUP);
    await cell.start();
    await printed('waiting');
    await cell.stop();
    await cell.ended(3_000);
    const lines = await cell.texts();
    assert.deepEqual(lines.slice(0, 3), ['waiting', 'cleaning up', 'clean']);
    assert.equal(lines.at(-1), 'KeyboardInterrupt');
    assert.equal(await cell.state(), 'captured');
    assert.match(await cell.ending(), /Interrupted \(exit status 130\)/);
    assert.equal(await page.frames(), 0);
  });

  it('pressed again, removes a program that takes its time to clean up', async () => {
    await cell.setCode(
      CLEANUP.replace('await asyncio.sleep(0.1)', 'for (let i = 0; i < 100; i++) await asyncio.sleep(1)'),
    );
    await cell.start();
    await printed('waiting');
    await cell.stop();
    await printed('cleaning up');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.equal(await cell.isBusy(), true, 'a program that has taken the interrupt may take its time');
    assert.match(await cell.provenance(), /cleaning up/);
    assert.equal((await cell.button('stop').textContent())?.trim(), 'Stop now');
    const stopped = await cell.stopTimed();
    assert.ok(stopped < 500, `${stopped} ms`);
    assert.equal(await cell.ending(), 'Stopped.');
    assert.deepEqual(new Set(await cell.verdicts()), new Set(['unknown']), 'an unfinished run proves nothing');
    assert.equal(await page.frames(), 0);
  });

  it('ends an endless loop within 500 ms; the page answered all the time, and the edit is kept', async () => {
    await cell.setCode(LOOP);
    let stopped = Number.POSITIVE_INFINITY;
    const lag = await page.lagDuring(async () => {
      await cell.start();
      await printed('before');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      stopped = await cell.stopTimed();
    });
    assert.ok(stopped < 500, `${stopped} ms`);
    assert.ok(lag < 250, `the page did not answer for ${lag} ms`);
    assert.deepEqual(await cell.texts(), ['before'], 'the line before the loop is there');
    assert.equal(await cell.code(), LOOP);
    // A fresh sandbox works at once.
    await cell.setCode('console.log("fresh");');
    await cell.run(2_000);
    assert.deepEqual(await cell.texts(), ['fresh']);
  });

  it('ends a loop that began just before it was pressed after two seconds', async () => {
    await cell.setCode(LOOP);
    // In the page itself: a click of the driver's may take longer than the program may be silent.
    await cell.element.evaluate(async (element) => {
      const press = (action: string): void => element.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
      press('run');
      while (element.querySelector('[data-part="output"]')?.textContent?.includes('before') !== true) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      press('stop');
    });
    await cell.ended(4_000);
    assert.equal(await cell.ending(), 'Stopped: the program did not react to the interrupt.');
  });

  it('ends a program that starves its own message queue', async () => {
    await cell.setCode('console.log("before");\nfor (;;) await null;');
    await cell.start();
    await printed('before');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await cell.stop();
    await cell.ended(1_000);
    assert.equal(await page.frames(), 0);
  });

  it('works before the program has begun', async () => {
    await cell.setCode('await new Promise(() => {});');
    for (let i = 0; i < 5; i++) {
      await cell.element.evaluate((element) => {
        element.querySelector<HTMLElement>('[data-action="run"]')?.click();
      });
      await cell.waitFor('the run to begin', () => cell.isBusy(), 1_000);
      await cell.element.evaluate((element) => element.querySelector<HTMLElement>('[data-action="stop"]')?.click());
      await cell.ended(1_000);
    }
    assert.equal(await page.frames(), 0);
  });

  it('changes nothing where nothing runs any more; Run pressed twice at once runs in one sandbox', async () => {
    await cell.setCode('console.log("once");');
    await cell.element.evaluate(async (element) => {
      const run = element.querySelector<HTMLElement>('[data-action="run"]');
      run?.click();
      run?.click();
    });
    await cell.waitFor('the end', async () => (await cell.state()) === 'captured', 15_000);
    const shown = async () => [await cell.texts(), await cell.ending(), await cell.state(), await page.frames()];
    const before = await shown();
    assert.deepEqual(before, [['once'], 'Exit status 0', 'captured', 0]);
    await cell.element.locator('.cm-content').focus();
    await page.page.keyboard.press('Control+.');
    assert.deepEqual(await shown(), before);
    assert.equal(await cell.isBusy(), false);
  });

  it('is not needed to run again, or another cell: at most one sandbox lives', async () => {
    await cell.setCode(LOOP);
    await cell.start();
    await printed('before');
    await cell.start();
    await cell.waitFor('the second run', async () => (await cell.state()) === 'running', 3_000);
    await printed('before');
    assert.equal(await page.frames(), 1);
    const other = page.cell('who-has-seen-it');
    await page.page.locator('[data-action="speed"]').first().selectOption('instant');
    await other.run();
    assert.equal(await cell.isBusy(), false);
    assert.equal(await cell.ending(), 'Stopped, because another run was started.');
    assert.deepEqual(await other.verdicts(), ['holds', 'holds', 'holds']);
    assert.equal(await page.frames(), 0);
    assert.deepEqual(page.complaints, []);
  });
});

describe('without Stop', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('a program that does not answer is reported, and ended after ten seconds', async () => {
    const page = await session.open('task-cancellation/gather');
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode(LOOP);
    await cell.start();
    await cell.waitFor('a word about it', async () => (await cell.provenance()).startsWith('Busy'), 6_000);
    await cell.ended(12_000);
    assert.equal(await cell.state(), 'failed');
    assert.match((await cell.problem()) ?? '', /has not answered for 10 s\. Does it loop without an await\?/);
    assert.deepEqual(await cell.texts(), ['before']);
    assert.equal(await cell.code(), LOOP);
    await page.close();
  });

  it('a program that waits for something impossible is reported', async () => {
    const page = await session.open('task-cancellation/gather');
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode(
      'import * as asyncio from "awaitable/asyncio";\nasync function main() {\n  await new asyncio.Future();\n}\nawait asyncio.run(main());\n',
    );
    await cell.start();
    await cell.waitFor('a word about it', async () => (await cell.provenance()).startsWith('Waiting for'), 6_000);
    await cell.stop();
    await cell.ended(2_000);
    assert.match(await cell.ending(), /130/);
    await page.close();
  });
});
