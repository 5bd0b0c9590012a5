/**
 * The runtime beside CPython's asyncio, uvloop (where installed), a bare
 * generator trampoline, native promises, Effection and Effect.
 *
 * Every system is a process of its own that stays; the workloads go round
 * them in turn, several times, so that what else the machine does falls on
 * all alike. The best of the rounds counts, in the processor time of the
 * thread that runs the program.
 *
 * Beside the trampoline each workload is measured a second time, alone: in two
 * processes that run nothing else, as most programs do. Where others ran
 * before, the engine has seen more kinds of objects at each place of the
 * runtime; the trampoline, which has two classes, hardly knows the difference.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.ts';

/** How many operations at a time: some 50 milliseconds of them, for a few percent to show. */
export const WORKLOADS: Readonly<Record<string, number>> = {
  spawn: 200_000,
  yields: 1_000_000,
  gather: 100_000,
  queue: 200_000,
  timers: 100_000,
  cancel: 100_000,
  leaf: 1_000_000,
  chain: 1_000_000,
  lock: 200_000,
  context: 500_000,
};
/** Systems that take too long for all of it. */
const DIVISORS: Readonly<Record<string, number>> = { effection: 50, effect: 10 };
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
/** How many times the processes that differ by a few percent are started anew: what the engine compiles, and when, is luck. */
const GENERATIONS = 24;
/** That counts for more there than what a process finds in another round. */
const ROUNDS_OF_A_GENERATION = 3;
/** How many times the two are started of which one is asked to be within twice the other. */
const MIXED_GENERATIONS = 3;
/** Leaves less to luck: the engine compiles and collects in the thread that runs the program, at the same points each time. Slower. */
const STEADY = '--predictable';
const FOLDER = fileURLToPath(new URL('./runtime/', import.meta.url));
const PYTHON = process.env['PYTHON'] ?? 'python3';

class System {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(name: string, program: string, args: readonly string[]) {
    this.name = name;
    this.#process = spawn(program, args, { cwd: FOLDER, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  }

  /** Nanoseconds an operation (bytes a task for `park`), or null for what the system does not have. */
  async ask(workload: string, n: number): Promise<number | null> {
    this.#process.stdin?.write(`${workload} ${n}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.name} ended at ${workload} ${n}`);
    return JSON.parse(value) as number | null;
  }

