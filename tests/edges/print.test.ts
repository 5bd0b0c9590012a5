/** A page on paper: all that was written and printed, and nothing to press. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Page } from 'playwright';
import { it, Session } from '../browser/cells.ts';

describe('printing', () => {
  let session: Session;
  let page: Page;
  before(async () => {
    session = await Session.start();
    const context = await session.profile({ viewport: { width: 720, height: 900 }, colorScheme: 'dark' });
    page = await context.newPage();
    await page.goto(`${session.site.url}task-cancellation/gather/`);
    await page.locator('verified-cell[data-alive]').first().waitFor();
    await page.emulateMedia({ media: 'print' });
  });
  after(() => session.close());

  it('shows code, output and verdicts of every cell, whole', async () => {
    const cells = await page.locator('verified-cell').all();
    assert.ok(cells.length >= 5);
    for (const cell of cells) {
      for (const part of ['source"][data-language="typescript', 'output', 'expectations', 'mark', 'proof']) {
        assert.equal(await cell.locator(`[data-part="${part}"]`).first().isVisible(), true, part);
      }
      const cut = await cell
        .locator('[data-language="typescript"] > pre, [data-part="output"]')
        .evaluateAll((blocks) =>
          blocks
            .filter((block) => block.scrollWidth > block.clientWidth + 1 || block.scrollHeight > block.clientHeight + 1)
            .map((block) => block.textContent),
        );
      assert.deepEqual(cut, [], 'what does not fit is cut off');
    }
  });

  it('shows nothing that only a screen can use', async () => {
    for (const useless of [
      '[data-part="controls"]',
      '[data-part="tabs"]',
      'nav.sidebar',
      '.right-sidebar',
      'site-search',
    ]) {
      for (const found of await page.locator(useless).all()) {
        assert.equal(await found.isVisible(), false, useless);
      }
    }
  });

  it('is ink on white paper, in the dark theme too', async () => {
    const [paper, ink] = await page
      .locator('verified-cell [data-part="text"]')
      .first()
      .evaluate((text) => {
        const luminance = (color: string): number => {
          const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
          return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
        };
        return [getComputedStyle(document.body).backgroundColor, getComputedStyle(text).color].map(luminance);
      });
    assert.ok((paper ?? 0) > 0.999, `paper of luminance ${paper}`);
    assert.ok((ink ?? 1) < 0.3, `ink of luminance ${ink}`);
  });
});
