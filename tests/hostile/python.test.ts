/** Hostile programs in Python through a page of the built site, in every engine, as cells.test.ts does with the others. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Served } from '../../src/notebook/command/serve.ts';
import { visible } from '../../src/notebook/element/views/display.ts';
import { siteContent } from '../../src/site/content.ts';
import { servedSite } from '../built-site.ts';
import { type Engine, surviving } from '../engines/engine.ts';
import { eachEngine } from '../engines/engines.ts';
import type { NotebookPage, Surroundings } from '../engines/page.ts';
import { observable } from '../engines/processes.ts';
import { type Outsider, outsider } from './outsider.ts';
import { PYTHON } from './python.ts';
import { casesInTable, Results, writes } from './results.ts';
import { check, none, openWithSecrets, outcome, run, unchanged, workersIn } from './trial.ts';

const PATH = 'task-cancellation/gather';
const CELL = 'cancelled-before-it-starts';
const HONEST = 'who-has-seen-it';

const results = new Results('python', PYTHON);

/** What CPython printed of the honest cell when its page was recorded. */
function recorded(): string[] {
  const content = siteContent();
  const page = content.readPages().find(({ path }) => path === PATH);
  const python = page && content.readPageRecordings(page)[HONEST]?.python?.['3.14'];
  assert.ok(python, `${PATH}: ${HONEST} is not recorded`);
  return python.lines.map(({ text }) => visible(text));
}

describe('hostile cells in Python', () => {
  let site: Served;
  let outside: Outsider;
  before(async () => {
    site = await servedSite();
    outside = await outsider();
  });
  after(async () => {
    await site.close();
    outside.close();
    results.written();
  });

  it('stand in README.md, each in a row of its own', { skip: writes && 'they are being written' }, () => {
    assert.deepEqual(
      casesInTable('python'),
      PYTHON.map(({ name }) => name),
    );
  });

  eachEngine(({ name, launch }) => {
    let engine: Engine;
    let page: NotebookPage;
    let around: Surroundings;
    let workers: number;
    const start = async (): Promise<void> => {
      engine = await launch();
      results.engine(engine.name, engine.version);
      page = await openWithSecrets(engine, site, `${PATH}/?lang=python`, CELL);
      await page.setCode('print("to begin with")', 'python');
      await page.run();
      await page.ended();
      around = await page.surroundings();
      workers = workersIn(engine);
    };
    before(start);
    after(() => engine?.close());
    afterEach(async () => {
      await page.releaseClock();
      if (!(await page.shown()).busy) return;
      // A test has failed; the next one is to have a fair start.
      await page.press('stop');
      if ((await page.shown()).busy) await page.press('stop');
      await page.ended();
    });

    for (const cell of PYTHON) {
      if (cell.not?.includes(name)) continue;
      const test = async (): Promise<void> => {
        const expected = cell.but?.[name] ?? cell;
        const { code } = cell;
        await page.setCode(typeof code === 'string' ? code : code({ site: site.url, outside: outside.url }), 'python');
        // What listens is not to be ended for being slow on a slow machine.
        if (cell.stopAfter === undefined || cell.listens === true) await page.holdClock();
        const shown = await run(page, expected);
        await page.releaseClock();
        check(shown, expected);
        // A worker that does not hear that it has to go is given a second.
        await page.until({ frames: 0 });
        assert.ok(shown.waiting <= 1, 'one sandbox at most waits for the next run');
        unchanged(await page.surroundings(), around);
        assert.deepEqual(await page.complaints(), [], 'the page complains of nothing');
        assert.deepEqual(outside.hits, [], 'nothing has reached another site');
        if (observable) await none(() => workersIn(engine) - workers - 3, 'workers');
        results.add(cell.name, name, outcome(shown));
      };
      it(cell.name, () => surviving(() => engine, start, test));
    }

    it('an honest cell of the page still prints what was recorded', async () => {
      const honest = page.cell(HONEST);
      await honest.run();
      await honest.ended();
      const { state, problem, verdicts, lines, provenance } = await honest.shown();
      assert.match(provenance, /^Captured now, by CPython 3\.14\./);
      assert.deepEqual(
        {
          state,
          problem,
          fails: verdicts.filter((verdict) => verdict !== 'holds'),
          texts: lines.map(({ text }) => text),
        },
        { state: 'captured', problem: null, fails: [], texts: recorded() },
      );
    });
  });
});
