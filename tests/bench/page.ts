/**
 * What a reader waits for: the first output after a click, and what a page
 * loads before anything is clicked. Measured in Chromium on the built site.
 *
 * Most of that is esbuild's WebAssembly, which is slow on a slow machine. So each page of ours is followed by a page
 * that has nothing but esbuild, served as it lies in its package, in a profile of its own too; what is promised are
 * ratios to that.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../browser/find-browser.ts';
import { servedSite } from '../built-site.ts';
import { PATIENCE } from '../patience.ts';
import { type Bare, serveBare } from './bare.ts';
import type { Figure } from './figure.ts';
import { Yardstick } from './yardstick.ts';

const PATH = 'task-cancellation/gather/';
/** The second page of a visit, and a cell of it that stands by itself. */
const NEXT = 'task-cancellation/task/';
const NEXT_CELL = 'a-request';
/** Milliseconds for which a reader looks at a page before they press Run. */
const READ = 3_000;
const RUNS = 5;
const SETTLE = 1_500;
const EDITS = 2;
/** Milliseconds from a character to the keys that run it. */
const REST = 200;

const CELLS = ['cancelled-one-pass-later', 'cancelled-before-it-starts', 'who-has-seen-it'] as const;

/**
 * Milliseconds from a click on Run to the first line of output in the page, by the page's own clock; then waits for the
 * end. The click is the page's own, so the pointer has not been over the cell before.
 */
export async function clickToFirstLine(page: Page, id: string): Promise<number> {
  const ms = await page.evaluate(
    (id) =>
      new Promise<number>((resolve, reject) => {
        const cell = document.querySelector<HTMLElement>(`verified-cell[data-cell="${id}"]`);
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
        setTimeout(() => reject(new Error('no output within five minutes')), 300_000);
        run.click();
      }),
    id,
  );
  await page.locator(`verified-cell[data-cell="${id}"][data-state="captured"]`).waitFor();
  return ms;
}

/**
 * Milliseconds from Shift+Enter in the editor to the first line of output in the page, by the page's own clock, for a
 * program whose text has changed by a character `rest` milliseconds before: it is compiled anew. The program prints at
 * once.
 */
async function editToFirstLine(page: Page, id: string, rest: number): Promise<number> {
  await page.locator(`verified-cell[data-cell="${id}"] .cm-content`).focus();
  await page.keyboard.press('Control+End');
  await page.evaluate((id) => {
    const cell = document.querySelector<HTMLElement>(`verified-cell[data-cell="${id}"]`);
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
      setTimeout(() => reject(new Error('no output within five minutes')), 300_000);
    });
    Object.assign(window, { measured });
  }, id);
  await page.keyboard.press(' ');
  if (rest > 0) await page.waitForTimeout(rest);
  await page.keyboard.press('Shift+Enter');
  const ms = await page.evaluate(() => (window as unknown as { measured: Promise<number> }).measured);
  await page.locator(`verified-cell[data-cell="${id}"][data-state="captured"]`).waitFor();
  return ms;
}

/** The steps of the compiler's start, in milliseconds from the start of its worker to their ends (compile-worker.ts). */
const STEPS = ['fetched', 'expanded', 'compiled', 'initialised', 'done'] as const;

async function steps(page: Page): Promise<number[]> {
  const worker = page.workers().find((each) => each.url().includes('compile-worker'));
  if (worker === undefined) throw new Error('The page has no compiler');
  const marks = await worker.evaluate(() =>
    performance.getEntriesByType('mark').map(({ name, startTime }) => ({ name, startTime })),
  );
  return STEPS.map((step) => marks.find(({ name }) => name === `compiler: ${step}`)?.startTime ?? Number.NaN);
}

/** Runs in a worker, as ours does: fetches and initialises esbuild, and compiles two programs of the size of a cell. */
const BARE = `
import * as esbuild from './browser.min.js';
const line = (_, i) => 'export async function f' + i + '(n: number): Promise<void> { console.log(n as unknown); }';
const program = (lines) => Array.from({ length: lines }, line).join('\\n');
const transform = (text) => esbuild.transform(text, { loader: 'ts', sourcemap: 'external' });
await esbuild.initialize({ wasmModule: await WebAssembly.compileStreaming(fetch('./esbuild.wasm')), worker: false });
await transform(program(20));
onmessage = async () => {
  await transform(program(21));
  postMessage('second');
};
postMessage('first');
`;

async function serveEsbuild(): Promise<Bare> {
  const folder = createRequire(import.meta.url)
    .resolve('esbuild-wasm/package.json')
    .replace(/package\.json$/, '');
  return serveBare('esbuild', BARE, {
    '/browser.min.js': ['text/javascript', await readFile(`${folder}esm/browser.min.js`)],
    '/esbuild.wasm': ['application/wasm', await readFile(`${folder}esbuild.wasm`)],
  });
}

