/** When the compiler is fetched before anybody has asked for a run: not for a reader who only looks in. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { BrowserContext, Page } from 'playwright';
import { it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const NEXT = 'task-cancellation/task/';
const COMPILER = /\/run\/esbuild/;

describe('the compiler', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const start = async (connection = {}): Promise<{ context: BrowserContext; asked: string[] }> => {
    const context = await session.profile({ serviceWorkers: 'block' });
    await context.addInitScript((connection) => {
      Object.defineProperty(navigator, 'connection', { value: connection });
    }, connection);
    const asked: string[] = [];
    context.on('request', (request) => {
      if (COMPILER.test(request.url())) asked.push(request.url());
    });
    return { context, asked };
  };

  /** Scrolls a cell into the middle of the window; resolves when the browser has told all that watch for that. */
  const scroll = (page: Page): Promise<void> =>
    page.evaluate(async () => {
      const cell = document.querySelector('verified-cell') as HTMLElement;
      const scrolled = new Promise((resolve) => addEventListener('scroll', resolve, { once: true }));
      cell.scrollIntoView({ block: 'center', behavior: 'instant' });
      await scrolled;
      await new Promise<void>((resolve) => {
        new IntersectionObserver(
          (entries, observer) => {
            if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
            observer.disconnect();
            resolve();
          },
          { rootMargin: '-30% 0px -30% 0px' },
        ).observe(cell);
      });
    });

  /** A page whose clock goes only when the test says so. */
  const open = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${session.site.url}${PATH}/`);
    await page.locator('verified-cell[data-alive]').first().waitFor();
    return page;
  };

  it('comes to a reader who stays at a cell, not to one who looks in or scrolls past', async () => {
    const { context, asked } = await start({ effectiveType: '4g' });
    const page = await open(context);
    await page.clock.runFor(60_000);
    assert.deepEqual(asked, [], 'nobody has moved');
    await scroll(page);
    await page.clock.runFor(1_000);
    assert.deepEqual(asked, [], 'the reader may be scrolling past');
    const request = page.waitForRequest(COMPILER);
    await page.clock.runFor(1_000);
    await request;
    assert.equal(asked.length, 1);
    await context.close();
  });

  for (const connection of [{ saveData: true, effectiveType: '4g' }, { effectiveType: '3g' }]) {
    it(`does not come by itself where ${JSON.stringify(connection)}`, async () => {
      const { context, asked } = await start(connection);
      const page = await open(context);
      await scroll(page);
      await page.clock.runFor(60_000);
      assert.deepEqual(asked, []);
      await context.close();
    });
  }

  it('is there on the next page, before anything is touched, for a reader who has run a cell', async () => {
    const { context, asked } = await start({ effectiveType: '3g' });
    const page = await session.open(PATH, { context });
    await page.cell('cancelled-before-it-starts').run();
    asked.length = 0;
    const request = page.page.waitForRequest(COMPILER);
    await page.page.goto(`${session.site.url}${NEXT}`);
    await request;
    await page.close();
  });
});
