/**
 * Every cell's Python twin on CPython 3.14 prints what the cell prints (see
 * `normalise()` for what may differ), and exactly what the page has recorded.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { stopCompiler } from '../../src/command/compiler.ts';
import { place, readPageRecordings, readPages, runCell, twinProgram } from '../../src/command/pages.ts';
import { compare } from '../../src/oracle/normalise.ts';
import { closeOracle, runPython } from '../../src/oracle/oracle.ts';

after(() => Promise.all([closeOracle(), stopCompiler()]));

for (const page of readPages()) {
  if (page.cells.length === 0) continue;
  const recordings = readPageRecordings(page);
  describe(page.file, { concurrency: 4 }, () => {
    for (const cell of page.cells) {
      // Recorded on a CPython with threads and processes; tests/docs compares the recordings.
      if (cell.measured !== undefined) continue;
      test(cell.id, async () => {
        const [answer, run] = await Promise.all([runPython(twinProgram(page, cell)), runCell(page, cell)]);
        const { problems } = compare(answer.transcript, run);
        if (cell.differs === undefined) {
          const twin = place(page, cell, cell.twin.at);
          assert(problems.length === 0, `${twin}: CPython's twin (-) and the cell (+)\n${problems.join('\n')}`);
        } else {
          assert(problems.length > 0, `${place(page, cell)}: differs="…", but the twin prints the same`);
        }
        const version = answer.version.split('.').slice(0, 2).join('.');
        assert.deepEqual(
          recordings[cell.id]?.python[version],
          answer.transcript,
          `${place(page, cell, cell.twin.at)}: the twin is recorded otherwise; run \`npm run record\` and review its diff`,
        );
      });
    }
  });
}
