/** CPython without a network: after one run it is kept with the rest of the site. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type Served, serve } from '../../src/notebook/command/serve.ts';
import { builtSite } from '../built-site.ts';
import { it, Session } from './cells.ts';

const PAGE = 'task-cancellation/gather';
const CELL = 'cancelled-before-it-starts';

describe('CPython in the page', () => {
  let all: Session;
  let site: Served;
  before(async () => {
    const { folder, base } = await builtSite();
    all = await Session.start();
    site = await serve(folder, { base });
  });
  after(async () => {
    await all?.close();
    await site?.close();
  });

  it('runs again without a network', async () => {
    const session = new Session(site, all.browser);
    const context = await session.profile();
    const opened = await session.open(PAGE, { context });
    const { page } = opened;
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const kept = (): Promise<string[]> =>
      page.evaluate(async () => {
        const found: string[] = [];
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
        return found.filter((path) => path.includes('/run/python-'));
      });
    assert.deepEqual(await kept(), [], 'nothing of it is kept for those who do not run it');
    const cell = opened.cell(CELL);
    await cell.turnTo('python');
    await cell.run();
    const texts = await cell.texts();
    assert.match(await cell.provenance(), /^Captured now, by CPython/);
    await cell.waitFor('both files to be kept', async () => (await kept()).length === 2);

    await context.setOffline(true);
    await site.close();
    await page.reload();
    await page.locator('[data-action="speed"]').first().selectOption('instant');
    await cell.turnTo('python');
    await cell.run();
    assert.match(await cell.provenance(), /^Captured now, by CPython/);
    assert.deepEqual(await cell.texts(), texts);
    assert.deepEqual(opened.complaints, []);
  });
});
