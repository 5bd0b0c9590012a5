/**
 * Random comparison with CPython:
 *
 *     npm run fuzz -- [--seeds N] [--seed S] [--size K] [--most M] [--only FEATURES] [--events]
 *
 * Compares the programs of N seeds (500) from seed S (1) on, each of about K
 * statements at most (80), and stops after M differences (5). Prints each as
 * the smallest pair of programs that it shrinks to; `--raw` leaves them as they
 * are. `--only condition,queue` lets programs use nothing besides tasks, sleeps,
 * cancellation and what it names. `--events` compares their schedules, event by
 * event, instead of what they print. Exit status 1 if there is any difference.
 */
import { parseArgs } from 'node:util';
import { endQuietlyWithoutReader } from '../../../src/notebook/command/end-quietly.ts';
import { stopCompiler } from '../../../src/site/commands/programs.ts';
import { describe, fuzz } from './fuzz.ts';
import { FEATURES } from './generate.ts';
import { closePython } from './run.ts';

endQuietlyWithoutReader();

function options() {
  try {
    return parseArgs({
      options: {
        seeds: { type: 'string', default: '500' },
        seed: { type: 'string', default: '1' },
        size: { type: 'string', default: '80' },
        most: { type: 'string', default: '5' },
        only: { type: 'string' },
        raw: { type: 'boolean', default: false },
        events: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
const { values } = options();

function whole(name: 'seeds' | 'seed' | 'size' | 'most'): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} is a whole number above zero, not ${values[name]}`);
  process.exit(2);
}

const names: readonly string[] = values.only?.split(',') ?? [];
const only = FEATURES.filter((feature) => names.includes(feature));
const unknown = names.find((name) => !only.some((feature) => feature === name));
if (unknown !== undefined) {
  console.error(`--only takes names of ${FEATURES.join(', ')}, separated by commas; not ${unknown}`);
  process.exit(2);
}

const began = performance.now();
const seconds = (): number => (performance.now() - began) / 1000;
let shown = began;
const { programs, lines, hang, differences } = await fuzz({
  seed: whole('seed'),
  seeds: whole('seeds'),
  size: whole('size'),
  most: whole('most'),
  small: !values.raw,
  events: values.events,
  ...(only.length === 0 ? {} : { only }),
  progress(done, found) {
    if (performance.now() - shown < 10_000) return;
    shown = performance.now();
    console.error(`${done} programs, ${(done / seconds()).toFixed(0)} a second, ${found} differ`);
  },
});
for (const difference of differences) console.log(`${describe(difference)}\n`);
console.log(
  `${programs} programs compared, ${lines} ${values.events ? 'events' : 'lines of trace'}, ${hang} wait for ever, ${differences.length} differ, in ${seconds().toFixed(0)} s`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
await Promise.all([closePython(), stopCompiler()]);
