/** Every cell of every page, run through the page's own buttons: what is captured is what was recorded. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { evaluate } from '../../src/cells/expectations.ts';
import { parsePage } from '../../src/cells/parse-page.ts';
import { readRecordings, recordingsFile } from '../../src/cells/recordings.ts';
import { endingText, formatTime } from '../../src/cells/wording.ts';
import { visible } from '../../src/components/cell-element/display.ts';
import { Session } from './cells.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('cells in the browser', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  for (const file of globSync('content/**/*.mdx', { cwd: ROOT }).sort()) {
    const page = parsePage(readFileSync(join(ROOT, file), 'utf8'), file);
    if (page.cells.length === 0) continue;
    it(`${file}: ${page.cells.length} cells print what was recorded`, async () => {
      const recordings = readRecordings(readFileSync(join(ROOT, recordingsFile(file)), 'utf8'), recordingsFile(file));
      const opened = await session.open(page.path === 'index' ? '' : page.path);
      for (const { id, at, expectations, interrupt } of page.cells) {
        const where = `${file}:${at}: cell ${id}`;
        const recorded = recordings[id]?.typescript;
        assert.ok(recorded, `${where}: not recorded`);
        const cell = opened.cell(id);
        if (interrupt === undefined) await cell.run();
        else {
          await cell.start();
          await cell.stuck();
          await cell.stop();
          await cell.ended();
        }
        assert.equal(await cell.problem(), null, where);
        assert.equal(await cell.state(), 'captured', where);
        assert.deepEqual(
          await cell.output(),
          recorded.lines.map(({ stream, time, text }) => ({ stream, time: formatTime(time), text: visible(text) })),
          where,
        );
        assert.equal(await cell.ending(), endingText(recorded), where);
        assert.deepEqual(
          await cell.verdicts(),
          expectations.map(({ check }) => (evaluate(check, recorded).holds ? 'holds' : 'fails')),
          where,
        );
      }
      assert.deepEqual(opened.complaints, []);
      assert.equal(await opened.frames(), 0);
      await opened.close();
    });
  }
});
