/** The search, which is fetched when a reader turns to it. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Page } from 'playwright';
import { it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';

describe('the search', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  /** A page of a first visit, whose files all come over the network. */
  async function open(): Promise<{ page: Page; close(): Promise<void> }> {
    const context = await session.profile({ serviceWorkers: 'block' });
    const page = await context.newPage();
    return { page, close: () => context.close() };
  }

  it('is not fetched before it is opened; closes by Escape, beside it and by a result, and opens by its keys', async () => {
    const { page, close } = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${session.site.url}${PATH}/`, { waitUntil: 'networkidle' });
    const ofTheSearch = (): string[] => asked.filter((url) => /pagefind|\/(?:search|ui-core)[.-]/.test(url));
    assert.deepEqual(ofTheSearch(), []);

    const opener = page.getByRole('button', { name: 'Search' });
    const dialog = page.getByRole('dialog', { name: 'Search' });
    const field = dialog.getByRole('textbox');
    await opener.and(page.locator(':enabled')).click();
    await field.and(page.locator(':focus')).waitFor();
    assert.ok(ofTheSearch().length > 2);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await opener.and(page.locator(':focus')).waitFor();

    await page.keyboard.press('Control+k');
    await field.and(page.locator(':focus')).waitFor();
    await page.mouse.click(4, 400);
    await dialog.waitFor({ state: 'hidden' });

    await page.keyboard.press('Control+k');
    await field.fill('the loop has had one turn');
    // A place of this page, which stays.
    await dialog.locator(`a[href*="${PATH}/#"]`).first().click();
    await dialog.waitFor({ state: 'hidden' });
    assert.match(page.url(), /gather\/#/);
    await close();
  });

  it('says so where it cannot be fetched, and works once it can', async () => {
    const { page, close } = await open();
    await page.goto(`${session.site.url}${PATH}/`, { waitUntil: 'networkidle' });
    await page.route(/\/assets\/search\.[^/]*\.js$/, (route) => route.abort());
    const dialog = page.getByRole('dialog', { name: 'Search' });
    await page.locator('site-search > button:enabled').click();
    await dialog.getByText('The search could not be fetched. Reload the page when you are online.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.unrouteAll();
    await page.keyboard.press('Control+k');
    await dialog.getByRole('textbox').and(page.locator(':focus')).waitFor();
    assert.equal(await dialog.getByText('could not be fetched').count(), 0);
    await close();
  });
});
