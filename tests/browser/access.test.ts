/** Reading without scripts, by keyboard, and with assistive technology. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';

describe('reading', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('needs no scripts: code, output and verdicts are there, controls are not', async () => {
    const context = await session.profile({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${session.site.url}${PATH}/`);
    const cell = page.locator('verified-cell').first();
    assert.equal(await cell.locator('[data-language="typescript"] pre').first().isVisible(), true);
    assert.ok((await cell.locator('[data-part="output"] > [data-line]').count()) > 0);
    assert.equal(await cell.locator('[data-part="output"]').first().isVisible(), true);
    assert.equal(await cell.locator('[data-verdict="holds"] [data-part="mark"]').first().textContent(), '✓');
    assert.equal(await cell.locator('button[data-action="run"]').isVisible(), false);
    // The tabs are plain radio buttons.
    await cell.locator('[data-part="tabs"] label', { hasText: 'Python' }).click();
    assert.equal(await cell.locator('[data-language="python"] pre').first().isVisible(), true);
    assert.equal(await cell.locator('[data-language="typescript"]').isVisible(), false);
    await context.close();
  });

  it('and running by keyboard alone: Enter edits, Shift+Enter runs, Esc and Tab leave', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = page.locator('verified-cell').first();
    const code = cell.locator('[data-language="typescript"] > pre').first();
    await code.focus();
    await page.keyboard.press('Tab');
    assert.equal(await cell.locator('.cm-content').count(), 0, 'passing by opens no editor');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    const editor = cell.locator('.cm-content');
    await editor.waitFor();
    assert.equal(await editor.evaluate((element) => element === document.activeElement), true);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// mine');
    await page.keyboard.press('Enter');
    assert.equal(await editor.locator('.cm-line').first().textContent(), '// mine');
    await page.keyboard.press('Shift+Enter');
    await cell.and(page.locator('[data-state="captured"]')).waitFor();
    assert.equal(
      await editor.evaluate((element) => element === document.activeElement),
      true,
      'running keeps the focus',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.equal(await editor.evaluate((element) => element === document.activeElement), false, 'no keyboard trap');
    await opened.close();
  });

  it('announces a run politely', async () => {
    const opened = await session.open(PATH);
    const cell = opened.cell('cancelled-before-it-starts');
    await opened.page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const status = document.querySelector('verified-cell [data-part="status"]');
      if (status !== null)
        new MutationObserver(() => said.push(status.textContent ?? '')).observe(status, { childList: true });
    });
    await cell.setCode('import { print } from "awaitable/builtins";\nfor (let i = 0; i < 5000; i++) print(i);\n');
    await cell.run();
    const said = await opened.page.evaluate(() => (window as unknown as { said: string[] }).said);
    assert.match(said.at(-1) ?? '', /Finished with 5000 lines of output/);
    // At most one a second, however long the run takes here: by no means one for each line.
    assert.ok(said.length <= 50, `${said.length} announcements: ${said.join(' / ')}`);
    await opened.close();
  });

  it('gives what was copied', async () => {
    const context = await session.profile({ permissions: ['clipboard-read', 'clipboard-write'] });
    const opened = await session.open(PATH, { context });
    const cell = opened.cell('cancelled-before-it-starts');
    await cell.button('copy').click();
    await cell.element.locator('[data-action="copy"][data-done]').waitFor();
    const clipboard = (): Promise<string> => opened.page.evaluate(() => navigator.clipboard.readText());
    assert.match(await clipboard(), /^import \* as asyncio from "awaitable\/asyncio";/);
    await cell.element.locator('[data-part="tabs"] label', { hasText: 'Python' }).click();
    await cell.button('copy').click();
    await cell.waitFor('the twin', async () => (await clipboard()).startsWith('import asyncio\n'));
    await opened.close();
  });
});
