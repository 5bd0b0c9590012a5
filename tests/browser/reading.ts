/** What holds for every page as it is read, before any cell is touched: nothing moves, nothing comes from elsewhere, anyone can use it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Locator, Page } from 'playwright';
import { it, Session } from './cells.ts';

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url));
/** Every page of the content, as in its address. */
export const pages: readonly string[] = globSync('**/*.mdx', { cwd: CONTENT })
  .sort()
  .map((file) =>
    file
      .replaceAll('\\', '/')
      .replace(/\.mdx$/, '/')
      .replace(/^index\/$/, ''),
  );
/** One page of each kind: what differs between pages of a kind is their text. The others are read in tests/edges. */
export const KINDS: readonly string[] = [
  '',
  'claims/',
  'errors/groups/',
  'executors/threads/',
  'glossary/',
  'how-to/wait-for-many/',
  'playground/',
  'reference/asyncio/',
  'start/event-loop/',
  'task-cancellation/gather/',
  'versions/',
];
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** 800 is where the sidebar comes to stand beside the text. */
const WIDTHS = [320, 360, 768, 800, 1440];

/** How wide the page has become, and what begins or ends outside of the window without being in something that scrolls. */
export function tooWide(page: Page): Promise<{ page: number; outside: string[] }> {
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

/** What axe objects to on a page as it is now. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Not as a script element: the page has a policy.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`);
  });
}

/** The colours in which words of the code are shown. */
export function colours(code: Locator): Promise<Record<string, string>> {
  return code.evaluate((root) => {
    const found: Record<string, string> = {};
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest('details') !== null) continue;
      for (const word of node.textContent?.match(/[\w"/]+|[^\s\w]/g) ?? [])
        found[word] ??= getComputedStyle(parent).color;
    }
    return found;
  });
}

/** Reads these pages, each once. */
export function readPages(paths: readonly string[]): void {
  describe('reading a page', () => {
    let session: Session;
    /** Pages are as they come from the server, one after the other; the service worker is looked at in offline.test.ts. */
    let reader: BrowserContext;
    before(async () => {
      session = await Session.start();
      reader = await session.profile({ serviceWorkers: 'block' });
    });
    after(() => session.close());

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
          assert.equal(await page.locator('verified-cell:not([data-alive])').count(), 0, 'a cell did not come alive');
          // Starlight's header may still fill up while the page arrives: some ten-thousandths.
          assert.ok(shift < 0.002, `the layout shifts by ${shift}`);
          assert.deepEqual(
            requests.filter(
              (url) => !url.startsWith(session.site.url) || url.includes('/run/') || url.includes('.wasm'),
            ),
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
            assert.deepEqual(await axeViolations(page), []);
          });
        }
      });
    }
  });
}
