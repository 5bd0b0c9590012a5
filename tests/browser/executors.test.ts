/** Executors in the browser: pools of nested workers inside the sandbox. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SandboxPage } from './sandbox-page.ts';

const HEAD = `
import * as asyncio from 'awaitable/asyncio';
import { print, repr } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';
import * as os from 'awaitable/os';
import * as threading from 'awaitable/threading';
`;
const TAIL = `
if (import.meta.main) await asyncio.run(main());
`;

describe('executors in the browser', { timeout: 240_000 }, () => {
  let page: SandboxPage;
  before(async () => {
    page = await SandboxPage.open();
  });
  after(() => page.close());

  const lines = async (body: string, clock: 'virtual' | 'real' = 'virtual'): Promise<string[]> => {
    const transcript = await page.run(HEAD + body + TAIL, clock);
    return transcript.lines.map(({ worker, text }) => (worker === undefined ? text : `[${worker}] ${text}`));
  };

  test('threads and processes execute functions by name; their output is labelled', async () => {
    const printed = await lines(`
function square(n: number): number {
  print('squaring', n);
  return n * n;
}
function fail(): void { throw new RangeError('no'); }
function who() { return [os.getpid() === 1, threading.currentThread().name]; }
async function main() {
  const loop = asyncio.getRunningLoop();
  const threads = new futures.ThreadPoolExecutor(2);
  print(await loop.runInExecutor(threads, square, 3));
  print(await loop.runInExecutor(threads, who));
  const processes = new futures.ProcessPoolExecutor(2);
  print(await processes.submit(square, 4).result());
  print(await processes.submit(who).result());
  try { await processes.submit(fail).result(); } catch (error) { print(repr(error), error.cause.message.includes('in fail')); }
  await threads.shutdown();
  await processes.shutdown();
}`);
    assert.deepEqual(printed, [
      '[ThreadPoolExecutor-0_0] squaring 3',
      '9',
      "[True, 'ThreadPoolExecutor-0_0']",
      '[Process-1] squaring 4',
      '16',
      "[False, 'MainThread']",
      "RangeError('no') True",
    ]);
  });

  test('a worker that ends itself breaks its pool', async () => {
    const printed = await lines(`
function leave(): void { os._exit(3); }
function wait(): Promise<void> { return new Promise(() => {}); }
async function main() {
  const pool = new futures.ProcessPoolExecutor(2);
  const waiting = pool.submit(wait);
  const leaving = pool.submit(leave);
  print(repr(await leaving.exception()));
  print((await waiting.exception()).constructor.name);
  try { pool.submit(wait); } catch (error) { print(repr(error)); }
  await pool.shutdown();
}`);
    assert.deepEqual(printed, [
      "BrokenProcessPool('A process in the process pool was terminated abruptly while the future was running or pending.')",
      'BrokenProcessPool',
      "BrokenProcessPool('A child process terminated abruptly, the process pool is not usable anymore')",
    ]);
  });

  test('a buffer that is transferred is moved both ways', async () => {
    const printed = await lines(`
function fill(array: Uint8Array): Uint8Array { array.fill(7); return futures.transfer(array); }
async function main() {
  const pool = new futures.ThreadPoolExecutor(1);
  const array = new Uint8Array(10_000_000);
  const filled = await pool.submit(fill, futures.transfer(array)).result();
  print(array.length, filled.length, filled[9_999_999]);
  await pool.shutdown();
}`);
    assert.deepEqual(printed, ['0 10000000 7']);
  });

  test('Stop leaves no worker behind, and neither do 200 pools', async () => {
    const idle = await page.workers();
    const printed = await lines(`
function nothing(): void {}
async function main() {
  for (let i = 0; i < 200; i++) {
    const pool = new futures.ThreadPoolExecutor(1);
    await pool.submit(nothing).result();
    await pool.shutdown();
  }
  print('done');
}`);
    assert.deepEqual(printed, ['done']);
    const running = page.run(`${HEAD}
function spin(): void { for (;;); }
async function main() {
  const pool = new futures.ProcessPoolExecutor(2);
  pool.submit(spin);
  pool.submit(spin);
  print('started');
  await asyncio.sleep(1000);
}${TAIL}`);
    await page.page.waitForFunction("globalThis.printed?.().includes('started')");
    await delay(500);
    assert.ok((await page.workers()) > idle);
    await page.page.evaluate('stop()');
    assert.equal((await running).status, 137);
    for (let i = 0; i < 100 && (await page.workers()) > idle; i++) await delay(100);
    assert.equal(await page.workers(), idle);
  });
});
