/** Pages as they are read: one of each kind, and what they are without scripts. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright';
import { it, Session } from './cells.ts';
import { KINDS, readPages } from './reading.ts';

readPages(KINDS);

describe('pages', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  async function open<T>(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
    const context = await session.profile({ serviceWorkers: 'block', ...options });
    try {
      const page = await context.newPage();
      await page.goto(session.site.url + path, { waitUntil: 'networkidle' });
      return await use(page);
    } finally {
      await context.close();
    }
  }

  it('the start page makes its point without scrolling', async () => {
    const bottom =
      (selector: string) =>
      async (page: Page): Promise<number> => {
        const box = await page.locator(selector).first().boundingBox();
        return box === null ? Number.POSITIVE_INFINITY : box.y + box.height;
      };
    const large = await open('', { viewport: { width: 1440, height: 900 } }, bottom('verified-cell'));
    assert.ok(large <= 900, `the cell ends at ${large}`);
    const phone = await open('', { viewport: { width: 360, height: 740 } }, bottom('[data-action="run"]'));
    assert.ok(phone <= 740, `Run ends at ${phone}`);
  });

  it('without scripts the theme is the one that the reader prefers, and no control shows', async () => {
    const path = 'task-cancellation/gather/';
    for (const [colorScheme, expected] of [
      ['light', 'rgb(252, 251, 249)'],
      ['dark', 'rgb(20, 24, 27)'],
    ] as const) {
      await open(path, { colorScheme, javaScriptEnabled: false }, async (page) => {
        const background = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
        assert.equal(background, expected);
        assert.equal(await page.locator('[data-action="run"]').first().isVisible(), false);
      });
    }
  });

  it('without scripts the Python twin can be shown, and pointing at an expectation marks its lines', async () => {
    const path = 'task-cancellation/gather/';
    await open(path, { javaScriptEnabled: false }, async (page) => {
      const cell = page.locator('verified-cell').first();
      const python = cell.locator('[data-part="source"][data-language="python"]');
      assert.equal(await python.isVisible(), false);
      await cell.getByText('Python', { exact: true }).click();
      assert.equal(await python.isVisible(), true);

      const proven = cell.locator('[data-part="expectations"] > :not([data-lines="0"])').first();
      const index = await proven.getAttribute('data-expectation');
      const line = cell.locator(`[data-line][data-proves~="${index}"]`).first();
      const edge = (): Promise<string> => line.evaluate((item) => getComputedStyle(item).borderLeftColor);
      assert.equal(await edge(), 'rgba(0, 0, 0, 0)');
      await proven.focus();
      assert.notEqual(await edge(), 'rgba(0, 0, 0, 0)');
    });
  });
});
