/**
 * What a reader waits for: the first output after a click, and what a page
 * loads before anything is clicked. Measured in Chromium on the built site.
 */
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../browser/find-browser.ts';
import { servedSite } from '../built-site.ts';
import type { Figure } from './figure.ts';
import { Yardstick } from './yardstick.ts';

const PATH = 'task-cancellation/gather/';
const RUNS = 7;
const SETTLE = 1_500;
const EDITS = 2;
/** Milliseconds from a character to the keys that run it. */
const REST = 200;

const CELLS = ['cancelled-one-pass-later', 'cancelled-before-it-starts', 'who-has-seen-it'] as const;

/**
 * Milliseconds from a click on Run to the first line of output in the page, by the page's own clock; then waits for the
 * end. The click is the page's own, so the pointer has not been over the cell before.
 */
async function clickToFirstLine(page: Page, id: string): Promise<number> {
  const ms = await page.evaluate(
    (id) =>
      new Promise<number>((resolve, reject) => {
        const cell = document.querySelector<HTMLElement>(`awaitable-cell[data-cell="${id}"]`);
        const output = cell?.querySelector('[data-part="output"]');
        const run = cell?.querySelector<HTMLElement>('[data-action="run"]');
        if (!cell || !output || !run) {
          reject(new Error('no such cell'));
          return;
        }
        const clicked = performance.now();
        let emptied = false;
        const observer = new MutationObserver(() => {
          // The output of the run before goes first.
          if (cell.dataset['state'] === 'running') emptied = true;
          if (!emptied || output.childElementCount === 0) return;
          observer.disconnect();
          resolve(performance.now() - clicked);
        });
        observer.observe(cell, { attributes: true, attributeFilter: ['data-state'] });
        observer.observe(output, { childList: true });
        setTimeout(() => reject(new Error('no output within 30 s')), 30_000);
        run.click();
      }),
    id,
  );
  await page.locator(`awaitable-cell[data-cell="${id}"][data-state="captured"]`).waitFor();
  return ms;
}

/**
 * Milliseconds from Shift+Enter in the editor to the first line of output in the page, by the page's own clock, for a
 * program whose text has changed by a character `rest` milliseconds before: it is compiled anew. The program prints at
 * once.
 */
async function editToFirstLine(page: Page, id: string, rest: number): Promise<number> {
  await page.locator(`awaitable-cell[data-cell="${id}"] .cm-content`).focus();
  await page.keyboard.press('Control+End');
  await page.evaluate((id) => {
    const cell = document.querySelector<HTMLElement>(`awaitable-cell[data-cell="${id}"]`);
    const output = cell?.querySelector('[data-part="output"]');
    if (!cell || !output) throw new Error('no such cell');
    const measured = new Promise<number>((resolve, reject) => {
      let pressed = 0;
      let emptied = false;
      const observer = new MutationObserver(() => {
        if (cell.dataset['state'] === 'running') emptied = true;
        if (!emptied || output.childElementCount === 0) return;
        observer.disconnect();
        resolve(performance.now() - pressed);
      });
      cell.addEventListener(
        'keydown',
        ({ key, timeStamp }) => {
          if (key !== 'Enter') return;
          pressed = timeStamp;
          observer.observe(cell, { attributes: true, attributeFilter: ['data-state'] });
          observer.observe(output, { childList: true });
        },
        { capture: true },
      );
      setTimeout(() => reject(new Error('no output within 30 s')), 30_000);
    });
    Object.assign(window, { measured });
  }, id);
  await page.keyboard.press(' ');
  if (rest > 0) await page.waitForTimeout(rest);
  await page.keyboard.press('Shift+Enter');
  const ms = await page.evaluate(() => (window as unknown as { measured: Promise<number> }).measured);
  await page.locator(`awaitable-cell[data-cell="${id}"][data-state="captured"]`).waitFor();
  return ms;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export async function measure(): Promise<Figure[]> {
  const site = await servedSite();
  const browser = await launchBrowser();
  try {
    const open = async (context: BrowserContext): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(site.url + PATH, { waitUntil: 'networkidle' });
      return page;
    };

    const cold: number[] = [];
    const warm: number[] = [];
    const again: number[] = [];
    const pointed: number[] = [];
    const edited: number[] = [];
    const hurried: number[] = [];
    const yardstick = new Yardstick();
    for (let i = 0; i < RUNS; i++) {
      // A profile of its own: nothing is cached, neither files nor compiled WebAssembly.
      const context = await browser.newContext();
      // Chosen on an earlier visit; choosing it in the page would fetch the compiler.
      await context.addInitScript(() => localStorage.setItem('awaitable:speed', 'instant'));
      const page = await open(context);
      cold.push(await clickToFirstLine(page, CELLS[0]));
      // The engine goes on optimising the compiler for a while after its first use; readers look at the output meanwhile.
      await page.waitForTimeout(SETTLE);
      warm.push(await clickToFirstLine(page, CELLS[1]));
      await page.waitForTimeout(SETTLE);
      again.push(await clickToFirstLine(page, CELLS[1]));
      await page.locator(`awaitable-cell[data-cell="${CELLS[2]}"] [data-action="run"]`).hover();
      await page.waitForTimeout(100);
      pointed.push(await clickToFirstLine(page, CELLS[2]));
      await page.locator(`awaitable-cell[data-cell="${CELLS[1]}"] [data-language="typescript"] > pre`).first().click();
      for (let edits = 0; edits < EDITS; edits++) {
        await page.waitForTimeout(SETTLE);
        edited.push(await editToFirstLine(page, CELLS[1], REST));
        await page.waitForTimeout(SETTLE);
        hurried.push(await editToFirstLine(page, CELLS[1], 0));
      }
      yardstick.take();
      await context.close();
    }

    // Scripts that a page loads by itself, each compressed as servers do it.
    const context = await browser.newContext();
    let scripts = 0;
    const sizes: Promise<void>[] = [];
    context.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return;
      sizes.push(
        response.body().then((body) => {
          scripts += gzipSync(body).length;
        }),
      );
    });
    const page = await open(context);
    await Promise.all(sizes);
    const inline = await page.evaluate(() =>
      [...document.scripts].filter(({ src, type }) => src === '' && !type.includes('json')).map(({ text }) => text),
    );
    for (const text of inline) scripts += gzipSync(text).length;
    await context.close();

    return [
      yardstick.own,
      // The limits are 1.5 s, 100 ms and 50 ms on the machine where the yardstick takes ten milliseconds.
      yardstick.figure('first click to first line, nothing prefetched', middle(cold), 150),
      yardstick.figure('compiler loaded, pointed at 100 ms before the click', middle(pointed)),
      yardstick.figure('compiler loaded, run by a script, never pointed at', middle(warm), 10),
      yardstick.figure('the same cell again, never pointed at', middle(again)),
      yardstick.figure(`a character typed, and Shift+Enter ${REST} ms later`, middle(edited), 5),
      yardstick.figure('a character typed, and Shift+Enter at once', middle(hurried), 5),
      { what: 'scripts before a cell is touched, compressed', value: scripts / 1000, unit: 'kB', limit: 60 },
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}
