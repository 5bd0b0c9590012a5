/**
 * Hostile programs through a page of the built site, in every engine: what the
 * page makes of each, that it answers meanwhile, and that nothing is left.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Served } from '../../src/notebook/command/serve.ts';
import { servedSite } from '../built-site.ts';
import { type Engine, surviving } from '../engines/engine.ts';
import { eachEngine } from '../engines/engines.ts';
import type { NotebookPage, Surroundings } from '../engines/page.ts';
import { family, idle, memory, observable } from '../engines/processes.ts';
import { CELLS } from './cells.ts';
import { type Outsider, outsider } from './outsider.ts';
import { casesInTable, Results, writes } from './results.ts';
import { check, none, openWithSecrets, outcome, run, unchanged, workersIn } from './trial.ts';

const PATH = 'task-cancellation/gather/';
const CELL = 'cancelled-before-it-starts';

const results = new Results('table', CELLS);

describe('hostile cells', () => {
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
      casesInTable('table'),
      CELLS.map(({ name }) => name),
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
      page = await open(engine, site);
      around = await page.surroundings();
      workers = workersIn(engine);
    };
    before(start);
    after(() => engine?.close());
    afterEach(async () => {
      if (!(await page.shown()).busy) return;
      // A test has failed; the next one is to have a fair start.
      await page.press('stop');
      if ((await page.shown()).busy) await page.press('stop');
      await page.ended();
    });

    for (const cell of CELLS) {
      const test = async (): Promise<void> => {
        const expected = cell.but?.[name] ?? cell;
        await page.setCode(
          typeof cell.code === 'string' ? cell.code : cell.code({ site: site.url, outside: outside.url }),
        );
        const shown = await run(page, expected);
        check(shown, expected);
        assert.equal(shown.frames, 0, 'no frame is left');
        assert.ok(shown.waiting <= 1, 'one sandbox at most waits for the next run');
        unchanged(await page.surroundings(), around);
        assert.deepEqual(await page.complaints(), [], 'the page complains of nothing');
        assert.deepEqual(outside.hits, [], 'nothing has reached another site');
        // Those of the sandbox that waits, of the editor's types and of the service worker may come later.
        if (observable) await none(() => workersIn(engine) - workers - 3, 'workers');
        results.add(cell.name, name, outcome(shown));
      };
      it(cell.name, () => surviving(() => engine, start, test));
    }

    // Elsewhere a run takes longer to begin.
    const rounds = name === 'chromium' ? 100 : 10;
    it(`${rounds} loops, each stopped as soon as it runs, leave nothing`, async () => {
      await page.setCode('console.log("before"); for (;;);');
      const stopped = (times: number): Promise<void> => page.stopAtOnce({ line: 'before', ending: 'Stopped.', times });
      await stopped(5);
      const held = memory(family(engine.pid));
      await stopped(rounds - 5);
      const { frames, waiting } = await page.shown();
      assert.ok(frames === 0 && waiting <= 1, `${frames} frames, ${waiting} that wait`);
      if (!observable) return;
      await none(() => workersIn(engine) - workers - 3, 'workers');
      await idle(engine.pid);
      // A sandbox that stays takes some megabytes.
      if (name === 'chromium') await none(() => Math.max(0, memory(family(engine.pid)) - held - 150), 'megabytes');
    });

    it('an honest cell of the page still prints what was recorded', async () => {
      const honest = page.cell('who-has-seen-it');
      await honest.run();
      await honest.ended();
      const { state, problem, verdicts } = await honest.shown();
      assert.deepEqual(
        { state, problem, fails: verdicts.filter((verdict) => verdict !== 'holds') },
        { state: 'captured', problem: null, fails: [] },
      );
    });
  });
});

/** A page that has something to lose, its compiler loaded. */
async function open(engine: Engine, site: Served): Promise<NotebookPage> {
  const page = await openWithSecrets(engine, site, PATH, CELL);
  await page.setCode('console.log("to begin with");');
  await page.run();
  await page.ended();
  return page;
}
