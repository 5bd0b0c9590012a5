/**
 * Pools of two workers beside others: threads beside piscina's, tinypool's and
 * workerpool's, processes beside CPython's. Tiny calls one at a time and with
 * 10,000 outstanding, the time to the first results, what a second worker
 * gains for computing, in Node and in Chromium, and what moving 10 MB costs.
 *
 * The pools take turns, several times (`ROUNDS`), so that what else the
 * machine does falls on all alike, and the medians count. Where processors are
 * shared with others, figures of processor time tell more than those of time.
 */
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import workerpool from 'workerpool';
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import { SandboxPage } from '../browser/sandbox-page.ts';
import type { Figure } from './figure.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const ONE_BY_ONE = 4_000;
const OUTSTANDING = 10_000;

/** Milliseconds to the first results of both workers; microseconds a call; and of processor time. */
interface Times {
  readonly start: number;
  readonly startCpu?: number;
  readonly oneByOne: number;
  readonly outstanding: number;
  readonly oneByOneCpu?: number;
  readonly outstandingCpu?: number;
}

/** One pool, measured with whatever it has for the same things. */
interface Pool {
  readonly run: (n: number) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

async function measurePool(make: () => Pool): Promise<Times> {
  const used = process.cpuUsage();
  const begin = performance.now();
  const pool = make();
  await Promise.all([pool.run(1), pool.run(2)]);
  const start = performance.now() - begin;
  const { user, system } = process.cpuUsage(used);
  const startCpu = (user + system) / 1000;
  const [oneByOne, oneByOneCpu] = await each(ONE_BY_ONE, async () => {
    for (let i = 0; i < ONE_BY_ONE; i++) await pool.run(i);
  });
  const [outstanding, outstandingCpu] = await each(OUTSTANDING, () =>
    Promise.all(Array.from({ length: OUTSTANDING }, (_, i) => pool.run(i))),
  );
  await pool.end();
  return { start, startCpu, oneByOne, oneByOneCpu, outstanding, outstandingCpu };
}

/** Microseconds for each of `count` calls, and of this process's processor time; once more after a first time that nobody counts. */
async function each(count: number, calls: () => Promise<unknown>): Promise<[number, number]> {
  await calls();
  const used = process.cpuUsage();
  const begin = performance.now();
  await calls();
  const time = performance.now() - begin;
  const { user, system } = process.cpuUsage(used);
  return [(time * 1000) / count, (user + system) / count];
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

/** The same for CPython's process pool; null where there is no Python. */
function measurePython(): Times | null {
  try {
    return JSON.parse(execFileSync('python3', [file('pool.py')], { encoding: 'utf8', timeout: 60_000 })) as Times;
  } catch {
    return null;
  }
}

const HEAD = `
import * as asyncio from 'awaitable/asyncio';
import { print } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';

function tiny(n: number): number { return n + 1; }
function burn(n: number): number { let sum = 0; for (let i = 0; i < n; i++) sum = (sum * 31 + i) % 1_000_003; return sum; }
/** How long two pieces of work take on a pool. */
const both = async (pool: futures.Executor) => {
  const work = 30_000_000;
  const from = performance.now();
  await Promise.all([pool.submit(burn, work).result(), pool.submit(burn, work).result()]);
  return performance.now() - from;
};
`;

/** What a second worker gains; runs in the browser too. */
const SCALING = `${HEAD}
const measure = async () => {
  const [two, one] = [new futures.ProcessPoolExecutor(2), new futures.ProcessPoolExecutor(1)];
  const ratios = [];
  await both(two);
  await both(one);
  for (let i = 0; i < 3; i++) ratios.push((await both(two)) / (await both(one)));
  await two.shutdown();
  await one.shutdown();
  print(JSON.stringify(ratios.sort()[1]));
};
if (import.meta.main) await asyncio.run(measure());
`;

/** The same as `measurePool()`, and what moving memory costs, as a program of its own. */
const OURS = `${HEAD}
function touch(array: Uint8Array): Uint8Array { array[0] = 1; return array; }
function move(array: Uint8Array): Uint8Array { return futures.transfer(touch(array)); }

${each.toString()}

const measurePool = async (make: () => futures.Executor, oneByOneCalls: number) => {
  let start = 0;
  let startCpu = 0;
  let pool = make();
  // As for the others, code that runs for the first time is not what is measured.
  for (let i = 0; i < 3; i++) {
    await pool.shutdown();
    const used = process.cpuUsage();
    const begin = performance.now();
    pool = make();
    await Promise.all([pool.submit(tiny, 1).result(), pool.submit(tiny, 2).result()]);
    start = performance.now() - begin;
    const { user, system } = process.cpuUsage(used);
    startCpu = (user + system) / 1000;
  }
  const [oneByOne, oneByOneCpu] = await each(oneByOneCalls, () => {
    const next = (i: number): Promise<unknown> | undefined => i < oneByOneCalls ? pool.submit(tiny, i).result().then(() => next(i + 1)) : undefined;
    return next(0)!;
  });
  const [outstanding, outstandingCpu] = await each(${OUTSTANDING}, () => Promise.all(Array.from({ length: ${OUTSTANDING} }, (_, i) => pool.submit(tiny, i).result())));
  await pool.shutdown();
  return { start, startCpu, oneByOne, oneByOneCpu, outstanding, outstandingCpu };
};

const measureMoves = async () => {
  const pool = new futures.ThreadPoolExecutor(1);
  let array = new Uint8Array(10_000_000);
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < 10; i++) {
    const begin = performance.now();
    array = await pool.submit(move, futures.transfer(array)).result();
    const between = performance.now();
    await pool.submit(touch, array).result();
    times[0].push(between - begin);
    times[1].push(performance.now() - between);
  }
  await pool.shutdown();
  return times.map((all) => all.sort((a, b) => a - b)[5]);
};

const measure = async () => {
  const threads = await measurePool(() => new futures.ThreadPoolExecutor(2), ${ONE_BY_ONE});
  const processes = await measurePool(() => new futures.ProcessPoolExecutor(2), 1_000);
  const [moved, copied] = await measureMoves();
  print(JSON.stringify({ threads, processes, moved, copied }));
};
if (import.meta.main) await asyncio.run(measure());
`;

interface Ours {
  readonly threads: Times;
  readonly processes: Times;
  readonly moved: number;
  readonly copied: number;
}

async function compiled(source: string) {
  const result = await compileProgram({ entry: 'bench.ts', files: { 'bench.ts': source } });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result;
}

async function run(program: Awaited<ReturnType<typeof compiled>>): Promise<unknown> {
  const { lines, status } = await runProgram(program, { clock: 'real', timeout: 170 });
  const text = lines.map((line) => line.text).join('\n');
  if (status !== 0) throw new Error(`the program failed:\n${text}`);
  return JSON.parse(text);
}

/** What a second worker gains in Chromium. */
async function scalingInChromium(): Promise<number> {
  const page = await SandboxPage.open();
  try {
    const { lines } = await page.run(SCALING, 'real');
    return JSON.parse(lines.map((line) => line.text).join('\n')) as number;
  } finally {
    await page.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const TASKS = [
  ['start', 'first results of two', 'ms'],
  ['startCpu', 'first results of two, processor time', 'ms'],
  ['oneByOne', 'tiny calls, one at a time', 'µs'],
  ['oneByOneCpu', 'tiny calls, one at a time, processor time', 'µs'],
  ['outstanding', 'tiny calls, 10,000 outstanding', 'µs'],
  ['outstandingCpu', 'tiny calls, 10,000 outstanding, processor time', 'µs'],
] as const;

/** The figures of one kind of pool beside others, and how ours compares with the best of them. */
function compare(
  ours: readonly Times[],
  others: Readonly<Record<string, readonly Times[]>>,
  limits: Partial<Record<keyof Times, number>>,
): Figure[] {
  const figures: Figure[] = [];
  for (const [task, label, unit] of TASKS) {
    const of = (times: readonly Times[]): number[] => times.map((one) => one[task] ?? Number.NaN);
    for (const [name, times] of Object.entries({ ...others, ours })) {
      if (times[0]?.[task] !== undefined) figures.push({ what: `${label}: ${name}`, value: median(of(times)), unit });
    }
    const limit = limits[task];
    if (limit === undefined) continue;
    const best = Math.min(...Object.values(others).map((times) => median(of(times))));
    figures.push({ what: `${label}: ours / the best other`, value: median(of(ours)) / best, unit: '×', limit });
  }
  return figures;
}

export async function measure(): Promise<Figure[]> {
  const program = await compiled(OURS);
  const scalingProgram = await compiled(SCALING);
  const peers: Record<string, Times[]> = {};
  const python: Times[] = [];
  const ours: Ours[] = [];
  const scaling: number[] = [];
  const load = [loadavg()[0] as number];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, make] of Object.entries(PEERS)) {
      peers[name] ??= [];
      peers[name].push(await measurePool(make));
    }
    ours.push((await run(program)) as Ours);
    const its = measurePython();
    if (its !== null) python.push(its);
    if (round < 2) scaling.push((await run(scalingProgram)) as number);
    load.push(loadavg()[0] as number);
  }
  const inChromium = await scalingInChromium();
  await stopCompiler();
  const threads = compare(
    ours.map((one) => one.threads),
    peers,
    { start: 1, oneByOne: 1, outstanding: 1 / 3, outstandingCpu: 1 / 3 },
  );
  const processes = compare(
    // The processor time of other processes is not known here.
    ours.map(({ processes: { start, oneByOne, outstanding } }) => ({ start, oneByOne, outstanding })),
    python.length === ROUNDS ? { "CPython's": python } : {},
    python.length === ROUNDS ? { oneByOne: 1, outstanding: 1 } : {},
  );
  return [
    ...threads.map((figure) => ({ ...figure, what: `threads: ${figure.what}` })),
    ...processes.map((figure) => ({ ...figure, what: `processes: ${figure.what}` })),
    { what: 'computing on two workers / on one, in Node', value: Math.min(...scaling), unit: '×', limit: 0.65 },
    { what: 'computing on two workers / on one, in Chromium', value: inChromium, unit: '×', limit: 0.65 },
    { what: '10 MB there and back, moved', value: median(ours.map(({ moved }) => moved)), unit: 'ms' },
    { what: '10 MB there and back, copied', value: median(ours.map(({ copied }) => copied)), unit: 'ms' },
    {
      what: '10 MB there and back, moved / copied',
      value: median(ours.map(({ moved, copied }) => moved / copied)),
      unit: '×',
      limit: 0.5,
    },
    { what: 'load of the machine meanwhile, processes that wanted to run', value: Math.max(...load), unit: '' },
  ];
}
