/** From finding a cell to handing its code on, by keyboard alone: nothing is clicked, and the page is only looked at. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Locator, Page } from 'playwright';
import { it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const CELL = 'cancelled-one-pass-later';

async function text(element: Locator): Promise<string> {
  return (await element.textContent()) ?? '';
}

/** Presses Tab, or Shift and Tab, until something has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press(key);
    const focused = page.locator(':focus');
    if ((await target.and(focused).count()) === 1) return;
    passed.push(((await focused.count()) === 0 ? '' : await text(focused.first())).slice(0, 30));
  }
  assert.fail(`${key} does not reach ${target}, but ${passed.join(' / ')}`);
}

describe('by keyboard alone', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('a reader finds a cell, edits, runs, reads what fails, stops, resets, and shares', async () => {
    const context = await session.profile({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    const { keyboard } = page;
    await page.goto(session.site.url);

    // Finds.
    await page.locator('site-search > button:enabled').waitFor();
    await keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').and(page.locator(':focus')).waitFor();
    await keyboard.type('the loop has had one turn');
    const found = page.getByRole('dialog').locator(`a[href*="${PATH}"]`).first();
    await found.waitFor();
    await tabTo(page, found);
    await keyboard.press('Enter');
    await page.waitForURL(`**/${PATH}/**`);

    const cell = page.locator(`verified-cell[data-cell="${CELL}"]`);
    const editor = cell.locator('.cm-content');
    const focused = page.locator(':focus');
    const button = (name: string): Locator => cell.getByRole('button', { name, exact: true });
    const state = (name: string): Promise<void> => cell.and(page.locator(`[data-state="${name}"]`)).waitFor();
    const status = (words: RegExp): Promise<void> =>
      cell.locator('[data-part="status"]').getByText(words).waitFor({ state: 'attached' });
    const leaveEditor = async (): Promise<void> => {
      await editor.and(focused).waitFor();
      await keyboard.press('Escape');
    };
    /** In the editor. */
    const replace = async (before: string, after: string): Promise<void> => {
      await keyboard.press('Control+f');
      await page.getByRole('textbox', { name: 'Find' }).and(focused).waitFor();
      await keyboard.type(before);
      await keyboard.press('Enter');
      await keyboard.press('Escape');
      await editor.and(focused).waitFor();
      await keyboard.type(after);
    };

    // Reaches and edits.
    await cell.and(page.locator('[data-alive]')).waitFor();
    await tabTo(page, cell.locator('[data-language="typescript"] > pre').first());
    await keyboard.press('Enter');
    await editor.and(focused).waitFor();
    await replace('"the loop has had one turn"', '"one turn"');
    // Runs, and stays.
    await keyboard.press('Shift+Enter');
    await state('captured');
    await status(/; 1 of 3 expectations hold/);
    await editor.and(focused).waitFor();

    // Reads what fails.
    await leaveEditor();
    const failing = cell.locator('[data-expectation][data-verdict="fails"]').first();
    await tabTo(page, failing);
    assert.match(await text(failing), /Every task runs up to its first await/);
    assert.equal(await failing.getByRole('img').getAttribute('aria-label'), 'does not hold:');
    assert.match(await text(cell.locator('[data-part="changes"]')), /one turn/);

    // Stops what loops.
    await tabTo(page, editor, 'Shift+Tab');
    await keyboard.press('Control+End');
    await keyboard.type('\nwhile (true);');
    await keyboard.press('Shift+Enter');
    await cell.locator('[data-part="provenance"]').getByText('Busy: the program does not respond').waitFor();
    await keyboard.press('Control+.');
    await button('Stop').and(page.locator(':disabled')).waitFor();
    await status(/Stopped\./);

    // Resets.
    await leaveEditor();
    await tabTo(page, button('Reset'), 'Shift+Tab');
    await keyboard.press('Enter');
    await state('recorded');
    assert.equal(await cell.locator('[data-expectation][data-verdict="fails"]').count(), 0);

    // Shares.
    await tabTo(page, editor);
    await replace('main returns', 'main is back');
    const code = await text(editor);
    await leaveEditor();
    await tabTo(page, button('Share'), 'Shift+Tab');
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Share “Cancelled one iteration later”' });
    await dialog.waitFor();
    await tabTo(page, dialog.getByRole('button', { name: 'Copy' }).first());
    await keyboard.press('Enter');
    await dialog.getByRole('status').getByText('Copied').first().waitFor({ state: 'attached' });
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await button('Share').and(focused).waitFor();
    await context.close();

    // Another reader opens the link.
    const other = await session.open(PATH);
    const there = other.page.locator(`verified-cell[data-cell="${CELL}"]`);
    await other.page.goto(link);
    const offer = there.locator('[data-notice="link"]');
    await offer.waitFor();
    assert.match(await text(offer), /none of it has run.*− .*main returns.*\+ .*main is back/s);
    await offer.and(other.page.locator(':focus')).waitFor();
    await tabTo(other.page, offer.getByRole('button', { name: 'Use it in the cell' }));
    await other.page.keyboard.press('Enter');
    await there.locator('.cm-content', { hasText: 'main is back' }).waitFor();
    assert.equal(await text(there.locator('.cm-content')), code);
    assert.equal(await there.getAttribute('data-state'), 'stale', 'it has not run');
    await there.getByRole('button', { name: 'Run' }).and(other.page.locator(':focus')).waitFor();
    await other.page.keyboard.press('Enter');
    await there.and(other.page.locator('[data-state="captured"]')).waitFor();
    assert.match(await text(there.locator('[data-part="output"]')), /main is back/);
    await other.close();
  });
});
