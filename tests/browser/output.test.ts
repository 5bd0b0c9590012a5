/** Output: floods, long lines, unfinished lines, and text that is not what it seems. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

describe('output', () => {
  let session: Session;
  let page: CellPage;
  let cell: CellHandle;
  before(async () => {
    session = await Session.start();
    page = await session.open('task-cancellation/gather');
    cell = page.cell('cancelled-before-it-starts');
    await cell.run();
  });
  after(() => session.close());

  it('of 200,000 lines says how many are not shown', async () => {
    await cell.setCode(
      'import { print } from "awaitable/builtins";\nfor (let i = 0; i < 2e5; i++) print("line", i);\n',
    );
    await cell.run();
    const lines = await cell.texts();
    assert.equal(lines.length, 1_000);
    assert.equal(lines[699], 'line 699');
    assert.equal(lines[700], 'line 199700');
    assert.equal(lines.at(-1), 'line 199999');
    const mark = cell.part('output').locator('> [data-hidden]');
    assert.equal(await mark.count(), 1);
    assert.match((await mark.textContent()) ?? '', /199,000 more lines/);
    assert.equal(await cell.part('output').locator('> li').nth(700).getAttribute('data-hidden'), '');
  });

  it('without end: the page answers, and the newest lines are shown while it goes on', async () => {
    await cell.setCode('for (let i = 0; ; i++) console.log(i);\n');
    // It never answers, and would be ended for that.
    await page.holdClock();
    await cell.start();
    const hidden = cell.part('output').locator('> [data-hidden]');
    await hidden.waitFor();
    for (let times = 0; times < 3; times++) {
      await page.answers();
      const before = (await hidden.textContent()) ?? '';
      await cell.when(
        'more lines',
        (element, before) => element.querySelector('[data-part="output"] > [data-hidden]')?.textContent !== before,
        before,
      );
    }
    assert.equal(await cell.isBusy(), true);
    await cell.kill();
    await page.releaseClock();
    assert.deepEqual(page.complaints, []);
  });

  for (const where of ['another cell', 'the very cell']) {
    it(`without end loses no key that is typed into ${where}`, async () => {
      const typed = where === 'another cell' ? page.cell('cancelled-one-pass-later') : cell;
      await cell.setCode('import { print } from "awaitable/builtins";\nfor (let i = 0; ; i++) print("line", i);\n');
      const editor = await typed.openEditor();
      await page.holdClock();
      await cell.start();
      await cell.part('output').locator('> [data-hidden]').waitFor();
      await editor.focus();
      await page.page.keyboard.press('Control+Home');
      await page.page.keyboard.type('// typed meanwhile\n');
      assert.equal(await cell.isBusy(), true);
      await cell.kill();
      await page.releaseClock();
      assert.match(await typed.code(), /^\/\/ typed meanwhile\n/);
      await typed.button('reset').click();
    });
  }

  it('on both streams, with the loop’s time', async () => {
    await cell.setCode(
      [
        'import * as asyncio from "awaitable/asyncio";',
        'import { print } from "awaitable/builtins";',
        'async function main() {',
        '  print("a");',
        '  await asyncio.sleep(2.5);',
        '  console.error("b", { c: [1, "d"] });',
        '  await asyncio.sleep(3600);',
        '  print("unfinished", { end: "" });',
        '}',
        'await asyncio.run(main());',
      ].join('\n'),
    );
    await cell.run();
    assert.deepEqual(await cell.output(), [
      { stream: 'out', time: '0', text: 'a' },
      { stream: 'err', time: '2.5', text: 'b { c: [ 1, "d" ] }' },
      { stream: 'out', time: '3602.5', text: 'unfinished' },
    ]);
  });

  it('of an unfinished line is seen while it grows', async () => {
    await cell.setCode(
      [
        'import { print } from "awaitable/builtins";',
        'print("loading", { end: "" });',
        'await new Promise((resolve) => setTimeout(resolve, 100));',
        'print("...", { end: "" });',
        'await new Promise(() => {});',
      ].join('\n'),
    );
    await cell.start();
    await cell.printed('loading...');
    assert.equal(await cell.isBusy(), true);
    await cell.stop();
    await cell.ended();
  });

  it('is text, whatever it looks like', async () => {
    await cell.setCode('console.log("<img src=x onerror=window.pwned=1>\\u001b[31mred \\u202Ertl");\n');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['<img src=x onerror=window.pwned=1>\\x1b[31mred \\u202ertl']);
    assert.equal(await page.page.evaluate(() => (window as { pwned?: number }).pwned), undefined);
  });

  it('cuts a long line and says by how much, never through a pair of surrogates', async () => {
    await cell.setCode('console.log("x".repeat(3999) + "😀".repeat(1000));\nconsole.log("y".repeat(5e7));\n');
    await cell.run();
    const [first = '', second = ''] = await cell.texts();
    assert.match(first, /^x{3999} … \(\d+ more characters\)$/);
    assert.match(second, /^y{4000} … \(\d+ more characters?\)$/);
  });

  it('of workers that a cell makes is heard', async () => {
    await cell.setCode(
      [
        'const source = \'console.log("from below"); postMessage(1);\';',
        'const worker = new Worker(URL.createObjectURL(new Blob([source])), { name: "below" });',
        'await new Promise((resolve) => { worker.onmessage = resolve; });',
        'await new Promise((resolve) => setTimeout(resolve, 100));',
        'console.log("end");',
      ].join('\n'),
    );
    await cell.run();
    assert.deepEqual(await cell.texts(), ['from below', 'end']);
    assert.equal(await cell.part('output').locator('> li').first().getAttribute('data-worker'), 'below');
  });
});
