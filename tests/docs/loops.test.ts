/**
 * The recorded logs of the cells that show their event loop (`PAGE.loops.json`): each line of the recorded output belongs
 * to one event, and a step back leads to the state from which the step forward came, at every event.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { stepEvents } from '../../src/notebook/astro/step-links.ts';
import type { TraceLog } from '../../src/notebook/trace/events.ts';
import { stateAt } from '../../src/notebook/trace/fold.ts';
import { logsFile, readLogs } from '../../src/notebook/trace/recorded-logs.ts';
import { ROOT, readPageRecordings, readPages } from '../../src/site/commands/content.ts';

let logs = 0;
let links = 0;
after(() => {
  assert.ok(logs >= 12, `only ${logs} logs are recorded`);
  assert.ok(links >= 4, `only ${links} links lead from a text to a step`);
});

/** The same log, of which no state has been asked for. */
function afresh(log: TraceLog): TraceLog {
  return { ...log };
}

for (const page of readPages().filter(({ steps }) => steps !== undefined)) {
  test(`${page.file}: each link to a step quotes the sentence of one event`, () => {
    links += stepEvents(page, join(ROOT, page.file)).length;
  });
}

for (const page of readPages()) {
  const file = logsFile(page.file);
  if (!existsSync(join(ROOT, file))) continue;
  const recordings = readPageRecordings(page);
  describe(file, () => {
    for (const [id, log] of Object.entries(readLogs(readFileSync(join(ROOT, file), 'utf8'), file))) {
      logs++;
      test(`${id}: each line of output belongs to one event`, () => {
        const lines = recordings[id]?.typescript.lines ?? [];
        const told = log.events.flatMap((event) => (event.kind === 'printed' ? [event] : []));
        // A recording of a log may be cut off.
        const expected = log.dropped > 0 ? lines.slice(0, told.length) : lines;
        assert.deepEqual(
          told.map(({ output, stream, time }) => ({ output, stream, time })),
          expected.map(({ stream, time }, output) => ({ output, stream, time })),
        );
      });

      test(`${id}: a step back undoes a step forward`, () => {
        const forward = log.events.map((_, k) => stateAt(log, k));
        const back = afresh(log);
        for (let k = log.events.length - 1; k >= 0; k--) {
          stateAt(back, k + 1);
          assert.deepEqual(stateAt(back, k), forward[k], `before event ${k + 1}`);
          assert.deepEqual(stateAt(back, k + 1), stateAt(log, k + 1), `event ${k + 1} again`);
        }
      });
    }
  });
}
