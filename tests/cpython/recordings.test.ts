/**
 * What is recorded as CPython's output is what CPython 3.14 prints: beside the pages (`PAGE.transcripts.json`) and
 * beside the pairs of programs (`NAME.expected`). What is recorded of its schedules (`tests/conformance/schedules.json`) is
 * what its event loop does. All other tests compare with the recordings and need no CPython.
 * Programs that need threads or processes are left out: CPython in WebAssembly has none.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { place } from '../../src/notebook/command/run-cell.ts';
import type { PythonProgram } from '../../src/notebook/languages/python/host.ts';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';
import { twinProgram } from '../../src/notebook/languages/python/twins.ts';
import { ROOT, readPageRecordings, readPages } from '../../src/site/commands/content.ts';
import { expectedFile, printExpected, readPairs } from '../../src/site/commands/pairs.ts';
import { digestOfSchedule, nameOfCell, pythonSchedule, readSchedules } from '../../src/site/commands/schedules.ts';

const REMEDY = 'run `npm run record` and review its diff';

const schedules = readSchedules();

/** Runs the program once more, with its event loop watched. */
async function checkSchedule(name: string, program: PythonProgram): Promise<void> {
  const recorded = schedules[name];
  assert.equal(
    digestOfSchedule(await pythonSchedule(program)),
    typeof recorded === 'object' ? recorded.python : recorded,
    `${name}: CPython's event loop does something else than is recorded; ${REMEDY}`,
  );
}

after(closeOracle);

for (const page of readPages()) {
  const twins = page.cells.filter(({ measured }) => measured === undefined);
  if (twins.length === 0) continue;
  const recordings = readPageRecordings(page);
  describe(page.file, { concurrency: 4 }, () => {
    for (const cell of twins) {
      test(cell.id, async () => {
        const { transcript, version } = await runPython(twinProgram(page, cell));
        assert.deepEqual(
          recordings[cell.id]?.python?.[version.split('.').slice(0, 2).join('.')],
          transcript,
          `${place(page, cell, cell.twin?.at)}: CPython prints something else than is recorded; ${REMEDY}`,
        );
        await checkSchedule(nameOfCell(page, cell), twinProgram(page, cell));
      });
    }
  });
}

describe('pairs of programs', { concurrency: 4 }, () => {
  for (const pair of readPairs().filter(({ measured }) => measured === undefined)) {
    test(pair.path, async () => {
      const { transcript } = await runPython(pair.python);
      const file = expectedFile(pair);
      assert.equal(
        printExpected(pair, transcript),
        readFileSync(join(ROOT, file), 'utf8'),
        `${file} is not what CPython prints; ${REMEDY}`,
      );
      await checkSchedule(pair.path, pair.python);
    });
  }
});
