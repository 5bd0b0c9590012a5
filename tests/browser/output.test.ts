/** Output: floods, long lines, unfinished lines, and text that is not what it seems. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type CellHandle, type CellPage, Session } from './cells.ts';

/** As Chromium's tracing writes it. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly data?: { readonly type?: string } };
  readonly tdur?: number;
}

/** What a page does while it takes keys and draws lines. */
const STEPS = ['EventDispatch', 'FireAnimationFrame', 'FunctionCall', 'UpdateLayoutTree', 'Layout', 'Paint'];

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

  it('of a million lines: the page answers within 100 ms, and says how many are not shown', async () => {
    await cell.setCode(
      'import { print } from "awaitable/builtins";\nfor (let i = 0; i < 1e6; i++) print("line", i);\n',
    );
    let shortest = Number.POSITIVE_INFINITY;
    // A page that is slow by itself is slow every time.
    for (let attempt = 0; attempt < 6 && shortest >= 100; attempt++) {
      await page.page.waitForTimeout(500 * attempt);
      shortest = Math.min(shortest, await page.lagDuring(() => cell.run()));
    }
    assert.ok(shortest < 100, `the page did not answer for ${shortest} ms`);
    const lines = await cell.texts();
    assert.equal(lines.length, 1_000);
    assert.equal(lines[699], 'line 699');
    assert.equal(lines[700], 'line 999700');
    assert.equal(lines.at(-1), 'line 999999');
    const mark = cell.part('output').locator('> [data-hidden]');
    assert.equal(await mark.count(), 1);
    assert.match((await mark.textContent()) ?? '', /999,000 more lines/);
    assert.equal(await cell.part('output').locator('> li').nth(700).getAttribute('data-hidden'), '');
  });

  it('without end: the newest lines are shown while it goes on', async () => {
    await cell.setCode('for (let i = 0; ; i++) console.log(i);\n');
    await cell.start();
    const hidden = cell.part('output').locator('> [data-hidden]');
    await cell.waitFor('lines to be hidden', async () => (await hidden.count()) === 1, 5_000);
    const first = await hidden.textContent();
    await cell.waitFor('more of them', async () => (await hidden.textContent()) !== first, 3_000);
    await cell.stop();
    if (await cell.isBusy()) await cell.stop();
    await cell.ended(2_000);
    assert.ok(page.complaints.length === 0);
  });

  for (const where of ['another cell', 'the very cell']) {
    it(`without end holds up no key that is typed into ${where}: no step of the page works for 50 ms`, async () => {
      const typed = where === 'another cell' ? page.cell('cancelled-one-pass-later') : cell;
      await cell.setCode('import { print } from "awaitable/builtins";\nfor (let i = 0; ; i++) print("line", i);\n');
      const editor = await typed.openEditor();
      let longest = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 3 && longest >= 50; attempt++) {
        await cell.start();
        await editor.focus();
        await session.browser.startTracing(page.page, { categories: ['devtools.timeline'] });
        await page.page.keyboard.type('// typed meanwhile\n');
        const trace = JSON.parse((await session.browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
        await cell.stopTimed();
        const steps = trace.traceEvents.filter(({ name }) => STEPS.includes(name));
        const keys = steps.filter(({ args }) => args.data?.type === 'keydown');
        assert.ok(keys.length >= 15, `${keys.length} keys`);
        // The thread's own time, in microseconds: this machine may be doing much else.
        longest = Math.max(
          ...steps
            .filter(({ pid, tid }) => pid === keys[0]?.pid && tid === keys[0]?.tid)
            .map(({ tdur = 0 }) => tdur / 1000),
        );
      }
      assert.ok(longest > 0 && longest < 50, `a step took ${longest} ms`);
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
        'for (let i = 0; i < 3; i++) {',
        '  await new Promise((resolve) => setTimeout(resolve, 400));',
        '  print(".", { end: "" });',
        '}',
      ].join('\n'),
    );
    await cell.start();
    await cell.waitFor('the first dots', async () => /^loading\.{1,2}$/.test((await cell.texts())[0] ?? ''), 3_000);
    await cell.ended();
    assert.deepEqual(await cell.texts(), ['loading...']);
  });

  it('is text, whatever it looks like', async () => {
    await cell.setCode('console.log("<img src=x onerror=window.pwned=1>\\u001b[31mred \\u202Ertl");\n');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['<img src=x onerror=window.pwned=1>\\x1b[31mred \\u202ertl']);
    assert.equal(await page.page.evaluate(() => (window as { pwned?: number }).pwned), undefined);
  });

  it('cuts a long line and says by how much, never through a pair of surrogates', async () => {
    await cell.setCode('console.log("x".repeat(3999) + "😀".repeat(1000));\nconsole.log("y".repeat(5e7));\n');
    const lag = await page.lagDuring(() => cell.run());
    const [first = '', second = ''] = await cell.texts();
    assert.match(first, /^x{3999} … \(\d+ more characters\)$/);
    assert.match(second, /^y{4000} … \(\d+ more characters?\)$/);
    assert.ok(lag < 250, `the page did not answer for ${lag} ms`);
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
