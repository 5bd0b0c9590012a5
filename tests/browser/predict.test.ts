/** Putting output lines in order before a run: by keyboard, by pointer, or not at all. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Locator } from 'playwright';
import { type CellHandle, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const ID = 'cancelled-before-it-starts';

describe('a cell that asks for a prediction', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const rows = (cell: CellHandle): Promise<string[]> =>
    cell
      .part('guesses')
      .locator('> li')
      .evaluateAll((items) => items.map((item) => item.querySelector('.predict-text')?.textContent ?? '—'));
  const row = (cell: CellHandle, text: string): Locator => cell.part('guesses').locator('li', { hasText: text });

  it('takes it by keyboard, tells of each move, and shows after the run where it left reality', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(ID);
    assert.equal(await cell.part('output').isVisible(), false, 'the recording would give the answer away');
    assert.equal(await cell.part('expectations').isVisible(), false);
    const report = '_GatheringFuture exception was never retrieved';
    assert.deepEqual(await rows(cell), ['North at 2024-01-01 00:00:00', 'North off air', report, 'main returns', '—']);

    const press = async (text: string, key: string): Promise<void> => {
      await row(cell, text).getByRole('button', { name: key }).focus();
      await page.keyboard.press('Enter');
    };
    const said = (words: string): Promise<void> =>
      cell.part('status').getByText(words, { exact: true }).waitFor({ state: 'attached' });
    await press('North at', 'Down');
    await said('North at 2024-01-01 00:00:00: line 2 of 4');
    assert.match(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
      /^Down: North at/,
      'the focus stays with the line',
    );
    for (let times = 0; times < 3; times++) await page.keyboard.press('Enter');
    await said('North at 2024-01-01 00:00:00: not printed');
    await press('main returns', 'Up');
    assert.deepEqual(await rows(cell), ['North off air', 'main returns', report, '—', 'North at 2024-01-01 00:00:00']);

    const height = (): Promise<number> =>
      cell.part('predict').evaluate((panel) => Math.round(panel.getBoundingClientRect().height));
    const before_ = await height();
    await cell.element.getByRole('button', { name: 'Run and compare' }).focus();
    await page.keyboard.press('Enter');
    await cell.element.and(page.locator('[data-predict="judged"]')).waitFor();
    assert.equal(await height(), before_, 'nothing moves when the answer comes');
    const notes = await cell.part('guesses').locator('.predict-note').allTextContents();
    assert.deepEqual(notes, ['✗ not printed', '✗ came 1st', '✗ came 2nd', '✓']);
    assert.equal(
      await cell.part('judgement').textContent(),
      'Different from the first line on. You expected “North off air”, but “main returns” came.',
    );
    assert.equal(await cell.part('output').isVisible(), true);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('takes it by dragging, and says so if it is right', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(ID);
    await cell.part('predict').scrollIntoViewIfNeeded();
    // The script listens once a pointer has come near.
    await cell.part('predict').hover();
    await cell.element
      .locator('[data-part="output"]')
      .locator('xpath=..')
      .and(page.locator('[role="log"]'))
      .waitFor({ state: 'attached' });
    const drag = async (text: string, to: Locator, where: number): Promise<void> => {
      const grip = await row(cell, text).locator('.predict-grip').boundingBox();
      const target = await to.boundingBox();
      assert.ok(grip && target);
      await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
      await page.mouse.down();
      await page.mouse.move(grip.x + 5, target.y + target.height * where, { steps: 8 });
      await page.mouse.up();
    };
    const never = cell.part('guesses').locator('[data-never]');
    await drag('North off air', never, 0.9);
    await drag('North at', never, 0.9);
    await drag('main returns', row(cell, '_GatheringFuture'), 0.2);
    assert.deepEqual((await rows(cell)).slice(0, 3), [
      'main returns',
      '_GatheringFuture exception was never retrieved',
      '—',
    ]);
    await cell.run();
    await cell.part('judgement').getByText('As you predicted.').waitFor();
    await opened.close();
  });

  it('can be run or read without one, also without scripts and by an address', async () => {
    const opened = await session.open(PATH);
    const cell = opened.cell(ID);
    await cell.run();
    assert.equal(await cell.part('predict').isVisible(), false);
    assert.equal(await cell.part('output').isVisible(), true);
    await opened.page.reload();
    await cell.element.and(opened.page.locator('[data-alive]')).waitFor();
    await cell.element.getByRole('link', { name: 'Show the output' }).click();
    await cell.part('output').waitFor();
    assert.equal(await cell.part('expectations').isVisible(), true);
    await opened.page.goto(`${session.site.url}awaitables/`);
    await opened.page.goto(`${session.site.url}${PATH}/#cell-${ID}-2`);
    await cell.part('output').waitFor();
    await opened.close();

    const context = await session.profile({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${session.site.url}${PATH}/`);
    const plain = page.locator(`#cell-${ID}`);
    assert.equal(await plain.locator('[data-part="predict"]').isVisible(), false);
    assert.equal(await plain.locator('[data-part="output"]').first().isVisible(), true);
    await context.close();
  });
});
