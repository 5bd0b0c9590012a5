/** What the event loop did in a run: opened from a cell, stepped through, with source and output in step. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright';
import { type CellHandle, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
/** Shows no loop before it has run. */
const CELL = 'cancelled-later-never-awaited';
/** A page whose cell shows its loop, and asks for no prediction. */
const RECORDED = { path: 'circular-await', cell: 'after-you' };
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const PROGRAM = `import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function wait() {
  print("waits");
  await asyncio.sleep(10);
}

async function main() {
  const task = asyncio.createTask(wait(), { name: "Ann" });
  await asyncio.sleep(1);
  print("cancels");
  task.cancel();
  await asyncio.wait([task]);
}

if (import.meta.main) await asyncio.run(main());
`;

const said = (cell: CellHandle): Locator => cell.part('loop').locator('.loop-said');

/** Waits until the step that is announced matches. */
async function says(cell: CellHandle, words: RegExp): Promise<void> {
  await said(cell).getByText(words).waitFor();
}

async function openLoop(cell: CellHandle): Promise<void> {
  await cell.button('loop').click();
  await cell.part('loop').locator('.loop-controls').waitFor();
}

/** What axe objects to in the view. */
async function objections(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return (await axe.run({ include: ['[data-part="loop"]'] }, { resultTypes: ['violations'] })).violations;
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`);
}

describe('the event loop of a run', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('can be stepped through after a run, by keys, and is loaded only then', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    assert.equal(await cell.button('loop').isVisible(), false, 'nothing has run');
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await cell.setCode(PROGRAM);
    await cell.run();
    assert.deepEqual(
      scripts.filter((url) => /loop/.test(url)),
      [],
      'loaded before anybody asked for it',
    );
    await openLoop(cell);
    assert.equal(await cell.button('loop').getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Home');
    const first = await said(cell).textContent();
    const seen = [first];
    // Forward to the end, and the same way back.
    const length = Number(/of (\d+)/.exec((await cell.part('loop').locator('.loop-where').textContent()) ?? '')?.[1]);
    for (let step = 1; step < length; step++) {
      await page.keyboard.press('ArrowRight');
      seen.push(await said(cell).textContent());
    }
    for (let step = length - 2; step >= 0; step--) {
      await page.keyboard.press('ArrowLeft');
      assert.equal(await said(cell).textContent(), seen[step]);
    }
    const story = seen.join('\n');
    assert.match(story, /^iteration 1: Task-1 \(main\) creates ‘Ann’ at line 10$/m);
    assert.match(story, /^iteration \d+: Task-1 \(main\) resumes, woken by the timer$/m);
    assert.match(story, /^iteration \d+: Task-1 \(main\) requests the cancellation of ‘Ann’ at line 13$/m);
    assert.match(story, /^iteration \d+: CancelledError is raised in ‘Ann’ at line 6$/m);
    assert.match(story, /^iteration \d+: ‘Ann’ is cancelled$/m);
    await page.keyboard.press('End');
    assert.equal(await said(cell).textContent(), seen.at(-1));
    await opened.close();
  });

  it('follows the lines of output and source that a reader clicks, and marks those of the step', async () => {
    const opened = await session.open(PATH);
    const cell = opened.cell(CELL);
    await cell.setCode(PROGRAM);
    await cell.run();
    await openLoop(cell);
    await cell.part('output').locator('[data-line]', { hasText: 'cancels' }).click();
    await says(cell, /prints line 2: cancels/);
    const marked = cell.element.locator('.cm-line[data-loop-line]');
    await marked.getByText('print("cancels");').waitFor();
    assert.equal(await cell.part('output').locator('[data-loop-output]').textContent(), '1cancels');
    await cell.element.locator('.cm-line', { hasText: 'task.cancel()' }).click();
    await says(cell, /requests the cancellation of ‘Ann’ at line 13/);
    await marked.getByText('task.cancel();').waitFor();
    // What has been edited is no longer what has run.
    await cell.element.locator('.cm-content').press('Control+End');
    await opened.page.keyboard.type('// more');
    assert.equal(await marked.count(), 0);
    await opened.close();
  });

  it('is a table as well, which follows and leads', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    await cell.run();
    await openLoop(cell);
    const loop = cell.part('loop');
    await loop.locator('summary').click();
    const rows = loop.locator('tbody tr');
    await rows.nth(4).click();
    const current = loop.locator('tr[aria-current="step"]');
    await current.and(rows.nth(4)).waitFor();
    const [number, iteration, , sentence] = await current.locator('th, td').allTextContents();
    assert.equal(number, '5');
    assert.equal(await said(cell).textContent(), `iteration ${iteration}: ${sentence}`);
    await loop.locator('.loop-rows').focus();
    await page.keyboard.press('ArrowDown');
    await current.and(rows.nth(5)).waitFor();
    await loop.locator('.loop-lanes').click({ position: { x: 220, y: 70 } });
    assert.notEqual(await said(cell).textContent(), `iteration ${iteration}: ${sentence}`);
    await opened.close();
  });

  it('of a recorded run can be stepped through without running it, and closed again', async () => {
    const opened = await session.open(RECORDED.path);
    const cell = opened.cell(RECORDED.cell);
    const loop = cell.part('loop');
    assert.equal(await loop.locator('svg.loop-lanes').isVisible(), true);
    const still = await loop.innerHTML();
    await openLoop(cell);
    const line = cell.element.locator('pre .line', { hasText: 'await atTheDoor.get(other)' });
    await line.click();
    await says(cell, /‘Ann’ is suspended at line 7: it waits for ‘Bob’/);
    await line.click();
    await says(cell, /‘Bob’ is suspended at line 7: it waits for ‘Ann’/);
    assert.equal(await cell.element.locator('.cm-content').count(), 0, 'the click has opened the editor');
    await loop.getByText('Ann, Bob wait for each other: a cycle.').waitFor();
    assert.match((await loop.locator('.loop-graph').getAttribute('aria-label')) ?? '', /‘Ann’ waits for ‘Bob’/);
    assert.equal(await cell.element.getAttribute('data-state'), 'recorded');
    await loop.locator('[data-step="close"]').click();
    assert.equal(await loop.innerHTML(), still);
    assert.equal(await cell.button('loop').evaluate((button) => button === document.activeElement), true);
    await opened.close();
  });

  it('plays and pauses, and lets the keyboard out again', async () => {
    const opened = await session.open(RECORDED.path);
    const { page } = opened;
    const cell = opened.cell(RECORDED.cell);
    await openLoop(cell);
    const loop = cell.part('loop');
    await loop.locator('.loop-controls select').selectOption('5');
    await loop.locator('.loop-picture > .loop-scroll').focus();
    await page.keyboard.press('Space');
    await loop
      .locator('.loop-where')
      .getByText(/event (?!1 of)\d+ of/)
      .waitFor();
    await page.keyboard.press('Space');
    await loop.getByRole('button', { name: 'Play (Space)' }).waitFor();
    for (let tabs = 0; tabs < 12; tabs++) await page.keyboard.press('Tab');
    assert.equal(await loop.evaluate((element) => element.contains(document.activeElement)), false);
    await opened.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe objects to, on a telephone in the ${colorScheme} theme`, async () => {
      const context = await session.profile({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 360, height: 740 },
      });
      const opened = await session.open(RECORDED.path, { context });
      const { page } = opened;
      const cell = opened.cell(RECORDED.cell);
      assert.deepEqual(await objections(page), [], 'as the page comes');
      await openLoop(cell);
      await cell.part('loop').locator('summary').click();
      await page.keyboard.press('ArrowRight');
      assert.deepEqual(await objections(page), [], 'opened');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} pixels wider than the window`);
      await opened.close();
    });
  }
});
