/** Exception groups in output: folded at build and after a run, with and without scripts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright';
import { Session } from './cells.ts';

const PATH = 'errors/groups';
const CELL = 'nested-groups';
/** Beside its output stands what an older CPython printed. */
const OLDER = { path: 'versions', cell: 'shielded-failure' };
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What stands beside the folds' triangles, and whether each is open: of those that can be seen. */
function folds(cell: Locator): Promise<string[]> {
  return cell.locator('[data-group] > details > summary').evaluateAll((summaries) =>
    summaries
      .filter((summary) => summary.checkVisibility())
      .map((summary) => {
        const open = (summary.parentElement as HTMLDetailsElement).open ? '-' : '+';
        return `${open} ${(summary.textContent ?? '').replace(/\s+/g, ' ').trim()}`;
      }),
  );
}

/** What axe objects to in a part of the page. */
async function objections(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(AXE);
  return await page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({ include: [selector] }, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
  }, selector);
}

const background = (element: Locator): Promise<string> =>
  element.evaluate((each) => getComputedStyle(each).backgroundColor);

const EXPECTED = [
  '- ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)',
  '+ Traceback of the group',
  '- 1 ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions) failed first',
  '+ Traceback of the group',
  '- 1 ValueError: resize failed failed first',
  '+ 2 ValueError: upload failed',
  '+ 2 OSError: the disk is full',
];

describe('an exception group in output', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('is folded without scripts: the first failure is open, and each fold can be opened', async () => {
    const context = await session.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${session.site.url}${PATH}/`);
    const cell = page.locator(`#cell-${CELL}`);
    assert.deepEqual(await folds(cell), EXPECTED);
    // What readers of Python see instead is there, too.
    const output = cell.locator('[data-part="output"]:not([data-form="1"])');
    const last = output.locator('[data-line]', { hasText: 'OSError: the disk is full' });
    assert.equal(await last.isVisible(), false);
    await output.locator('summary', { hasText: 'OSError' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await last.isVisible(), true);
    await context.close();
  });

  it('is folded in the same way after a run, and copied as it was printed', async () => {
    const page = await session.open(PATH);
    const cell = page.cell(CELL);
    const recorded = await cell.texts();
    await cell.run();
    assert.deepEqual(await folds(cell.element), EXPECTED);
    assert.deepEqual(await cell.texts(), recorded);
    const copied = await cell.button('copy-output').evaluate(
      (button: HTMLButtonElement) =>
        new Promise<string>((resolve) => {
          navigator.clipboard.writeText = async (text) => resolve(text);
          button.click();
        }),
    );
    assert.equal(copied, recorded.map((line) => `${line.trimEnd()}\n`).join(''));
    await page.close();
  });

  for (const ran of [false, true]) {
    it(`marks the closed fold that holds a proof, ${ran ? 'after a run' : 'as the page comes'}`, async () => {
      const page = await session.open(PATH);
      const cell = page.cell(CELL);
      if (ran) await cell.run();
      const sentence = cell.element.locator('[data-expectation]', { hasText: 'The error of the cancelled sibling' });
      const fold = cell.part('output').locator('summary', { hasText: 'OSError: the disk is full' });
      const line = cell.part('output').locator('[data-line]', { hasText: 'OSError: the disk is full' });
      const other = cell.part('output').locator('summary', { hasText: 'Traceback of the group' }).first();
      const plain = await background(fold);
      assert.equal(await line.isVisible(), false);

      await sentence.hover();
      const marked = await background(sentence);
      assert.notEqual(marked, plain);
      assert.equal(await background(fold), marked, 'the fold that holds the line');
      assert.notEqual(await background(other), marked, 'a fold without proofs');

      // Open, it need not stand for its lines.
      await fold.evaluate((summary) => summary.parentElement?.setAttribute('open', ''));
      await sentence.hover();
      assert.equal(await line.isVisible(), true);
      assert.equal(await background(line), marked, 'the line');
      assert.equal(await background(fold), plain, 'the open fold');

      await page.page.mouse.move(0, 0);
      assert.equal(await background(line), await background(cell.part('output').locator('[data-line]').first()));
      await page.close();
    });
  }

  it('is drawn after a run as the build has written it', async () => {
    const opened = await session.open(PATH);
    const cell = opened.cell(CELL);
    const written = await cell.part('output').innerHTML();
    await cell.run();
    assert.equal(await cell.part('output').innerHTML(), written);
    await opened.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe objects to, folded and open, before and after a run, ${colorScheme}`, async () => {
      const context = await session.profile({ colorScheme, reducedMotion: 'reduce' });
      const opened = await session.open(PATH, { context });
      const { page } = opened;
      const cell = opened.cell(CELL);
      const selector = `verified-cell[data-cell="${CELL}"]`;
      const found: string[] = [];
      for (const state of ['recorded', 'captured']) {
        if (state === 'captured') await cell.run();
        found.push(...(await objections(page, selector)).map((each) => `${state}, folded: ${each}`));
        await cell.element.locator('[data-group] > details').evaluateAll((folds) => {
          for (const fold of folds) fold.setAttribute('open', '');
        });
        found.push(...(await objections(page, selector)).map((each) => `${state}, open: ${each}`));
      }
      await page.goto(`${session.site.url}${OLDER.path}/`);
      const older = `verified-cell[data-cell="${OLDER.cell}"]`;
      await page.locator(`${older} .cell-older pre`).waitFor();
      found.push(...(await objections(page, older)).map((each) => `what 3.11 printed: ${each}`));
      assert.deepEqual(found, []);
      await opened.close();
    });
  }
});
