/** What readers download: each cell as one file for the command line, each twin as one for CPython, imports included. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readProgram } from '../../src/notebook/command/read-program.ts';
import { place } from '../../src/notebook/command/run-cell.ts';
import { normalise } from '../../src/notebook/languages/python/normalise.ts';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';
import { twinAsFile } from '../../src/notebook/languages/python/twin.ts';
import { cellAsFile, cellFile, pythonModule, withImports } from '../../src/notebook/model/program.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { readPageRecordings, readPages } from '../../src/site/commands/content.ts';
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'downloads-'));
after(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([closeOracle(), stopCompiler()]);
});

// The file of a cell that imports nothing is its source, which tests/docs and tests/conformance run already.
const importing = readPages().flatMap((page) => {
  const sources = new Map(page.cells.map(({ id, source }) => [id, source]));
  return page.cells
    .filter(({ id, measured }) => withImports(id, sources).length > 1 && measured === undefined)
    .map((cell) => ({ page, cell, sources, recorded: readPageRecordings(page)[cell.id] }));
});

test('there are cells that import others', () => assert.ok(importing.length > 5));

describe('a downloaded file', { concurrency: 2 }, () => {
  for (const { page, cell, sources, recorded } of importing) {
    test(`${cellFile(cell.id)} prints what its cell prints`, async () => {
      const file = join(folder, cellFile(cell.id));
      writeFileSync(file, cellAsFile(cell.id, sources));
      const compiled = await compileProgram(await readProgram(file));
      assert.ok(compiled.ok, JSON.stringify(compiled));
      const run = await runProgram(compiled, { timeout: 30, interrupts: cell.interrupt === 'idle' ? 1 : 0 });
      assert.deepEqual(normalise(run), normalise(recorded?.typescript as Transcript), place(page, cell));
    });

    test(`${pythonModule(cell.id)}.py prints what the twin prints`, async () => {
      const { transcript } = await runPython({
        name: pythonModule(cell.id),
        source: twinAsFile(cell.id, page.cells),
        modules: {},
        interrupts: cell.interrupt === undefined ? [] : [cell.interrupt],
      });
      // In which state CPython finds what it frees last of all depends on where the names were kept.
      const { reports: _, ...printed } = normalise(transcript);
      const { reports: __, ...expected } = normalise(recorded?.python?.['3.14'] as Transcript);
      assert.deepEqual(printed, expected, place(page, cell, cell.twin?.at));
    });
  }
});
