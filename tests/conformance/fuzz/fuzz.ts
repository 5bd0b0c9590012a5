/** Compares random programs with CPython, in batches, and shrinks what differs. */
import { type GenerateOptions, generate } from './generate.ts';
import { printProgram } from './print.ts';
import { firstDifference, HANGS, type Result, type RunOptions, runBoth } from './run.ts';
import { shrink } from './shrink.ts';
import { isValid, sizeOf } from './tree.ts';

/** Programs per batch. A compiler, a realm and an interpreter's start are shared by that many. */
export const BATCH = 50;

export interface FuzzOptions extends RunOptions, GenerateOptions {
  /** First seed. */
  readonly seed: number;
  /** How many seeds. */
  readonly seeds: number;
  /** Stops after this many differences. Default: 5. */
  readonly most?: number;
  /** Whether to shrink. Default: true. */
  readonly small?: boolean;
  /** Called after every batch. */
  readonly progress?: (done: number, differences: number) => void;
}

export interface Difference {
  readonly original: Result;
  readonly smallest: Result;
  /** Alone, the program does not differ: something of the programs before it in the batch was left. */
  readonly onlyInCompany: boolean;
  /** Whether what differs are schedules. */
  readonly events: boolean;
}

export interface Outcome {
  /** How many programs were compared. */
  readonly programs: number;
  /** How many lines of trace they had together. */
  readonly lines: number;
  /** How many wait for ever on both sides, so that only that was compared. */
  readonly hang: number;
  readonly differences: readonly Difference[];
}

export async function fuzz({
  seed,
  seeds,
  size,
  only,
  most = 5,
  small = true,
  progress,
  ...run
}: FuzzOptions): Promise<Outcome> {
  const differences: Difference[] = [];
  let lines = 0;
  let hang = 0;
  let done = 0;
  while (done < seeds && differences.length < most) {
    const count = Math.min(BATCH, seeds - done);
    const wanted = { ...(size === undefined ? {} : { size }), ...(only === undefined ? {} : { only }) };
    const programs = Array.from({ length: count }, (_, i) => generate(seed + done + i, wanted));
    for (const program of programs)
      if (!isValid(program)) throw new Error(`the generator made an invalid program of seed ${program.seed}`);
    for (const original of await runBoth(programs, run)) {
      lines += original.python.length;
      if (original.python[0] === HANGS) hang++;
      if (firstDifference(original) < 0 || differences.length >= most) continue;
      const [alone] = await runBoth([original.program], run);
      const onlyInCompany = alone === undefined || firstDifference(alone) < 0;
      const smallest = onlyInCompany || !small ? original : await shrink(original, run);
      differences.push({ original, smallest, onlyInCompany, events: run.events ?? false });
    }
    done += count;
    progress?.(done, differences.length);
  }
  return { programs: done, lines, hang, differences };
}

/** How many events are shown before and from the first that differs. */
const EVENTS_AROUND = 12;

/** The pair of programs, both traces side by side in order, and the first line that differs. */
export function describe({ original, smallest, onlyInCompany, events }: Difference): string {
  const { program, python, typescript } = smallest;
  const at = firstDifference(smallest);
  const out = [
    `seed ${program.seed}: the traces differ (${sizeOf(original.program)} nodes, shrunk to ${sizeOf(program)})`,
  ];
  if (onlyInCompany) out.push('Alone it does not differ: the programs before it in its batch left something behind.');
  out.push('', '── Python ──', printProgram(program, 'python'));
  out.push('── TypeScript ──', printProgram(program, 'typescript'));
  out.push(events ? '── schedules: iteration, time, by whom, event ──' : '── traces: time, pass, event ──');
  const around = events ? EVENTS_AROUND : Number.POSITIVE_INFINITY;
  out.push(...python.slice(Math.max(0, at - around), Math.max(0, at)).map((line) => `    ${line}`));
  if (at >= 0) out.push(`first difference is line ${at + 1}:`);
  for (const line of python.slice(at, at + around)) out.push(`  - ${line}`);
  for (const line of typescript.slice(at, at + around)) out.push(`  + ${line}`);
  out.push('(- CPython, + here)');
  return out.join('\n');
}
