/**
 * Tracebacks of random programs, the same ones every time, are those that CPython 3.14 printed of them, which stand in
 * `tracebacks/recorded.txt`. `tests/cpython/` asks CPython again, about many more.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { stopCompiler } from '../../src/site/commands/programs.ts';
import { compareSeeds, describe, RECORDED, readRecording } from './tracebacks/run.ts';

after(stopCompiler);

test(`${RECORDED} random programs print the tracebacks that CPython printed`, async () => {
  const recorded = readRecording();
  const { frames, tracebacks, differences } = await compareSeeds({ seed: 1, seeds: RECORDED, most: 1, recorded });
  assert.equal(differences.length, 0, differences.map(describe).join('\n\n'));
  assert.ok(tracebacks > 200 && frames > 400, `the programs do little: ${tracebacks} tracebacks, ${frames} frames`);
});

test('finds a frame too many', async () => {
  const { differences } = await compareSeeds({
    seed: 1,
    seeds: RECORDED,
    most: 1,
    recorded: readRecording(),
    alter: (source) => source.replaceAll(/await (spawn\(f\d+p\d+\(\)\))/g, 'await (async () => await $1)()'),
  });
  assert.ok(differences.length > 0, 'no program shows it');
});