/** Milliseconds until the first program is compiled, from nothing, and for the second one. */
async function measureBare(page: Page, { url }: Bare): Promise<{ first: number; second: number }> {
  await page.goto(url);
  return page.evaluate(
    (settle) =>
      new Promise<{ first: number; second: number }>((resolve, reject) => {
        let began = performance.now();
        let first = 0;
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onerror = ({ message }) => reject(new Error(`esbuild alone failed: ${message}`));
        worker.onmessage = ({ data }) => {
          const ms = performance.now() - began;
          if (data === 'second') {
            resolve({ first, second: ms });
            return;
          }
          first = ms;
          setTimeout(() => {
            began = performance.now();
            worker.postMessage('second');
          }, settle);
        };
      }),
    SETTLE,
  );
}

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The middle of the ratios of values that were measured one after the other. */
export function ratio(what: string, values: readonly number[], bases: readonly number[], limit?: number): Figure {
  const value = middle(values.map((each, at) => each / (bases[at] ?? Number.NaN)));
  return { what, value, unit: '×', ...(limit === undefined ? {} : { limit }) };
}

export async function measure(): Promise<Figure[]> {
  const site = await servedSite();
  const browser = await launchBrowser();
  const bare = await serveEsbuild();
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
    const parts: number[][] = STEPS.map(() => []);
    const bareFirst: number[] = [];
    const bareSecond: number[] = [];
    const nextAtOnce: number[] = [];
    const nextRead: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      // A profile of its own: nothing is cached, neither files nor compiled WebAssembly.
      const context = await browser.newContext();
      context.setDefaultTimeout(PATIENCE);
      // Chosen on an earlier visit; choosing it in the page would fetch the compiler.
      await context.addInitScript(() => localStorage.setItem('verified:speed', 'instant'));
      const page = await open(context);
      cold.push(await clickToFirstLine(page, CELLS[0]));
      for (const [step, ms] of (await steps(page)).entries()) parts[step]?.push(ms);
      // The engine goes on optimising the compiler for a while after its first use; readers look at the output meanwhile.
      await page.waitForTimeout(SETTLE);
      warm.push(await clickToFirstLine(page, CELLS[1]));
      await page.waitForTimeout(SETTLE);
      again.push(await clickToFirstLine(page, CELLS[1]));
      await page.locator(`verified-cell[data-cell="${CELLS[2]}"] [data-action="run"]`).hover();
      await page.waitForTimeout(100);
      pointed.push(await clickToFirstLine(page, CELLS[2]));
      await page.locator(`verified-cell[data-cell="${CELLS[1]}"] [data-language="typescript"] > pre`).first().click();
      for (let edits = 0; edits < EDITS; edits++) {
        await page.waitForTimeout(SETTLE);
        edited.push(await editToFirstLine(page, CELLS[1], REST));
        await page.waitForTimeout(SETTLE);
        hurried.push(await editToFirstLine(page, CELLS[1], 0));
      }
      // The next pages of the visit: one where Run is pressed as soon as it is there, and one that is looked at before.
      for (const [read, times] of [
        [0, nextAtOnce],
        [READ, nextRead],
      ] as const) {
        await page.goto(site.url + NEXT);
        await page.locator('verified-cell[data-alive]').first().waitFor();
        await page.waitForTimeout(read);
        times.push(await clickToFirstLine(page, NEXT_CELL));
      }
      await context.close();
      const empty = await browser.newContext();
      const compared = await measureBare(await empty.newPage(), bare);
      bareFirst.push(compared.first);
      bareSecond.push(compared.second);
      await empty.close();
      yardstick.take();
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
      yardstick.figure('esbuild alone: fetched, initialised, first program compiled', middle(bareFirst)),
      ratio('first click to first line, to esbuild alone', cold, bareFirst, 1.3),
      ...STEPS.map((step, at) =>
        ratio(`… until the compiler is ${step}, to esbuild alone`, parts[at] ?? [], bareFirst),
      ),
      ratio('the next page of the visit, Run pressed at once, to the first page', nextAtOnce, cold),
      ratio(`the next page of the visit, ${READ / 1000} s later, to the first page`, nextRead, cold, 0.5),
      yardstick.figure('compiler loaded, pointed at 100 ms before the click', middle(pointed)),
      yardstick.figure('compiler loaded, run by a script, never pointed at', middle(warm), 10),
      yardstick.figure('esbuild alone: second program compiled', middle(bareSecond)),
      ratio('compiler loaded, run by a script, to a second program of esbuild alone', warm, bareSecond, 2),
      yardstick.figure('the same cell again, never pointed at', middle(again)),
      yardstick.figure(`a character typed, and Shift+Enter ${REST} ms later`, middle(edited), 5),
      yardstick.figure('a character typed, and Shift+Enter at once', middle(hurried), 5),
      { what: 'scripts before a cell is touched, compressed', value: scripts / 1000, unit: 'kB', limit: 60 },
    ];
  } finally {
    await browser.close();
    await site.close();
    bare.close();
  }
}
