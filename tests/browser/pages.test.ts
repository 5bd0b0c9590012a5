/** Pages as they are read, before any cell is touched: nothing moves, nothing comes from elsewhere, anyone can use them. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { it, Session } from './cells.ts';

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url));
const paths = globSync('**/*.mdx', { cwd: CONTENT })
  .sort()
  .map((file) =>
    file
      .replaceAll('\\', '/')
      .replace(/\.mdx$/, '/')
      .replace(/^index\/$/, ''),
  );
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** 800 is where the sidebar comes to stand beside the text. */
const WIDTHS = [320, 360, 768, 800, 1440];

/** How wide the page has become, and what begins or ends outside of the window without being in something that scrolls. */
function tooWide(page: Page): Promise<{ page: number; outside: string[] }> {
  return page.evaluate(() => ({
    page: Math.max(innerWidth, document.documentElement.scrollWidth),
    outside: [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1);
      })
      .filter((element) => {
        let around: Element | null = element.parentElement;
        while (around !== null && getComputedStyle(around).overflowX === 'visible') around = around.parentElement;
        return around === null;
      })
      .map(({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent?.slice(0, 60)}`),
  }));
}

describe('reading a page', () => {
  let session: Session;
  /** Pages are as they come from the server, one after the other; the service worker is looked at in offline.test.ts. */
  let reader: BrowserContext;
  before(async () => {
    session = await Session.start();
    reader = await session.profile({ serviceWorkers: 'block' });
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

  for (const path of paths) {
    describe(path || 'the start page', () => {
      // One visit: what a page asks for and how it moves is looked at first.
      let page: Page;
      const requests: string[] = [];
      before(async () => {
        page = await reader.newPage();
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(session.site.url + path, { waitUntil: 'networkidle' });
      });
      after(async () => {
        await page?.close();
      });

      it('asks only its own site, for no wasm, and moves nothing when its cells come alive', async () => {
        const shift = await page.evaluate(
          () =>
            new Promise<number>((done) => {
              let sum = 0;
              type Shift = PerformanceEntry & { readonly value: number };
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += (entry as Shift).value;
              }).observe({ type: 'layout-shift', buffered: true });
              // A frame's moves are told once it has been drawn.
              requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
            }),
        );
        assert.equal(await page.locator('awaitable-cell:not([data-alive])').count(), 0, 'a cell did not come alive');
        // Starlight's header may still fill up while the page arrives: some ten-thousandths.
        assert.ok(shift < 0.002, `the layout shifts by ${shift}`);
        assert.deepEqual(
          requests.filter((url) => !url.startsWith(session.site.url) || url.includes('/run/') || url.includes('.wasm')),
          [],
        );
      });

      it('fits phones, tablets, desks, and the window in which the sidebar leaves least room', async () => {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          assert.deepEqual(await tooWide(page), { page: width, outside: [] }, `at ${width} pixels`);
        }
      });

      for (const colorScheme of ['light', 'dark'] as const) {
        it(`has nothing that axe objects to, ${colorScheme}`, async () => {
          await page.setViewportSize({ width: 1280, height: 720 });
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
          // Not as a script element: the page has a policy.
          await page.evaluate(axe);
          const violations = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
            // Starlight's search button shows its shortcut, too.
            const { violations } = await axe.run(
              { exclude: ['button[data-open-modal]'] },
              { resultTypes: ['violations'] },
            );
            return violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`,
            );
          });
          assert.deepEqual(violations, []);
        });
      }
    });
  }

  it('the start page makes its point without scrolling', async () => {
    const bottom =
      (selector: string) =>
      async (page: Page): Promise<number> => {
        const box = await page.locator(selector).first().boundingBox();
        return box === null ? Number.POSITIVE_INFINITY : box.y + box.height;
      };
    const large = await open('', { viewport: { width: 1440, height: 900 } }, bottom('awaitable-cell'));
    assert.ok(large <= 900, `the cell ends at ${large}`);
    const phone = await open('', { viewport: { width: 360, height: 740 } }, bottom('[data-action="run"]'));
    assert.ok(phone <= 740, `Run ends at ${phone}`);
  });

  it('without scripts the theme is the one that the reader prefers, and no control shows', async () => {
    const path = paths.find((each) => each.includes('gather')) ?? '';
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
    const path = paths.find((each) => each.includes('gather')) ?? '';
    await open(path, { javaScriptEnabled: false }, async (page) => {
      const cell = page.locator('awaitable-cell').first();
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
