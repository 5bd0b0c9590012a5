/**
 * Kill to silence: from a press of Stop on an endless loop until the whole
 * browser leaves the processor alone, as the system sees it. Measured in
 * Chromium, where a worker that is only terminated goes on for two seconds.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { servedSite } from '../built-site.ts';
import { launchChromium } from '../engines/chromium.ts';
import { NotebookPage } from '../engines/page.ts';
import { family, processorTime } from '../engines/processes.ts';
import type { Figure } from './figure.ts';
import { Yardstick } from './yardstick.ts';

const ROUNDS = 9;
/** Milliseconds between two looks; the system counts in tens. */
const LOOK = 20;
/** Silence is so many milliseconds in which all processes together use less than a tenth of a processor. */
const SILENCE = 300;
const SHARE = 0.1;
/** Milliseconds after which the page knows that the program does not answer, so that the first press ends it. */
const DEAF = 1_000;

/** Milliseconds from `began` to the beginning of the first silence. */
async function untilSilent(pid: number, began: number): Promise<number> {
  const looks: { readonly at: number; readonly used: number }[] = [];
  let before = new Map<number, number>();
  for (let used = 0; ; ) {
    const now = new Map(family(pid).map((one) => [one, processorTime([one])]));
    const at = performance.now();
    // A process that has ended takes its count along.
    for (const [one, time] of now) used += 1000 * (time - (before.get(one) ?? (looks.length === 0 ? time : 0)));
    before = now;
    looks.push({ at, used });
    const from = looks.find((look) => at - look.at >= SILENCE && used - look.used < SHARE * (at - look.at));
    if (from !== undefined) return from.at - began;
    if (at - began > 30_000) throw new Error('the browser goes on computing for 30 s');
    await pause(LOOK);
  }
}

export async function measure(): Promise<Figure[]> {
  const site = await servedSite();
  const engine = await launchChromium();
  try {
    const page = await NotebookPage.open(engine, `${site.url}task-cancellation/gather/`, 'cancelled-before-it-starts');
    await page.setCode('console.log("before"); for (;;);');
    await page.run();
    await page.until({ state: 'running', line: 'before' });
    await page.press('stop');
    await page.ended();
    // The first edit has made the page load its type checker, and the first run has the engine optimise the compiler.
    await untilSilent(engine.pid, performance.now());
    const yardstick = new Yardstick();
    const rounds: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      await page.run();
      await page.until({ state: 'running', line: 'before' });
      await pause(DEAF);
      const pressed = performance.now();
      await page.tab.evaluate(() => document.querySelector<HTMLElement>('[data-action="stop"]:enabled')?.click(), null);
      rounds.push(await untilSilent(engine.pid, pressed));
      await page.ended();
      // The next sandbox boots meanwhile.
      await pause(2_000);
      yardstick.take();
    }
    rounds.sort((a, b) => a - b);
    return [
      yardstick.own,
      // Half a second on the machine where the yardstick takes ten milliseconds.
      yardstick.figure(
        `an endless loop, Stop pressed, to the processor idle: the middle of ${ROUNDS}`,
        rounds[ROUNDS >> 1] ?? Number.NaN,
        50,
      ),
      yardstick.figure('the worst of them', rounds.at(-1) ?? Number.NaN, 50),
    ];
  } finally {
    await engine.close();
    await site.close();
  }
}
