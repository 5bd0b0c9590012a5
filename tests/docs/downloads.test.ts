/** What readers download: each cell as one file for the command line, imports included. Its twin's: tests/cpython/. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readProgram } from '../../src/notebook/command/read-program.ts';
import { place } from '../../src/notebook/command/run-cell.ts';
import { normalise } from '../../src/notebook/languages/python/normalise.ts';
import { cellAsFile, cellFile, withImports } from '../../src/notebook/model/program.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { readPageRecordings, readPages } from '../../src/site/commands/content.ts';
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'downloads-'));
after(async () => {
  rmSync(folder, { recursive: true });
  await stopCompiler();
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
  }
});
