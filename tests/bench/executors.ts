/**
 * Pools of two threads in Node beside piscina, tinypool and workerpool: tiny
 * calls one at a time and with 10,000 outstanding, the time to the first
 * results, and what a second worker gains for computing.
 *
 * The pools take turns, several times, so that what else the machine does
 * falls on all alike. The best of the rounds counts.
 */
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import workerpool from 'workerpool';
import { compileProgram, stopCompiler } from '../../src/command/compiler.ts';
import { runProgram } from '../../src/command/run-program.ts';
import type { Figure } from './figure.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const SEQUENTIAL = 5_000;
const OUTSTANDING = 10_000;

/** Milliseconds to the first results of both workers; microseconds a call. */
interface Times {
  readonly start: number;
  readonly oneByOne: number;
  readonly outstanding: number;
}

/** One pool, measured with whatever it has for the same things. */
interface Pool {
  readonly run: (n: number) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

async function measurePool(make: () => Pool): Promise<Times> {
  const begin = performance.now();
  const pool = make();
  await Promise.all([pool.run(1), pool.run(2)]);
  const start = performance.now() - begin;
  const oneByOne = await each(SEQUENTIAL, async () => {
    for (let i = 0; i < SEQUENTIAL; i++) await pool.run(i);
  });
  const outstanding = await each(OUTSTANDING, () =>
    Promise.all(Array.from({ length: OUTSTANDING }, (_, i) => pool.run(i))),
  );
  await pool.end();
  return { start, oneByOne, outstanding };
}

/** Microseconds for each of `count` calls, once more after a first time that nobody counts. */
async function each(count: number, calls: () => Promise<unknown>): Promise<number> {
  await calls();
  const begin = performance.now();
  await calls();
  return ((performance.now() - begin) * 1000) / count;
}

const file = (name: string): string => fileURLToPath(new URL(`./executors/${name}`, import.meta.url));

const PEERS: Readonly<Record<string, () => Pool>> = {
  piscina() {
    const pool = new Piscina({ filename: file('tiny.mjs'), minThreads: 2, maxThreads: 2 });
    return { run: (n) => pool.run(n), end: () => pool.destroy() };
  },
  tinypool() {
    const pool = new Tinypool({ filename: file('tiny.mjs'), minThreads: 2, maxThreads: 2 });
    return { run: (n) => pool.run(n), end: () => pool.destroy() };
  },
  workerpool() {
    const pool = workerpool.pool(file('tiny-workerpool.mjs'), { workerType: 'thread', minWorkers: 2, maxWorkers: 2 });
    return { run: (n) => pool.exec('tiny', [n]), end: async () => pool.terminate() };
  },
};

/** The same for ours, as a program of its own. */
const OURS = `
import * as asyncio from 'awaitable/asyncio';
import { print } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';

function tiny(n: number): number { return n + 1; }
function burn(n: number): number { let sum = 0; for (let i = 0; i < n; i++) sum = (sum * 31 + i) % 1_000_003; return sum; }
function touch(array: Uint8Array): Uint8Array { array[0] = 1; return futures.transfer(array); }

async function each(count: number, calls: () => Promise<unknown>) {
  await calls();
  const begin = performance.now();
  await calls();
  return ((performance.now() - begin) * 1000) / count;
}

const measure = async () => {
  const begin = performance.now();
  const pool = new futures.ThreadPoolExecutor(2);
  await Promise.all([pool.submit(tiny, 1).result(), pool.submit(tiny, 2).result()]);
  const start = performance.now() - begin;
  const oneByOne = await each(${SEQUENTIAL}, (() => {
    const next = (i: number): Promise<unknown> | undefined => i < ${SEQUENTIAL} ? pool.submit(tiny, i).result().then(() => next(i + 1)) : undefined;
    return next(0)!;
  }));
  const outstanding = await each(${OUTSTANDING}, () => Promise.all(Array.from({ length: ${OUTSTANDING} }, (_, i) => pool.submit(tiny, i).result())));
  const work = 30_000_000;
  await Promise.all([pool.submit(burn, work).result(), pool.submit(burn, work).result()]);
  const one = new futures.ThreadPoolExecutor(1);
  await one.submit(burn, work).result();
  const time = async (pools: futures.ThreadPoolExecutor) => {
    const from = performance.now();
    await Promise.all([pools.submit(burn, work).result(), pools.submit(burn, work).result()]);
    return performance.now() - from;
  };
  const scaling = (await time(pool)) / (await time(one));
  const array = new Uint8Array(10_000_000);
  const from = performance.now();
  await pool.submit(touch, futures.transfer(array)).result();
  const transfer = performance.now() - from;
  await pool.shutdown();
  await one.shutdown();
  print(JSON.stringify({ start, oneByOne, outstanding, scaling, transfer }));
};
if (import.meta.main) await asyncio.run(measure());
`;

interface Ours extends Times {
  readonly scaling: number;
  readonly transfer: number;
}

async function measureOurs(compiled: Parameters<typeof runProgram>[0]): Promise<Ours> {
  const { lines, status } = await runProgram(compiled, { clock: 'real', timeout: 120 });
  const text = lines.map((line) => line.text).join('\n');
  if (status !== 0) throw new Error(`the program failed:\n${text}`);
  return JSON.parse(text) as Ours;
}

export async function measure(): Promise<Figure[]> {
  const compiled = await compileProgram({ entry: 'bench.ts', files: { 'bench.ts': OURS } });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join('\n'));
  const all: Record<string, Times[]> = {};
  const ours: Ours[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, make] of Object.entries(PEERS)) {
      all[name] ??= [];
      all[name].push(await measurePool(make));
    }
    ours.push(await measureOurs(compiled));
  }
  await stopCompiler();
  const best = (times: readonly Times[], what: keyof Times): number => Math.min(...times.map((one) => one[what]));
  const figures: Figure[] = [];
  for (const [what, label, unit, limit] of [
    ['start', 'first results of two workers', 'ms', 1],
    ['oneByOne', 'tiny calls, one at a time', 'µs', 1],
    ['outstanding', 'tiny calls, 10,000 outstanding', 'µs', 1 / 3],
  ] as const) {
    for (const [name, times] of Object.entries(all))
      figures.push({ what: `${label}: ${name}`, value: best(times, what), unit });
    figures.push({ what: `${label}: awaitable`, value: best(ours, what), unit });
    const peer = Math.min(...Object.values(all).map((times) => best(times, what)));
    figures.push({
      what: `${label}: awaitable / best of the others`,
      value: best(ours, what) / peer,
      unit: '×',
      limit,
    });
  }
  figures.push(
    {
      what: 'computing on two workers / on one',
      value: Math.min(...ours.map(({ scaling }) => scaling)),
      unit: '×',
      limit: 0.65,
    },
    { what: '10 MB there and back, transferred', value: Math.min(...ours.map(({ transfer }) => transfer)), unit: 'ms' },
  );
  return figures;
}
