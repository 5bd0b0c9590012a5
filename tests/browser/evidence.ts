/** What is left of a test that failed in a browser: words in its message, a screenshot and a trace under `.cache/failed/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { it as declare } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, '.cache/failed');
/** TRACE=1 keeps pictures and the whole page at each step, too, which costs several times what the tests do. */
const WHOLE = process.env['TRACE'] !== undefined;
/** Milliseconds that a page has to say what it shows: one that hangs says nothing. */
const MOMENT = 10_000;

const browsers = new Set<Browser>();

/** A failing test is to tell of this browser's pages. */
export function watch(browser: Browser): void {
  browsers.add(browser);
  browser.once('disconnected', () => browsers.delete(browser));
}

/** Begins to record what happens in a context, for a test that may fail. */
export async function record(context: BrowserContext): Promise<void> {
  await context.tracing.start({ snapshots: WHOLE, screenshots: WHOLE });
}

/** Declares a test of `node:test` that leaves evidence if it fails. */
export function it(name: string, test: () => void | Promise<void>): void {
  declare(name, async ({ fullName }) => {
    try {
      await test();
    } catch (error) {
      throw await withEvidence(error, fullName);
    }
  });
}

async function withEvidence(error: unknown, test: string): Promise<unknown> {
  const told: string[] = [];
  for (const browser of browsers) {
    for (const context of browser.contexts()) {
      for (const page of context.pages())
        told.push(await Promise.race([shown(page, test), delay(MOMENT, tooLate(page))]));
      const trace = file(test, 'zip');
      const kept = context.tracing.stopChunk({ path: trace }).then(
        () => context.tracing.startChunk().then(() => `trace: npx playwright show-trace ${relative(ROOT, trace)}`),
        () => '',
      );
      told.push(await Promise.race([kept, delay(MOMENT, '')]));
    }
  }
  if (error instanceof Error) {
    error.stack = [error.stack, '', ...told.filter((text) => text !== '')].join('\n');
    writeFileSync(file(test, 'txt'), error.stack);
  }
  return error;
}

const tooLate = (page: Page): string => `the page ${page.url()} does not answer`;

let files = 0;
function file(test: string, type: string): string {
  mkdirSync(FOLDER, { recursive: true });
  const name = test.replaceAll(/[^\w]+/g, '-').slice(0, 80);
  return join(FOLDER, `${name}-${process.pid}-${++files}.${type}`);
}

/** In words, and as a picture. */
async function shown(page: Page, test: string): Promise<string> {
  try {
    const words = await page.evaluate(() => {
      const cells = [...document.querySelectorAll<HTMLElement>('verified-cell')];
      const text = (within: Element, selector: string): string =>
        (within.querySelector(selector)?.textContent ?? '').trim();
      const touched = cells.filter(
        ({ dataset: { state = '', edited } }) => edited !== undefined || !['recorded', 'stale'].includes(state),
      );
      const told = touched.map((cell) => {
        const lines = [...cell.querySelectorAll('[data-part="output"] > [data-line] [data-part="text"]')];
        return [
          `  cell ${cell.dataset['cell']}: ${cell.dataset['state']}`,
          ...['provenance', 'problem', 'ending', 'status'].map((part) => text(cell, `[data-part="${part}"]`)),
          ...[...cell.querySelectorAll('[data-notice]')].map((notice) => text(notice, 'p')),
          `${lines.length} lines of output${lines.length === 0 ? '' : ':'}`,
          ...lines.slice(-6).map((line) => `| ${line.textContent}`),
        ]
          .filter((part) => part !== '')
          .join('\n    ');
      });
      const frames = document.querySelectorAll('iframe').length;
      return [`${cells.length} cells, ${frames} frames, focus on ${document.activeElement?.tagName}`, ...told].join(
        '\n',
      );
    });
    const picture = file(test, 'png');
    await page.screenshot({ path: picture, timeout: MOMENT });
    return `The page ${page.url()} showed: ${words}\nscreenshot: ${relative(ROOT, picture)}`;
  } catch (error) {
    return `the page ${page.url()} does not show itself: ${(error as Error).message.split('\n')[0]}`;
  }
}
