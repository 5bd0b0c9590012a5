/**
 * What each trick for the engine's sake gains (runtime/tricks.ts): the runtime with it and without it, in processes that
 * take turns, by the processor time of the thread that runs the program. The best of all rounds counts. ROUNDS=16 looks
 * closer.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.ts';
import { TRICKS } from './runtime/tricks.ts';

const FOLDER = fileURLToPath(new URL('./runtime/', import.meta.url));
/** Processes of each kind: what the engine compiles, and when, is luck. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 8);
/** Runs of the workload in a process; the first ones warm it up. */
const REPEATED = 8;
const OPERATIONS: Readonly<Record<string, number>> = { gather: 50_000, cancel: 50_000, default: 300_000 };

/** The best time of an operation in nanoseconds, in a process of its own. */
async function best(workload: string, trick: number | null): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--no-warnings',
      ...(trick === null ? [] : ['--import', `${FOLDER}without-trick.ts`]),
      `${FOLDER}worker.ts`,
      'awaitable',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, TRICK: `${trick}` } },
  );
  const n = OPERATIONS[workload] ?? OPERATIONS['default'];
  child.stdin.end(`${workload} ${n}\n`.repeat(REPEATED));
  let least = Number.POSITIVE_INFINITY;
  let answers = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    answers++;
    least = Math.min(least, JSON.parse(line));
  }
  if (answers < REPEATED) throw new Error(`${workload}: the process ended after ${answers} of ${REPEATED} runs`);
  return least;
}

export async function measure(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [index, { what, workload }] of TRICKS.entries()) {
    let [withIt, without] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < ROUNDS; round++) {
      withIt = Math.min(withIt, await best(workload, null));
      without = Math.min(without, await best(workload, index));
    }
    const gain = (1 - withIt / without) * 100;
    figures.push({
      what: `${what} (${workload}: ${withIt.toFixed(0)} instead of ${without.toFixed(0)} ns)`,
      value: gain,
      unit: '%',
    });
  }
  return figures;
}
