/**
 * The Python beside the cells, run by the page's own buttons for a reader who has chosen Python: what CPython prints in
 * the page is what it printed when the page was recorded. All of it in Chromium, some pages in the other engines: each
 * program starts an interpreter, which takes seconds.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Served } from '../../src/notebook/command/serve.ts';
import { visible } from '../../src/notebook/element/views/display.ts';
import { evaluate } from '../../src/notebook/model/expectations.ts';
import { endingText, formatTime } from '../../src/notebook/model/wording.ts';
import { siteContent } from '../../src/site/content.ts';
import { servedSite } from '../built-site.ts';
import { type Engine, type EngineName, type LaunchOptions, surviving } from './engine.ts';
import { eachEngine } from './engines.ts';
import { NotebookPage } from './page.ts';

/** The machine may do much else: a run that was too slow for the page's own deadlines gets another chance. */
const ATTEMPTS = 3;
const TOO_SLOW = /has not answered for \d+ s|did not start within|has been busy for/;
/** Of every kind: tasks, cancellation, an interrupt, deep recursion. */
const SOME = ['task-cancellation/gather', 'circular-await'];
/** Browsers at a time. */
const LANES = 2;
/** How deep a recursion goes depends on the stack, which is smaller in a browser. */
const DEEPER_ELSEWHERE = ['how-deep'];

const content = siteContent();
const PAGES = content.readPages().flatMap((page) => {
  const recordings = content.readPageRecordings(page);
  const expected = page.cells
    .filter(({ id, measured }) => measured === undefined && !DEEPER_ELSEWHERE.includes(id))
    .map(({ id, at, expectations }) => {
      const where = `${page.file}:${at}: cell ${id}`;
      const recorded = recordings[id]?.python?.['3.14'];
      assert.ok(recorded, `${where}: not recorded`);
      const verdicts = expectations.map(({ check }) => (evaluate(check, recorded).holds ? 'holds' : 'fails'));
      const lines = recorded.lines.map(({ stream, time, text }) => ({
        stream,
        time: formatTime(time),
        text: depth(visible(text)),
      }));
      return { id, where, shown: { problem: null, lines, ending: endingText(recorded), verdicts } };
    });
  return expected.length === 0 ? [] : [{ file: page.file, path: page.path, all: page.cells.length > 1, expected }];
});

/** How much of its stack CPython had used, which is another number in each build of it. */
function depth(text: string): string {
  return text.replace(/\(used \d+ kB\)/, '(used … kB)');
}

describe('Python', () => {
  let site: Served;
  before(async () => {
    site = await servedSite();
  });
  after(() => site.close());

  eachEngine(({ name, launch }) => {
    const pages = PAGES.filter(({ path }) => name === 'chromium' || SOME.includes(path));
    // Where there are many, in two browsers: a boot of CPython keeps one processor busy.
    const lanes = name === 'chromium' ? LANES : 1;
    for (let lane = 0; lane < lanes; lane++) {
      const title = lanes === 1 ? 'each program' : `each program, browser ${lane + 1} of ${lanes}`;
      const own = pages.filter((_, at) => at % lanes === lane);
      describe(title, { concurrency: false }, () => runPages(own, name, launch));
    }
  }, LANES);

  function runPages(pages: typeof PAGES, name: EngineName, launch: (options: LaunchOptions) => Promise<Engine>): void {
    let engine: Engine;
    let page: NotebookPage;
    const start = async (): Promise<void> => {
      // WebKit's interpreter needs its second compiler: without it CPython takes twice as long to start.
      engine = await launch(name === 'webkit' ? {} : { wasm: 'plain' });
      page = await NotebookPage.open(engine, `${site.url}task-cancellation/gather/`, 'who-has-seen-it');
      // As if chosen on an earlier visit.
      await page.tab.evaluate(() => {
        localStorage.setItem('verified:speed', 'instant');
        localStorage.setItem('verified:language', 'python');
      }, null);
    };
    before(start);
    after(() => engine?.close());

    for (const { file, path, all, expected } of pages) {
      const test = async (): Promise<void> => {
        const first = page.cell(expected[0]?.id ?? '');
        await first.tab.goto(`${site.url}${path === 'index' ? '' : `${path}/`}`);
        await first.settle();
        if (all) await first.runAll();
        for (const { id, where, shown } of expected) {
          const cell = page.cell(id);
          const again = async () => {
            await cell.run();
            await cell.ended();
            return cell.shown();
          };
          let now = await (all ? cell.shown() : again());
          for (let run = 1; run < ATTEMPTS && TOO_SLOW.test(now.problem ?? ''); run++) now = await again();
          assert.match(now.provenance, /^Captured now, by CPython 3\.14\./, where);
          const { problem, ending, verdicts } = now;
          const lines = now.lines.map((line) => ({ ...line, text: depth(line.text) }));
          assert.deepEqual({ problem, lines, ending, verdicts }, shown, where);
        }
        assert.deepEqual(await first.complaints(), []);
      };
      it(`the Python of ${file}`, () => surviving(() => engine, start, test));
    }
  }
});
