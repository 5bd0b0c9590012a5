/**
 * Tracebacks of random programs, the same ones every time, are CPython's: all
 * frames with their lines, causes and groups; and the comparison would say so if
 * they were not.
 *
 * The programs raise, catch, raise again, wrap, group and clean up, in plain
 * calls and across awaits, tasks, `gather()`, task groups, timeouts, context
 * managers and async generators. `tracebacks/run.ts` says what may differ.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { stopCompiler } from '../../src/site/commands/programs.ts';
import { closePython } from '../conformance/fuzz/run.ts';
import { compareSeeds, describe, RECORDING, record } from '../conformance/tracebacks/run.ts';

after(() => Promise.all([closePython(), stopCompiler()]));

test('what is recorded is what CPython prints', async () => {
  assert.equal(
    readFileSync(RECORDING, 'utf8'),
    await record(),
    'run `node tests/conformance/tracebacks/main.ts --record` and review its diff',
  );
});

test('300 random programs print the tracebacks that they print on CPython', async () => {
  const { programs, frames, tracebacks, differences } = await compareSeeds({ seed: 1, seeds: 300, most: 1 });
  assert.equal(differences.length, 0, differences.map(describe).join('\n\n'));
  assert.equal(programs, 300);
  assert.ok(tracebacks > 1000 && frames > 2000, `the programs do little: ${tracebacks} tracebacks, ${frames} frames`);
});

/** What a runtime might get wrong, written into the programs instead. */
const MISTAKES: readonly { readonly what: string; readonly alter: (source: string) => string }[] = [
  {
    what: 'a frame too many',
    alter: (source) => source.replaceAll(/await (spawn\(f\d+p\d+\(\)\))/g, 'await (async () => await $1)()'),
  },
  {
    what: 'a re-raise that forgets where the exception came from',
    alter: (source) => source.replaceAll(/^( +throw) (e\d);$/gm, '$1 Object.assign(new ValueError($2.message));'),
  },
  {
    what: 'a lambda whose frame is missing',
    alter: (source) => source.replaceAll(/\(\(\) => (.*)\)\(\);$/gm, '$1;'),
  },
];

for (const { what, alter } of MISTAKES) {
  test(`finds ${what}`, async () => {
    const { differences } = await compareSeeds({ seed: 1, seeds: 60, most: 1, alter, small: false });
    assert.ok(differences.length > 0, 'no program shows it');
  });
}
