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
import { type CellState, NotebookPage, type Surroundings } from '../engines/page.ts';
import { family, idle, memory, observable, threads } from '../engines/processes.ts';
import { until } from '../patience.ts';
import { CELLS, type HostileCell, type Shown } from './cells.ts';
import { type Outsider, outsider } from './outsider.ts';
import { casesInTable, Results, writes } from './results.ts';

const PATH = 'task-cancellation/gather/';
const CELL = 'cancelled-before-it-starts';
/** A worker's thread, as each engine calls it. */
const WORKER = /^(DedicatedWorker|DOM Worker|WebCore: Worker)/;

const results = new Results(CELLS.map(({ name }) => name));

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
      casesInTable(),
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
  const page = await NotebookPage.open(engine, `${site.url}${PATH}`, CELL);
  await page.tab.evaluate(async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: a cookie as any page may have one
    document.cookie = 'secret=sesame; path=/';
    localStorage.setItem('secret', 'sesame');
    sessionStorage.setItem('secret', 'sesame');
    await (await caches.open('secret')).put('/secret', new Response('sesame'));
    const channel = new BroadcastChannel('site');
    channel.onmessage = () => channel.postMessage('sesame');
    indexedDB.open('site');
  }, null);
  await page.setCode('console.log("to begin with");');
  await page.run();
  await page.ended();
  return page;
}

async function run(
  page: NotebookPage,
  { stopAfter, listens }: Pick<HostileCell, 'stopAfter' | 'listens'>,
): Promise<CellState> {
  await page.run();
  await page.answers();
  if (stopAfter !== undefined) {
    await page.until({ state: 'running', line: stopAfter });
    // Once the page knows that a program does not answer, Stop ends it at once.
    if (listens !== true) await page.until({ provenance: 'Busy' });
    await page.answers();
    await page.press('stop');
  }
  await page.ended();
  return page.shown();
}

function check(shown: CellState, { lines, among, ending, problem }: Shown): void {
  const texts = shown.lines.map(({ text }) => text);
  const matches = (text: string | undefined, wanted: string | RegExp): boolean =>
    text !== undefined && (typeof wanted === 'string' ? text === wanted : wanted.test(text));
  if (problem === undefined) assert.equal(shown.problem, null);
  else assert.match(shown.problem ?? '', problem);
  if (lines !== undefined) {
    const differs = Array.from({ length: Math.max(lines.length, texts.length) }, (_, i) => i).find(
      (i) => lines[i] === undefined || !matches(texts[i], lines[i]),
    );
    if (differs !== undefined)
      assert.fail(`line ${differs} is not ${lines[differs]}:\n${texts.slice(0, 30).join('\n')}`);
  }
  let from = 0;
  for (const wanted of among ?? []) {
    const found = texts.slice(from).findIndex((text) => matches(text, wanted));
    if (found < 0) assert.fail(`no line from ${from} on is ${wanted}:\n${texts.slice(0, 30).join('\n')}`);
    from += found + 1;
  }
  // What did not compile shows the ending of the run before.
  const wanted = ending ?? (problem === undefined ? /^(Printed nothing\. )?Exit status 0$/ : /^/);
  if (!matches(shown.ending, wanted)) assert.equal(shown.ending, wanted);
}

/** Says what has changed outside of the cell, and little of what has not. */
function unchanged(now: Surroundings, before: Surroundings): void {
  for (const key of Object.keys(before) as (keyof Surroundings)[]) {
    if (now[key] === before[key]) continue;
    const from = Math.max(0, [...before[key]].findIndex((character, i) => now[key][i] !== character) - 60);
    const part = (text: string): string => text.slice(from, from + 200);
    assert.equal(part(now[key]), part(before[key]), `${key} outside of the cell has changed`);
  }
}

/** In a few words, for the table. */
function outcome({ ending, problem, state }: CellState): string {
  if (problem !== null && problem !== ending) return state === 'failed' ? 'did not compile' : problem;
  return ending;
}

function workersIn(engine: Engine): number {
  return threads(family(engine.pid)).filter((thread) => WORKER.test(thread)).length;
}

/** Waits until something has gone down to nothing. */
async function none(count: () => number, what: string): Promise<void> {
  await until(
    `no ${what}`,
    () => count() <= 0,
    () => `there are ${count()} ${what}`,
  );
}
