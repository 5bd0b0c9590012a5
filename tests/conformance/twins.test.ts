/** Every cell's Python twin on CPython 3.14 prints what the cell prints; see `normalise()` for what may differ. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { stopCompiler } from '../../src/command/compiler.ts';
import { place, readPages, runCell, twinProgram } from '../../src/command/pages.ts';
import { compare } from '../../src/oracle/normalise.ts';
import { closeOracle, runPython } from '../../src/oracle/oracle.ts';

after(() => Promise.all([closeOracle(), stopCompiler()]));

for (const page of readPages()) {
  if (page.cells.length === 0) continue;
  describe(page.file, { concurrency: 4 }, () => {
    for (const cell of page.cells) {
      test(cell.id, async () => {
        const [answer, run] = await Promise.all([runPython(twinProgram(page, cell)), runCell(page, cell)]);
        const { problems } = compare(answer.transcript, run);
        if (cell.differs === undefined) {
          const twin = place(page, cell, cell.twin.at);
          assert(problems.length === 0, `${twin}: CPython's twin (-) and the cell (+)\n${problems.join('\n')}`);
        } else {
          assert(problems.length > 0, `${place(page, cell)}: differs="…", but the twin prints the same`);
        }
      });
    }
  });
}
