/** An inspected run prints and does what any other run of the program does: for each cell of each page. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isSameRun } from '../../src/notebook/element/loop/values.ts';
import type { Run } from '../../src/notebook/languages/language.ts';
import { readPages, runCell } from '../../src/site/commands/content.ts';
import { stopCompiler } from '../../src/site/commands/programs.ts';

let values = 0;
after(async () => {
  await stopCompiler();
  assert.ok(values > 1_000, `only ${values} values were noted`);
});

function printed({ lines, status }: Run): unknown {
  return { lines, status };
}

for (const page of readPages()) {
  describe(page.file, { concurrency: 4 }, () => {
    for (const cell of page.cells.filter(({ measured }) => measured === undefined)) {
      test(cell.id, async () => {
        const plain = await runCell(page, cell, { log: true });
        const inspected = await runCell(page, cell, { log: true, inspect: true });
        assert.deepEqual(printed(inspected), printed(plain));
        assert.ok(plain.log !== undefined && inspected.log !== undefined);
        assert.ok(isSameRun(plain.log, inspected.log), 'the event loop does something else');
        for (const event of inspected.log.events) {
          if (event.kind !== 'suspended') continue;
          for (const place of event.stack) values += place.values?.length ?? 0;
        }
      });
    }
  });
}
