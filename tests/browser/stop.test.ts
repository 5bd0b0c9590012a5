/** Stopping: programs that listen, programs that do not, and what is left of either. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

const CLEANUP = `import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  try {
    print("waiting");
    // The page waits at most three seconds for each.
    for (let hours = 0; hours < 100; hours++) await asyncio.sleep(3600);
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

  it('interrupts, and the cleanup is seen', async () => {
    await cell.setCode(CLEANUP);
    await page.holdClock();
    await cell.start();
    await cell.printed('waiting');
    await cell.stop();
    await cell.ended();
    await page.releaseClock();
    const lines = await cell.texts();
    assert.deepEqual(lines.slice(0, 3), ['waiting', 'cleaning up', 'clean']);
    assert.equal(lines.at(-1), 'KeyboardInterrupt');
    assert.equal(await cell.state(), 'captured');
    assert.match(await cell.ending(), /Interrupted \(exit status 130\)/);
    assert.equal(await page.frames(), 0);
  });

  it('pressed again, removes a program that takes its time to clean up', async () => {
    await cell.setCode(
      CLEANUP.replace(
        'await asyncio.sleep(0.1);',
        'for (let i = 0; i < 100; i++) {\n      await asyncio.sleep(1);\n      print("still at it", i);\n    }',
      ),
    );
    await page.holdClock();
    await cell.start();
    await cell.printed('waiting');
    await cell.stop();
    await cell.printed('cleaning up');
    await page.releaseClock();
    // Two seconds are what an interrupt may go unanswered.
    await cell.printed('still at it 2');
    assert.equal(await cell.isBusy(), true, 'a program that has taken the interrupt may take its time');
    // Taken to be silent for a moment, it is cleaning up still when it answers.
    await page.advanceClock(2);
    await cell.says('Interrupted: the program is cleaning up.');
    assert.equal((await cell.button('stop').textContent())?.trim(), 'Stop now');
    assert.equal(await cell.stopsAtOnce(), true);
    assert.equal(await cell.ending(), 'Stopped.');
    assert.deepEqual(new Set(await cell.verdicts()), new Set(['unknown']), 'an unfinished run proves nothing');
    assert.equal(await page.frames(), 0);
  });

  it('ends an endless loop at once; the page answered all the time, and the edit is kept', async () => {
    await cell.setCode(LOOP);
    await cell.start();
    await cell.printed('before');
    await page.answers();
    await cell.says('Busy');
    await page.answers();
    assert.equal(await cell.stopsAtOnce(), true, 'no frame is left after Stop');
    assert.deepEqual(await cell.texts(), ['before'], 'the line before the loop is there');
    assert.equal(await cell.code(), LOOP);
    // A fresh sandbox works at once.
    await cell.setCode('console.log("fresh");');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['fresh']);
  });

  it('pressed before the page knows that a program loops, interrupts in vain and then ends it', async () => {
    await cell.setCode(LOOP);
    await page.holdClock();
    await cell.start();
    await cell.printed('before');
    await cell.stop();
    await page.answers();
    assert.equal(await cell.isBusy(), true);
    await page.releaseClock();
    await cell.ended();
    assert.equal(await cell.ending(), 'Stopped: the program did not react to the interrupt.');
  });

  it('ends a program that starves its own message queue', async () => {
    await cell.setCode('console.log("before");\nfor (;;) await null;');
    await cell.start();
    await cell.printed('before');
    await cell.says('Busy');
    assert.equal(await cell.stopsAtOnce(), true);
    assert.equal(await page.frames(), 0);
  });

  it('works before the program has begun', async () => {
    await cell.setCode('await new Promise(() => {});');
    for (let i = 0; i < 5; i++) {
      await cell.element.evaluate((element) => {
        element.querySelector<HTMLElement>('[data-action="run"]')?.click();
      });
      await cell.button('stop').and(page.page.locator(':enabled')).waitFor();
      await cell.element.evaluate((element) => element.querySelector<HTMLElement>('[data-action="stop"]')?.click());
      await cell.ended();
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
    await cell.becomes('captured');
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
    await cell.printed('before');
    await cell.start();
    await cell.becomes('running');
    await cell.printed('before');
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
    await cell.says('Busy');
    await page.advanceClock(10);
    await cell.ended();
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
    await page.holdClock();
    await cell.start();
    await cell.says('Deadlock:');
    await cell.stop();
    await cell.ended();
    assert.match(await cell.ending(), /130/);
    await page.close();
  });
});
