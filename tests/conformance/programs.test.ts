/**
 * Pairs of programs: what CPython 3.14 printed of `programs/GROUP/NAME.py`, which stands in `NAME.expected`, our
 * runtime prints of `NAME.ts`, line by line and at the same virtual times. The groups are those of the checklist that
 * the programs' first lines cite; `normalise()` says what may differ.
 */
import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { after, describe, test } from 'node:test';
import { compareTwin } from '../../src/notebook/languages/python/normalise.ts';
import { expectedFile, readExpected, readPairs, runPair } from '../../src/site/commands/pairs.ts';
import { stopCompiler } from '../../src/site/commands/programs.ts';

const groups = Object.groupBy(readPairs(), ({ path }) => dirname(path));

after(stopCompiler);

for (const [group, pairs = []] of Object.entries(groups)) {
  describe(basename(group), { concurrency: 4 }, () => {
    for (const pair of pairs) {
      const what = /^# (?!proves:|interrupt:|measured:)(.*)/m.exec(pair.python.source)?.[1] ?? '';
      test(`${basename(pair.path)}: ${what}`, async () => {
        const { problems } = compareTwin(pair, readExpected(pair), await runPair(pair));
        assert(
          problems.length === 0,
          `${pair.path}.ts (+) does not print what CPython printed, ${expectedFile(pair)} (-)\n${problems.join('\n')}`,
        );
      });
    }
  });
}