  async end(): Promise<void> {
    this.#process.stdin?.end();
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
  }
}

function node(system: string, variant?: 'listening' | 'without instruments', ...flags: string[]): System {
  return new System(variant ?? system, process.execPath, [
    ...flags,
    '--expose-gc',
    '--max-old-space-size=4096',
    '--no-warnings',
    ...(variant === 'without instruments' ? ['--import', `${FOLDER}without-instruments.ts`] : []),
    `${FOLDER}worker.ts`,
    system,
    ...(variant === 'listening' ? ['--listen'] : []),
  ]);
}

function has(...args: readonly string[]): boolean {
  return spawnSync(PYTHON, args, { stdio: 'ignore' }).status === 0;
}

/** Per workload and system, the best of the rounds; `best` has what earlier rounds found. */
async function race(
  systems: readonly System[],
  workloads: Readonly<Record<string, number>>,
  best: Results = {},
  rounds = ROUNDS,
): Promise<Results> {
  for (let round = 0; round < rounds; round++) {
    for (const [workload, n] of Object.entries(workloads)) {
      best[workload] ??= {};
      const row = best[workload];
      // Each in turn is the first: it finds the processor's caches as the last one has left them.
      const first = round % systems.length;
      for (const system of [...systems.slice(first), ...systems.slice(0, first)]) {
        if (round > 0 && row[system.name] === undefined) continue;
        const figure = await system.ask(workload, Math.ceil(n / (DIVISORS[system.name] ?? 1)));
        if (figure !== null) row[system.name] = Math.min(figure, row[system.name] ?? Number.POSITIVE_INFINITY);
      }
    }
  }
  return best;
}

export type Results = Record<string, Record<string, number>>;

/** Each workload in processes of its own. */
async function raceAlone(names: readonly string[], workloads: Readonly<Record<string, number>>): Promise<Results> {
  const results: Results = {};
  for (const [workload, n] of Object.entries(workloads)) {
    const systems = names.map((name) => node(name));
    Object.assign(results, await race(systems, { [workload]: n }));
    await Promise.all(systems.map((system) => system.end()));
  }
  return results;
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

export async function measure(): Promise<Figure[]> {
  const ours = node('awaitable');
  const alone = ['awaitable', 'trampoline'];
  const resultsAlone = await raceAlone(alone, WORKLOADS);
  console.log('Each workload in processes of its own:');
  print(resultsAlone, alone);
  const python = has('--version') ? new System('CPython', PYTHON, ['workloads.py']) : null;
  const uvloop = has('-c', 'import uvloop') ? new System('uvloop', PYTHON, ['workloads.py', 'uvloop']) : null;
  const systems = [
    ours,
    node('trampoline'),
    python,
    uvloop,
    node('promises'),
    node('effection'),
    node('effect'),
  ].filter((system) => system !== null);
  if (uvloop === null) console.log('uvloop is not installed.');
  const results = await race(systems, WORKLOADS);
  for (let i = 1; i < MIXED_GENERATIONS; i++) {
    const anew = alone.map((name) => node(name));
    await race(anew, WORKLOADS, results);
    await Promise.all(anew.map((system) => system.end()));
  }
  console.log('All workloads in one process:');
  print(
    results,
    systems.map(({ name }) => name),
  );

  const ratios = (other: string, of = results): number[] =>
    Object.values(of).flatMap((row) => (row[other] === undefined ? [] : [(row['awaitable'] as number) / row[other]]));
  const figures: Figure[] = [
    {
      what: 'worst against the bare trampoline, alone',
      value: Math.max(...ratios('trampoline', resultsAlone)),
      unit: '×',
      limit: 2,
    },
    { what: '… where other workloads ran before', value: Math.max(...ratios('trampoline')), unit: '×', limit: 2 },
  ];
  for (const other of ['CPython', 'uvloop']) {
    // uvloop has no virtual clock.
    const compared = ratios(other);
    if (compared.length === 0) continue;
    figures.push({ what: `worst against ${other}`, value: Math.max(...compared), unit: '×', limit: 1 });
    figures.push({
      what: `geometric mean against ${other} (1/5 is 5 times as fast)`,
      value: geometricMean(compared) * 100,
      unit: '%',
      limit: 20,
    });
  }
  for (const system of systems) {
    if (!['awaitable', 'trampoline', 'CPython'].includes(system.name)) continue;
    const value = (await system.ask('park', 100_000)) ?? 0;
    figures.push({
      what: `memory of a parked task, ${system.name}`,
      value,
      unit: 'bytes',
      ...(system === ours ? { limit: 1000 } : {}),
    });
  }
  const flat: number[] = [];
  for (const n of [1_000, 10_000, 100_000, 1_000_000]) {
    const times = [];
    for (let i = 0; i < (n < 100_000 ? 20 : 2); i++) times.push((await ours.ask('alive', n)) ?? 0);
    flat.push(Math.min(...times));
    figures.push({
      what: `tasks alive at once: ${n.toLocaleString('en')}`,
      value: flat.at(-1) as number,
      unit: 'ns a task',
    });
  }
  await Promise.all(systems.map((system) => system.end()));
  const compared: Results = {};
  for (let i = 0; i < GENERATIONS; i++) {
    const variants = ([undefined, 'listening', 'without instruments'] as const).map((variant) =>
      node('awaitable', variant, STEADY),
    );
    await race(variants, WORKLOADS, compared, ROUNDS_OF_A_GENERATION);
    await Promise.all(variants.map((variant) => variant.end()));
  }
  const costs = (of: string, than: string): number[] =>
    Object.values(compared).map((row) => (row[of] as number) / (row[than] as number));
  const unheard = costs('awaitable', 'without instruments');
  console.log('What instruments cost:');
  print(compared, ['awaitable', 'without instruments', 'listening']);
  const inPercent = (ratio: number): number => (ratio - 1) * 100;
  figures.push(
    {
      what: 'instruments where nobody listens, on the average',
      value: inPercent(geometricMean(unheard)),
      unit: '%',
    },
    { what: '… and at worst', value: inPercent(Math.max(...unheard)), unit: '%', limit: 3 },
    {
      what: 'one listener that does nothing, on the average',
      value: inPercent(geometricMean(costs('listening', 'awaitable'))),
      unit: '%',
    },
  );
  return figures;
}

export function print(results: Results, systems: readonly string[]): void {
  const rows = [['ns an operation', ...systems.map((name) => `${name}`)]];
  for (const [workload, row] of Object.entries(results)) {
    const own = row['awaitable'] as number;
    rows.push([
      workload,
      ...systems.map((name) => {
        const value = row[name];
        if (value === undefined) return '–';
        return name === 'awaitable' ? value.toFixed(0) : `${value.toFixed(0)} (${(value / own).toFixed(1)}×)`;
      }),
    ]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  for (const row of rows) {
    console.log(
      row.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  '),
    );
  }
}
