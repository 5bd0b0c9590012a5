/** What is done with a hostile program, in whichever language: a page with something to lose, a run, and what came of it. */
import assert from 'node:assert/strict';
import type { Served } from '../../src/notebook/command/serve.ts';
import type { Engine } from '../engines/engine.ts';
import { type CellState, NotebookPage, type Surroundings } from '../engines/page.ts';
import { family, threads } from '../engines/processes.ts';
import { until } from '../patience.ts';
import type { HostileCell, Shown } from './cells.ts';

/** A worker's thread, as each engine calls it. */
const WORKER = /^(DedicatedWorker|DOM Worker|WebCore: Worker)/;

/** Opens a page that has something to lose. */
export async function openWithSecrets(engine: Engine, site: Served, path: string, cell: string): Promise<NotebookPage> {
  const page = await NotebookPage.open(engine, `${site.url}${path}`, cell);
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
  return page;
}

/** Runs what the cell holds to its end, pressing Stop where the program has none of its own. */
export async function run(
  page: NotebookPage,
  { stopAfter, listens, stubborn }: Pick<HostileCell, 'stopAfter' | 'listens' | 'stubborn'>,
): Promise<CellState> {
  await page.run();
  await page.answers();
  if (stopAfter !== undefined) {
    await page.until({ state: 'running', line: stopAfter });
    // Once the page knows that a program does not answer, Stop ends it at once.
    if (listens !== true) await page.until({ provenance: 'Busy' });
    await page.answers();
    await page.press('stop');
    if (stubborn === true) {
      await page.until({ provenance: 'Interrupted: the program is cleaning up' });
      await page.press('stop');
    }
  }
  await page.ended();
  return page.shown();
}

/** Checks what the page shows of a run that is over. */
export function check(shown: CellState, { lines, among, ending, problem }: Shown): void {
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
export function unchanged(now: Surroundings, before: Surroundings): void {
  for (const key of Object.keys(before) as (keyof Surroundings)[]) {
    if (now[key] === before[key]) continue;
    const from = Math.max(0, [...before[key]].findIndex((character, i) => now[key][i] !== character) - 60);
    const part = (text: string): string => text.slice(from, from + 200);
    assert.equal(part(now[key]), part(before[key]), `${key} outside of the cell has changed`);
  }
}

/** In a few words, for the table. */
export function outcome({ ending, problem, state }: CellState): string {
  if (problem !== null && problem !== ending) return state === 'failed' ? 'did not compile' : problem;
  return ending;
}

export function workersIn(engine: Engine): number {
  return threads(family(engine.pid)).filter((thread) => WORKER.test(thread)).length;
}

/** Waits until something has gone down to nothing. */
export async function none(count: () => number, what: string): Promise<void> {
  await until(
    `no ${what}`,
    () => count() <= 0,
    () => `there are ${count()} ${what}`,
  );
}
