/**
 * Compares the tracebacks of many random programs with CPython's:
 *
 *     node tests/conformance/tracebacks/main.ts [--seeds N] [--seed S] [--most M]
 *     node tests/conformance/tracebacks/main.ts --record
 *
 * The second form writes `recorded.txt`, what CPython prints of the programs
 * that `npm test` runs without it.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stopCompiler } from '../../../src/site/commands/programs.ts';
import { closePython } from '../fuzz/run.ts';
import { compareSeeds, describe, RECORDED, RECORDING, record } from './run.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '3' },
    record: { type: 'boolean', default: false },
  },
});
if (values.record) {
  writeFileSync(RECORDING, await record());
  console.log(`${RECORDED} programs recorded; review the diff`);
  await closePython();
  process.exit(0);
}

const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0);
let shown = began;
const { programs, tracebacks, frames, differences } = await compareSeeds({
  seed: Number(values.seed),
  seeds: Number(values.seeds),
  most: Number(values.most),
  progress(done, found) {
    if (performance.now() - shown < 20_000) return;
    shown = performance.now();
    console.error(`${done} programs in ${seconds()} s, ${found} differ`);
  },
});
for (const difference of differences) console.log(`${describe(difference)}\n`);
console.log(
  `${programs} programs compared, ${tracebacks} tracebacks, ${frames} frames, ${differences.length} differ, in ${seconds()} s`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
await Promise.all([closePython(), stopCompiler()]);
