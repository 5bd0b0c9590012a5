/** The service worker: the site without a network, and two builds one after the other. */

import assert from 'node:assert/strict';
import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe } from 'node:test';
import type { BrowserContext, Page, Worker } from 'playwright';
import { writeServiceWorker } from '../../src/notebook/astro/offline/offline.ts';
import { type Served, serve } from '../../src/notebook/command/serve.ts';
import { builtSite } from '../built-site.ts';
import { until, within } from '../patience.ts';
import { it, Session } from './cells.ts';

const PAGE = 'task-cancellation/gather';
const CELL = 'cancelled-before-it-starts';

describe('the service worker', () => {
  let all: Session;
  let folder: string;
  let base: string;
  let other: string;
  let site: Served;
  let context: BrowserContext;
  before(async () => {
    ({ folder, base } = await builtSite());
    all = await Session.start();
    other = mkdtempSync(join(tmpdir(), 'awaitable-build-'));
    await makeOtherBuild(folder, `${other}/`);
  });
  after(async () => {
    await all?.close();
    rmSync(other, { recursive: true });
  });
  afterEach(async () => {
    await context?.close();
    await site?.close();
  });

  const start = async (): Promise<Session> => {
    site = await serve(folder, { base });
    const session = new Session(site, all.browser);
    context = await session.profile();
    return session;
  };
  /** The same address, another build. */
  const deploy = async (what: string): Promise<void> => {
    await site.close();
    site = await serve(what, { base, port: Number(new URL(site.url).port) });
  };
  const buildOf = (page: Page): Promise<string> =>
    page.evaluate(() => document.querySelector('meta[name="test-build"]')?.getAttribute('content') ?? 'first');
  /** The pages that a service worker of the site sees. */
  const openPages = (): Promise<number> =>
    (context.serviceWorkers()[0] as Worker).evaluate(async () => {
      const { clients } = self as unknown as {
        clients: { matchAll(options: object): Promise<{ frameType: string }[]> };
      };
      const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
      return open.filter(({ frameType }) => frameType !== 'nested').length;
    });
  const controlled = (page: Page): Promise<unknown> =>
    page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  it('keeps pages, compiler, runtime, sandbox and search for when there is no network', async () => {
    const session = await start();
    const opened = await session.open(PAGE, { context });
    const { page } = opened;
    await controlled(page);
    await opened.cell(CELL).run();
    const recorded = await opened.cell(CELL).texts();
    await page.waitForFunction(async () => {
      for (const name of await caches.keys()) {
        const kept = await (await caches.open(name)).keys();
        if (kept.some(({ url }) => url.includes('/esbuild-'))) return true;
      }
      return false;
    });

    await context.setOffline(true);
    await site.close();
    await page.reload();
    await page.locator('[data-action="speed"]').first().selectOption('instant');
    await opened.cell(CELL).run();
    assert.deepEqual(await opened.cell(CELL).texts(), recorded);
    await opened.cell(CELL).openEditor();
    await page.locator('site-search > button:enabled').click();
    await page.locator('#search input').fill('shield');
    const found = page.locator('#search a').first();
    await found.waitFor();
    await found.click();
    await page.waitForURL((url) => !url.pathname.includes(PAGE));
    // A page that was not visited, asked for as people write addresses.
    await page.goto(`${site.url}executors/threads?x=1#top`);
    assert.equal(page.url(), `${site.url}executors/threads/?x=1#top`);
    assert.match(await page.title(), /Threads/);
    assert.deepEqual(opened.complaints, []);
  });

  it('gives a page what belongs to its build as long as it is open, then the new build, whole', async () => {
    const session = await start();
    const first = await session.open(PAGE, { context });
    await controlled(first.page);
    await first.cell(CELL).run();

    await deploy(other);
    await first.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    // What this page asks for while the other build waits, and a reload beside another page.
    await first.cell(CELL).run();
    await first.cell('who-has-seen-it').openEditor();
    const second = await context.newPage();
    await second.goto(`${site.url}executors/threads/`);
    // An empty page comes first, to find out whether it is the only one.
    await second.locator('verified-cell').first().waitFor();
    assert.equal(await buildOf(second), 'first');
    await first.page.reload();
    assert.equal(await buildOf(first.page), 'first');
    await first.cell(CELL).run();
    assert.deepEqual(first.complaints, []);

    await first.page.goto(`${site.url}task-cancellation/task/`);
    await second.close();
    const asked: string[] = [];
    context.on('response', (response) => {
      const path = new URL(response.url()).pathname.slice(base.length);
      // What the page before asked for does not count.
      if (path === `${PAGE}/`) asked.length = 0;
      asked.push(path);
    });
    // The browser may take a moment to forget a page that was closed; while it counts, the new build is not let in.
    await until('the closed page to be forgotten', async () => (await openPages()) === 1);
    // A reader stays on the link for a while: what the browser fetches ahead must not be the old build's page.
    const protocol = await context.newCDPSession(first.page);
    await protocol.send('Preload.enable');
    const link = first.page.locator(`#starlight__sidebar a[href$="/${PAGE}/"]`).first();
    const fetchedAhead = new Promise<string>((resolve) => {
      protocol.on('Preload.prefetchStatusUpdated', ({ status }) => {
        if (status === 'Ready' || status === 'Failure') resolve(status);
      });
    });
    await link.hover();
    assert.equal(await within('the browser to fetch a page ahead', fetchedAhead), 'Failure');
    await link.click();
    await first.page.locator('meta[name="test-build"]').waitFor({ state: 'attached' });
    await first.page.locator('verified-cell[data-alive]').first().waitFor();
    await first.page.locator('[data-action="speed"]').first().selectOption('instant');
    await first.cell(CELL).run();
    await first.page.locator('site-search > button:enabled').click();
    await first.page.locator('#search input').fill('shield');
    await first.page.locator('#search a').first().waitFor();
    assert.equal(await buildOf(first.page), 'second');
    assert.ok(asked.some((path) => path.startsWith('assets-b/')));
    assert.deepEqual(
      asked.filter((path) => /^(assets|run)\//.test(path)),
      [],
    );
    assert.equal(await first.page.evaluate(async () => (await caches.keys()).length), 1, 'the old build is forgotten');
    assert.deepEqual(first.complaints, []);
  });

  it('is not installed from a deployment half done, with a full disk, or where that is denied; readers see nothing of it', async () => {
    const half = mkdtempSync(join(tmpdir(), 'awaitable-half-'));
    try {
      cpSync(folder, half, { recursive: true });
      writeFileSync(join(half, 'claims/index.html'), readFileSync(join(other, 'claims/index.html')));
      for (const trouble of ['half', 'full', 'denied']) {
        const session = await start();
        if (trouble === 'half') await deploy(half);
        const page = await context.newPage();
        if (trouble === 'denied') {
          await context.addInitScript(() => {
            // Frames without origin have none.
            if (self !== top) return;
            navigator.serviceWorker.register = () => {
              Object.assign(window, { asked: true });
              return Promise.reject(new DOMException('denied', 'SecurityError'));
            };
          });
        }
        if (trouble === 'full') {
          const protocol = await context.newCDPSession(page);
          await protocol.send('Storage.overrideQuotaForOrigin', {
            origin: new URL(site.url).origin,
            quotaSize: 50_000,
          });
        }
        // Registers the service worker itself, so as to hear what became of it.
        await page.goto(`${site.url}claims/`);
        const fate = await page.evaluate(async (base) => {
          try {
            const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
            const worker = registration.installing;
            if (worker === null) return 'no worker';
            return await new Promise((done) => {
              worker.onstatechange = () => done(worker.state);
            });
          } catch (error) {
            return (error as Error).name;
          }
        }, base);
        assert.equal(fate, trouble === 'denied' ? 'SecurityError' : 'redundant', trouble);
        assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
        const opened = await session.open(PAGE, { context });
        if (trouble === 'denied') await opened.page.waitForFunction(() => 'asked' in window);
        await opened.cell(CELL).run();
        assert.equal(await opened.cell(CELL).problem(), null);
        assert.deepEqual(opened.complaints, []);
        await context.close();
        await site.close();
      }
    } finally {
      rmSync(half, { recursive: true });
    }
  });
});

/** A build in which every page says that it is another one, and no script, style or run file has the name that it had. */
async function makeOtherBuild(from: string, to: string): Promise<void> {
  cpSync(from, to, { recursive: true });
  for (const file of globSync('**/*.{html,js,css}', { cwd: to })) {
    const text = readFileSync(join(to, file), 'utf8');
    const changed = text
      .replaceAll(/(?<=[/"'`])(assets|run)\//g, '$1-b/')
      .replace('<meta charset="utf-8"', '<meta name="test-build" content="second"><meta charset="utf-8"');
    writeFileSync(join(to, file), changed);
  }
  for (const name of ['assets', 'run']) renameSync(join(to, name), join(to, `${name}-b`));
  await writeServiceWorker(to, 'awaitable');
}
