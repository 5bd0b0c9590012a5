/** The gather page: an edit changes the right verdicts, and Reset brings everything back. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const FIRST = 'cancelled-before-it-starts';
const SECOND = 'cancelled-one-pass-later';

describe('the gather page', () => {
  let session: Session;
  let page: CellPage;
  let first: CellHandle;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const open = async (): Promise<void> => {
    page = await session.open(PATH);
    first = page.cell(FIRST);
  };

  it('shows which expectations depend on group.cancel() when that line is deleted', async () => {
    await open();
    const [recorded, output, provenance] = [await first.verdicts(), await first.output(), await first.provenance()];
    assert.deepEqual(new Set(recorded), new Set(['holds']));
    assert.equal(await first.button('reset').isDisabled(), true);

    const code = await first.code();
    await first.setCode(code.replace('  group.cancel();\n', ''));
    assert.equal(await first.state(), 'stale');
    assert.deepEqual(await first.output(), output, 'the recorded output stays until the next run');
    assert.equal(await first.button('reset').isEnabled(), true);

    await first.run();
    assert.equal(await first.state(), 'captured');
    // The bodies run. The report comes all the same, as run() cancels what main has left behind.
    assert.deepEqual(await first.verdicts(), ['fails', 'holds', 'holds', 'holds', 'holds']);
    assert.ok((await first.texts()).some((text) => text.startsWith('North at')));

    await first.reset();
    assert.equal(await first.code(), code);
    assert.deepEqual(await first.output(), output);
    assert.deepEqual(await first.verdicts(), recorded);
    assert.equal(await first.provenance(), provenance);
    assert.equal(await first.button('reset').isDisabled(), true);
    await page.close();
  });

  it('marks the lines that prove an expectation while it is pointed at or focused', async () => {
    await open();
    await first.run();
    const expectation = first.element.locator('[data-expectation="3"]');
    const marked = (): Promise<string[]> =>
      first.part('output').evaluate((list) =>
        [...list.querySelectorAll<HTMLElement>('li[data-line]')]
          .filter((line) => getComputedStyle(line).borderLeftColor !== getComputedStyle(list).borderLeftColor)
          .filter((line) => getComputedStyle(line).borderLeftColor !== 'rgba(0, 0, 0, 0)')
          .map((line) => line.querySelector('[data-part="text"]')?.textContent ?? ''),
      );
    const proof = ['main returns', '_GatheringFuture exception was never retrieved'];
    assert.deepEqual(await marked(), []);
    await expectation.hover();
    assert.deepEqual(await marked(), proof);
    await first.part('title').hover();
    assert.deepEqual(await marked(), []);
    await expectation.focus();
    assert.deepEqual(await marked(), proof);
    await page.close();
  });

  it('runs a cell with the edited source of one that it imports', async () => {
    await open();
    const second = page.cell(SECOND);
    await second.run();
    const before_ = await second.texts();
    assert.ok(before_.includes('North off air'));
    await first.setCode((await first.code()).replace('"off air"', '"says goodbye"'));
    assert.equal(await second.state(), 'stale', 'an edit of what it imports makes its output stale');
    assert.equal(await second.button('reset').isEnabled(), true);
    await second.run();
    assert.deepEqual(
      await second.texts(),
      before_.map((text) => text.replace('off air', 'says goodbye')),
    );
    // Back as it was, and the first run's output would be fresh again.
    await first.reset();
    assert.equal(await second.state(), 'stale');
    await page.close();
  });

  it('keeps an edit when the page is left, until Reset', async () => {
    await open();
    const code = `${await first.code()}\n// mine`;
    await first.setCode(code);
    await first.run();
    await page.page.reload();
    await first.element.locator('.cm-content').waitFor();
    assert.equal(await first.code(), code);
    assert.equal(await first.state(), 'stale');
    assert.equal(await first.element.getAttribute('data-edited'), '');
    await first.reset();
    await page.page.reload();
    await page.page.locator('verified-cell[data-alive]').first().waitFor();
    assert.equal(await first.element.locator('.cm-content').count(), 0);
    assert.equal(await first.state(), 'recorded');
    await page.close();
  });

  it('shows the rhythm of sleeps at 1×, and hurries when told to', async () => {
    page = await session.open(PATH, { speed: '1' });
    const cell = page.cell('cancelled-later-never-awaited');
    await cell.setCode(
      [
        'import * as asyncio from "awaitable/asyncio";',
        'import { print } from "awaitable/builtins";',
        'async function main() {',
        '  print("first");',
        '  await asyncio.sleep(0.1);',
        '  print("second");',
        // The page waits at most three seconds for each.
        '  for (let hours = 0; hours < 100; hours++) await asyncio.sleep(3600);',
        '  print("over");',
        '}',
        'await asyncio.run(main());',
      ].join('\n'),
    );
    await cell.start();
    await cell.printed('second');
    await page.answers();
    assert.equal(await cell.isBusy(), true);
    assert.deepEqual(await cell.texts(), ['first', 'second']);
    // The choice holds for all cells of the page, and during a run.
    await page.cell(FIRST).element.locator('[data-action="speed"]').selectOption('instant');
    await cell.ended();
    assert.equal(await cell.element.locator('[data-action="speed"]').inputValue(), 'instant');
    assert.deepEqual(
      (await cell.output()).map(({ time }) => time),
      ['0', '0.1', '360000.1'],
    );
    await page.close();
  });
});
