/**
 * Random programs, the same ones every time, behave as on CPython; and the
 * comparison would say so if they did not.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { stopCompiler } from '../../src/site/commands/programs.ts';
import { describe, fuzz } from '../conformance/fuzz/fuzz.ts';
import { generate } from '../conformance/fuzz/generate.ts';
import { printProgram } from '../conformance/fuzz/print.ts';
import { closePython, firstDifference } from '../conformance/fuzz/run.ts';
import { isValid, sizeOf } from '../conformance/fuzz/tree.ts';

after(() => Promise.all([closePython(), stopCompiler()]));

test('500 random programs trace what they trace on CPython', async () => {
  const { programs, lines, differences } = await fuzz({ seed: 1, seeds: 500, most: 2 });
  assert.equal(differences.length, 0, differences.map(describe).join('\n\n'));
  assert.equal(programs, 500);
  assert.ok(lines > 10_000, `the programs do little: ${lines} lines of trace`);
});

test('100 random programs have the schedules that they have on CPython, event by event', async () => {
  const { programs, lines, differences } = await fuzz({ seed: 1, seeds: 100, most: 2, events: true });
  assert.equal(differences.length, 0, differences.map(describe).join('\n\n'));
  assert.equal(programs, 100);
  assert.ok(lines > 20_000, `the programs do little: ${lines} events`);
});

test('schedules show what no program can print', async () => {
  const alter = (source: string): string =>
    source.replaceAll(/log\("(c\d+) ends"\);/g, 'asyncio.getRunningLoop().callSoon(() => {}); log("$1 ends");');
  const printed = await fuzz({ seed: 1, seeds: 16, alter });
  assert.equal(printed.differences.length, 0);
  const { differences } = await fuzz({ seed: 1, seeds: 16, most: 1, alter, events: true });
  const [difference] = differences;
  assert.ok(difference, 'no program shows it');
  assert.match(describe(difference), /^ {2}\+ .* callback \d+ scheduled, call$/m);
});

/** What a runtime might get wrong, written into the programs instead. */
const MISTAKES: readonly { readonly what: string; readonly alter: (source: string) => string; readonly in: RegExp }[] =
  [
    {
      what: 'a shield that does not shield',
      alter: (source) => source.replaceAll('asyncio.shield(', 'asyncio.ensureFuture('),
      in: /asyncio\.shield\(/,
    },
    {
      what: 'a pass too many for sleep(0)',
      alter: (source) =>
        source.replaceAll('await asyncio.sleep(0);', 'await asyncio.sleep(0); await asyncio.sleep(0);'),
      in: /asyncio\.sleep\(0\)/,
    },
    {
      what: 'a release that lets newcomers overtake',
      alter: (source) =>
        source.replaceAll(/await (S\["semaphore\d"\]\.acquire\(\))/g, '(await asyncio.sleep(0), await $1)'),
      in: /semaphore/,
    },
  ];

for (const mistake of MISTAKES) {
  test(`finds ${mistake.what}, and shrinks the program`, async () => {
    const { differences } = await fuzz({ seed: 1, seeds: 500, most: 1, alter: mistake.alter });
    const [difference] = differences;
    assert.ok(difference, 'no program shows it');
    const { original, smallest } = difference;
    assert.ok(firstDifference(smallest) >= 0);
    assert.ok(sizeOf(smallest.program) <= 8, `shrunk to ${sizeOf(smallest.program)} of ${sizeOf(original.program)}`);
    assert.match(printProgram(smallest.program, 'typescript'), mistake.in);
    assert.match(describe(difference), /first difference is line \d+:/);
  });
}

test('a seed gives one program, which stands where its statements may', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const program = generate(seed);
    assert.deepEqual(generate(seed), program);
    assert.ok(isValid(program), `seed ${seed}`);
  }
});
