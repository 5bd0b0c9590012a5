/**
 * What a reader waits for with Python: the first line of output after the first click of a visit, and after Stop. Measured
 * in Chromium on the built site, each beside a page that has nothing but the same CPython, started with Pyodide's own
 * loader from the same files, in the same browser in the same run; what is promised are ratios to that.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { unpack } from '../../src/notebook/languages/python/pack.ts';
import { CellHandle } from '../browser/cells.ts';
import { launchBrowser } from '../browser/find-browser.ts';
import { builtSite, servedSite } from '../built-site.ts';
import { PATIENCE } from '../patience.ts';
import { type Bare, serveBare } from './bare.ts';
import type { Figure } from './figure.ts';
import { clickToFirstLine, middle, ratio } from './page.ts';
import { Yardstick } from './yardstick.ts';

const PATH = 'task-cancellation/gather/';
const CELL = 'cancelled-one-pass-later';
const RUNS = 3;
/** Milliseconds for which engines go on with what a first use has begun. */
const SETTLE = 1_500;
const ENDLESS = 'print("before")\nwhile True:\n    pass\n';
const FILES = [
  ['pyodide.mjs', 'text/javascript'],
  ['pyodide.asm.mjs', 'text/javascript'],
  ['pyodide.asm.wasm', 'application/wasm'],
  ['python_stdlib.zip', 'application/zip'],
] as const;

/** Runs in a worker, as ours does. */
const WORKER = `
import { loadPyodide } from './pyodide.mjs';
const python = await loadPyodide({
  indexURL: new URL('./', location.href).href,
  lockFileContents: {
    info: { arch: 'wasm32', platform: 'emscripten', version: '0', python: '3.14.0', abi_version: '2026_0' },
    packages: {},
  },
  env: { PYTHONHASHSEED: '0' },
  stdout: (text) => postMessage(text),
});
python.runPython('import asyncio; print("hello")');
`;

function packFile(folder: string): string {
  const [file] = globSync('run/python-*.gz.bin', { cwd: folder });
  if (file === undefined) throw new Error('The built site has no CPython');
  return join(folder, file);
}

async function serveCPython(compressed: Buffer): Promise<Bare> {
  const file = await unpack(new Blob([new Uint8Array(gunzipSync(compressed))]));
  const files = FILES.map(
    async ([name, type]) => [`/${name}`, [type, Buffer.from(await file(name).arrayBuffer())]] as const,
  );
  return serveBare('CPython', WORKER, Object.fromEntries(await Promise.all(files)));
}

/** Milliseconds until a worker has printed its first line: from nothing, and once more with the files in the browser's cache. */
async function measureBare(page: Page, { url }: Bare): Promise<{ first: number; second: number }> {
  await page.goto(url);
  const boot = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const began = performance.now();
          const worker = new Worker('/worker.js', { type: 'module' });
          worker.onerror = ({ message }) => reject(new Error(`CPython alone failed: ${message}`));
          worker.onmessage = () => {
            resolve(performance.now() - began);
            worker.terminate();
          };
        }),
    );
  const first = await boot();
  await page.waitForTimeout(SETTLE);
  return { first, second: await boot() };
}

export async function measure(): Promise<Figure[]> {
  const { folder } = await builtSite();
  const compressed = readFileSync(packFile(folder));
  const site = await servedSite();
  const browser = await launchBrowser();
  const bare = await serveCPython(compressed);
  try {
    const yardstick = new Yardstick();
    const cold: number[] = [];
    const afterStop: number[] = [];
    const again: number[] = [];
    const bareFirst: number[] = [];
    const bareSecond: number[] = [];
    const fresh = async (): Promise<BrowserContext> => {
      // A profile of its own: nothing is cached, neither files nor compiled WebAssembly.
      const context = await browser.newContext();
      context.setDefaultTimeout(PATIENCE);
      await context.addInitScript(() => {
        if (self !== top) return;
        localStorage.setItem('verified:speed', 'instant');
        localStorage.setItem('verified:language', 'python');
      });
      return context;
    };
    for (let i = 0; i < RUNS; i++) {
      const context = await fresh();
      const page = await context.newPage();
      await page.goto(site.url + PATH, { waitUntil: 'networkidle' });
      cold.push(await clickToFirstLine(page, CELL));
      await page.waitForTimeout(SETTLE);
      again.push(await clickToFirstLine(page, CELL));
      const cell = new CellHandle(page, CELL);
      await cell.setCode(ENDLESS);
      await cell.start();
      await cell.printed('before');
      await cell.stop();
      await cell.ended();
      await cell.reset();
      // At once: nothing of the next CPython is there yet.
      afterStop.push(await clickToFirstLine(page, CELL));
      await context.close();
      const empty = await browser.newContext();
      const compared = await measureBare(await empty.newPage(), bare);
      bareFirst.push(compared.first);
      bareSecond.push(compared.second);
      await empty.close();
      yardstick.take();
    }
    return [
      yardstick.own,
      yardstick.figure('first click to first line of Python, nothing prefetched', middle(cold)),
      yardstick.figure('CPython alone: fetched, started, first line', middle(bareFirst)),
      ratio('first click to first line of Python, to CPython alone', cold, bareFirst, 3),
      yardstick.figure('Run right after Stop, to first line of Python', middle(afterStop)),
      yardstick.figure('CPython alone, once more in the same page', middle(bareSecond)),
      ratio('Run right after Stop, to CPython alone once more', afterStop, bareSecond, 1.5),
      yardstick.figure('the same cell again, looked at for a moment', middle(again)),
      { what: 'CPython to download, compressed with gzip', value: compressed.length / 1e6, unit: 'MB', limit: 5.5 },
    ];
  } finally {
    await browser.close();
    await site.close();
    bare.close();
  }
}
