/**
 * Doc-output regression: what every cell prints in Node is what the page has
 * recorded, the whole transcript; every expectation holds, by lines that can be
 * shown; nothing is recorded that no cell prints.
 */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { place } from '../../src/notebook/command/run-cell.ts';
import { unifiedDiff } from '../../src/notebook/command/unified-diff.ts';
import { compareTwin, twinVersion } from '../../src/notebook/languages/python/normalise.ts';
import { digestOf, twinProgram } from '../../src/notebook/languages/python/twins.ts';
import type { Check } from '../../src/notebook/model/cell.ts';
import { evaluate } from '../../src/notebook/model/expectations.ts';
import { predictionProblem } from '../../src/notebook/model/prediction.ts';
import { recordingsFile } from '../../src/notebook/model/recordings.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { ROOT, readPageRecordings, readPages, runCell } from '../../src/site/commands/content.ts';
import { stopCompiler } from '../../src/site/commands/programs.ts';

const REMEDY = 'run `npm run record` and review its diff';
const pages = readPages();

after(() => stopCompiler());

for (const page of pages) {
  if (page.cells.length === 0) continue;
  const recordings = readPageRecordings(page);
  const file = recordingsFile(page.file);

  describe(page.file, { concurrency: 4 }, () => {
    test('every recording belongs to a cell, in the order of the page', () => {
      assert.deepEqual(
        Object.keys(recordings),
        page.cells.map(({ id }) => id),
        `${file} holds other cells than ${page.file}; ${REMEDY}`,
      );
    });

    for (const cell of page.cells) {
      const recording = recordings[cell.id];
      const recorded = (): Transcript => {
        assert(recording !== undefined, `${place(page, cell)}: has no recording in ${file}; ${REMEDY}`);
        return recording.typescript;
      };

      test(`${cell.id} prints what is recorded`, async () => {
        const [before, now] = [asText(recorded()), asText(await runCell(page, cell))];
        const diff = unifiedDiff(before, now, `${file}: ${cell.id}`, 'printed now');
        assert(before === now, `${place(page, cell)}: prints something else than is recorded; ${REMEDY}\n${diff}`);
      });

      test(`${cell.id}: its recording and its twin's agree`, () => {
        const python = recording?.python?.[twinVersion(cell)];
        assert(python !== undefined, `${place(page, cell, cell.twin?.at)}: the twin has no recording; ${REMEDY}`);
        assert(
          recording?.twin === digestOf(twinProgram(page, cell)),
          `${place(page, cell, cell.twin?.at)}: the twin has been changed since it was recorded; ${REMEDY}`,
        );
        const { problems } = compareTwin(cell, python, recorded());
        if (cell.differs !== undefined) {
          assert(problems.length > 0, `${place(page, cell)}: differs="…", but the twin prints the same; remove it`);
          return;
        }
        const twin = place(page, cell, cell.twin?.at);
        assert(problems.length === 0, `${twin}: ${file} holds a twin (-) that disagrees (+)\n${problems.join('\n')}`);
      });

      const { older } = cell;
      if (older !== undefined) {
        test(`${cell.id}: CPython ${older} printed something else`, () => {
          const [then, now] = [recording?.python?.[older], recording?.python?.[twinVersion(cell)]];
          assert(then !== undefined && now !== undefined, `${place(page, cell)}: not recorded; ${REMEDY}`);
          const texts = ({ lines }: Transcript): string[] => lines.map(({ stream, text }) => `${stream} ${text}`);
          assert.notDeepEqual(
            texts(then),
            texts(now),
            `${place(page, cell)}: prints the same; remove older="${older}"`,
          );
        });
      }

      const { prediction } = cell;
      if (prediction !== undefined) {
        test(`${cell.id}: ${prediction.asks}`, () => {
          const unfit = predictionProblem(prediction, recorded());
          assert(unfit === null, `${place(page, cell, prediction.at)}: ${unfit}`);
        });
      }

      for (const { says, check, at } of cell.expectations) {
        test(`${cell.id}: ${says}`, () => {
          const transcript = recorded();
          const { holds, lines } = evaluate(check, transcript);
          const shown = transcript.lines.map(({ text }) => `    ${text}`).join('\n');
          assert(holds, `${place(page, cell, at)}: does not hold: ${says}\n${shown}`);
          const proven = lines.length > 0 || provenByAbsence(check);
          assert(proven, `${place(page, cell, at)}: no line proves this: ${says}`);
        });
      }
    }
  });
}

test('no recording lies beside a page that is not there', () => {
  const wanted = new Set(pages.filter(({ cells }) => cells.length > 0).map((page) => recordingsFile(page.file)));
  const orphans = globSync('content/**/*.transcripts.json', { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !wanted.has(file));
  assert.deepEqual(orphans, [], `Recordings without a page with cells: ${orphans.join(', ')}; ${REMEDY}`);
});

/** Whether a check is about what is not there, so that the whole output is its proof. */
function provenByAbsence(check: Check): boolean {
  if ('all' in check) return check.all.some(provenByAbsence);
  if ('count' in check) return check.count.is === 0;
  return 'lacks' in check || 'returns' in check || 'silent' in check;
}

function asText({ lines, hidden, hiddenAt, exception, status }: Transcript): string {
  const printed = lines.map(({ stream, time, text, worker }) => `${stream} ${time} ${worker ?? ''} ${text}`);
  if (hidden > 0) printed.splice(hiddenAt, 0, `(${hidden} lines hidden)`);
  const end = exception === null ? `status ${status}` : `status ${status}, ${exception.type}: ${exception.message}`;
  return `${[...printed, end].join('\n')}\n`;
}
