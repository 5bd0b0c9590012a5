/**
 * Every cell of every page, run in every engine by the page's own buttons: what
 * is captured is what was recorded.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Served } from '../../src/notebook/command/serve.ts';
import { visible } from '../../src/notebook/element/views/display.ts';
import { evaluate } from '../../src/notebook/model/expectations.ts';
import { endingText, formatTime } from '../../src/notebook/model/wording.ts';
import { siteContent } from '../../src/site/content.ts';
import { servedSite } from '../built-site.ts';
import { type Engine, surviving } from './engine.ts';
import { eachEngine } from './engines.ts';
import { type CellState, NotebookPage } from './page.ts';

/** The machine may do much else: a run that was too slow for the page's own deadlines gets another chance. */
const ATTEMPTS = 3;
const TOO_SLOW = /took more than \d+ seconds|has not answered for \d+ s|did not start within/;

interface Expected {
  readonly id: string;
  readonly where: string;
  /** What the page shows of the cell in the end. */
  readonly shown: {
    readonly state: string;
    readonly problem: null;
    readonly lines: readonly { readonly stream: string; readonly time: string; readonly text: string }[];
    readonly ending: string;
    readonly verdicts: readonly string[];
  };
}

const content = siteContent();
const PAGES = content
  .readPages()
  .filter(({ cells }) => cells.length > 0)
  .map((page) => {
    const { file, path, cells } = page;
    const recordings = content.readPageRecordings(page);
    const expected = cells.map(({ id, at, expectations }): Expected => {
      const where = `${file}:${at}: cell ${id}`;
      const recorded = recordings[id]?.typescript;
      assert.ok(recorded, `${where}: not recorded`);
      return {
        id,
        where,
        shown: {
          state: 'captured',
          problem: null,
          lines: recorded.lines.map(({ stream, time, text }) => ({
            stream,
            time: formatTime(time),
            text: visible(text),
          })),
          ending: endingText(recorded),
          verdicts: expectations.map(({ check }) => (evaluate(check, recorded).holds ? 'holds' : 'fails')),
        },
      };
    });
    return { file, path, expected };
  });

describe('recordings', () => {
  let site: Served;
  before(async () => {
    site = await servedSite();
  });
  after(() => site.close());

  eachEngine(({ launch }) => {
    let engine: Engine;
    let page: NotebookPage;
    const start = async (): Promise<void> => {
      engine = await launch({ wasm: 'plain' });
      page = await NotebookPage.open(engine, `${site.url}task-cancellation/gather/`, 'who-has-seen-it');
      // As if chosen on an earlier visit.
      await page.tab.evaluate(() => localStorage.setItem('verified:speed', 'instant'), null);
    };
    before(start);
    after(() => engine?.close());

    for (const { file, path, expected } of PAGES) {
      const test = async (): Promise<void> => {
        const first = page.cell(expected[0]?.id ?? '');
        await first.tab.goto(`${site.url}${path === 'index' ? '' : `${path}/`}`);
        await first.settle();
        // The only cell of a page has no button for all.
        const all = expected.length > 1;
        if (all) await first.runAll();
        for (const { id, where, shown } of expected) {
          const cell = page.cell(id);
          let now = await (all ? cell.shown() : outcome(cell));
          for (let run = 1; run < ATTEMPTS && TOO_SLOW.test(now.problem ?? ''); run++) now = await outcome(cell);
          const { state, problem, lines, ending, verdicts } = now;
          assert.deepEqual({ state, problem, lines, ending, verdicts }, shown, where);
        }
        assert.deepEqual(await first.complaints(), []);
      };
      it(`the cells of ${file}`, () => surviving(() => engine, start, test));
    }
  });
});

async function outcome(cell: NotebookPage): Promise<CellState> {
  await cell.run();
  await cell.ended();
  return cell.shown();
}
