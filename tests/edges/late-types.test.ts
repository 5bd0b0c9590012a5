/** The types of the editor come late, or not at all: nothing that is typed meanwhile is lost. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Page } from 'playwright';
import { type CellHandle, it, Session } from '../browser/cells.ts';

describe('the editor whose types', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const open = async (): Promise<{ page: Page; cell: CellHandle }> => {
    const context = await session.profile({ serviceWorkers: 'block' });
    const opened = await session.open('task-cancellation/gather', { context });
    const cell = opened.cell('cancelled-before-it-starts');
    await cell.openEditor();
    return { page: opened.page, cell };
  };

  it('come late takes what is typed meanwhile', async () => {
    const { page, cell } = await open();
    // Until the test lets them, they do not come.
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/run\/typescript/, (route) => released.then(() => route.continue()));
    const start = 'import * as asyncio from "awaitable/asyncio";\n';
    await cell.setCode(start);
    const typed = 'let a: string = 1;\n'.repeat(3);
    await page.keyboard.type(typed);
    assert.equal(await cell.code(), start + typed);
    release();
    await cell.element.locator('.cm-lintRange').first().waitFor();
    const more = 'let b = asyncio.nothing;\n';
    await page.keyboard.type(more);
    assert.equal(await cell.code(), start + typed + more);
    await cell.element.locator('.cm-lintRange').filter({ hasText: 'nothing' }).waitFor();
    await page.context().close();
  });

  it('cannot be loaded does without them', async () => {
    const { page, cell } = await open();
    await page.route(/run\/typescript/, (route) => route.abort());
    await cell.setCode('const n: number = "a";\n');
    await page.keyboard.type('console.log(n, "b");');
    await cell.element.locator('.cell-hint', { hasText: 'Runs without types' }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await cell.waitFor('the output', async () => (await cell.texts()).join() === 'a b');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Find' }).waitFor();
    await page.context().close();
  });
});
