/**
 * Random comparison of JavaScript with lowered programs:
 *
 *     node tests/syntax/main.ts [--seeds N] [--seed S] [--most M] [--raw]
 *
 * Runs the programs of N seeds (500) from seed S (1) on and stops after M
 * differences (5), each printed as the smallest program that it shrinks to
 * (`--raw`: as it is). Exit status 1 if there is any.
 */
import { parseArgs } from 'node:util';
import { compareAll, describeDifference } from './compare.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '5' },
    raw: { type: 'boolean', default: false },
  },
});
// Of a program that was made smaller and does not await what it calls.
process.on('unhandledRejection', () => {});

const began = performance.now();
const { programs, lines, differences } = await compareAll({
  seed: Number(values.seed),
  seeds: Number(values.seeds),
  most: Number(values.most),
  small: !values.raw,
});
for (const difference of differences) console.log(`${describeDifference(difference)}\n`);
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(`${programs} programs, ${lines} lines logged, ${differences.length} differ, in ${seconds} s`);
process.exit(differences.length === 0 ? 0 : 1);
