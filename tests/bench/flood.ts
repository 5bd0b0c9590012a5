/** How long a page is silent at most while a program floods it, and how soon such a program is stopped. */
import { type CellPage, Session } from '../browser/cells.ts';
import type { Figure } from './figure.ts';
import { Yardstick } from './yardstick.ts';

const FLOODS: Readonly<Record<string, string>> = {
  'a million lines': 'import { print } from "awaitable/builtins";\nfor (let i = 0; i < 1e6; i++) print("line", i);\n',
  'a line of fifty megabytes': 'console.log("y".repeat(5e7));\n',
  'three million messages to nobody': 'for (let i = 0; i < 3e6; i++) (self as any).postMessage(i);\n',
  'ten thousand empty lines': 'for (let i = 0; i < 1e4; i++) console.log();\n',
};
/** In yardsticks: 100 milliseconds where one takes ten. */
const LIMIT = 10;
const ROUNDS = 5;
/** Milliseconds between two looks of the page at its clock. */
const LOOK = 10;

/** Milliseconds that the page has not answered at a stretch while the program in a cell ran. */
async function longestSilence(page: CellPage, code: string): Promise<number> {
  const cell = page.cell('cancelled-before-it-starts');
  await cell.setCode(code);
  await page.page.evaluate((look) => {
    const state = { longest: 0, last: performance.now() };
    const timer = setInterval(() => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last - look);
      state.last = now;
    }, look);
    Object.assign(window, {
      stopWatching: () => {
        clearInterval(timer);
        return state.longest;
      },
    });
  }, LOOK);
  await cell.run();
  return page.page.evaluate(() => (window as unknown as { stopWatching(): number }).stopWatching());
}

export async function measure(): Promise<Figure[]> {
  const yardstick = new Yardstick();
  const session = await Session.start();
  try {
    const page = await session.open('task-cancellation/gather');
    await page.cell('cancelled-before-it-starts').run();
    const figures: (() => Figure)[] = [];
    for (const [what, code] of Object.entries(FLOODS)) {
      const silences: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        yardstick.take();
        silences.push(await longestSilence(page, code));
      }
      const middle = silences.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
      figures.push(() => yardstick.figure(`${what}: the page does not answer for`, middle, LIMIT));
    }
    return [yardstick.own, ...figures.map((figure) => figure())];
  } finally {
    await session.close();
  }
}
