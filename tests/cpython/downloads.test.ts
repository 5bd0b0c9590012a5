/** The twin of a cell that imports others, as readers download it: one file, of which CPython prints what is recorded. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { place } from '../../src/notebook/command/run-cell.ts';
import { normalise } from '../../src/notebook/languages/python/normalise.ts';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';
import { twinAsFile } from '../../src/notebook/languages/python/twin.ts';
import { pythonModule, withImports } from '../../src/notebook/model/program.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { readPageRecordings, readPages } from '../../src/site/commands/content.ts';

after(closeOracle);

describe('a downloaded file', { concurrency: 2 }, () => {
  for (const page of readPages()) {
    const sources = new Map(page.cells.map(({ id, source }) => [id, source]));
    // The file of a twin that imports nothing is its source, which recordings.test.ts runs.
    const importing = page.cells.filter(
      ({ id, measured }) => withImports(id, sources).length > 1 && measured === undefined,
    );
    for (const cell of importing) {
      test(`${pythonModule(cell.id)}.py prints what the twin prints`, async () => {
        const { transcript } = await runPython({
          name: pythonModule(cell.id),
          source: twinAsFile(cell.id, page.cells),
          modules: {},
          interrupts: cell.interrupt === undefined ? [] : [cell.interrupt],
        });
        const recorded = readPageRecordings(page)[cell.id]?.python?.['3.14'];
        // In which state CPython finds what it frees last of all depends on where the names were kept.
        const { reports: _, ...printed } = normalise(transcript);
        const { reports: __, ...expected } = normalise(recorded as Transcript);
        assert.deepEqual(printed, expected, place(page, cell, cell.twin?.at));
      });
    }
  }
});
