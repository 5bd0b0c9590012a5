/** Scrubbing through the longest log of an event loop that a page keeps: what each step costs the page's thread. */
import { Session } from '../browser/cells.ts';
import type { Figure } from './figure.ts';

const PATH = 'task-cancellation/gather';
/** Makes more events than a log keeps. */
const PROGRAM = `import * as asyncio from "awaitable/asyncio";

async function work() {
  for (let i = 0; i < 400; i++) await asyncio.sleep(0);
}

async function main() {
  await asyncio.gather(...Array.from({ length: 20 }, work));
}

if (import.meta.main) await asyncio.run(main());
`;
const STEPS = 400;
/** Milliseconds: a frame at 60 a second. */
const LIMIT = 16;

export async function measure(): Promise<Figure[]> {
  const session = await Session.start();
  try {
    const opened = await session.open(PATH);
    const cell = opened.cell('cancelled-one-pass-later');
    await cell.setCode(PROGRAM);
    await cell.run();
    await cell.button('loop').click();
    await cell.part('loop').locator('.loop-controls').waitFor();
    const costs = await cell.part('loop').evaluate(async (part, steps) => {
      const scrubber = part.querySelector<HTMLInputElement>('input[type="range"]');
      if (scrubber === null) throw new Error('no scrubber');
      // What the view does of one step it does when it is told, and in the next frame.
      const frame = requestAnimationFrame.bind(window);
      let drawing = 0;
      window.requestAnimationFrame = (draw) =>
        frame((time) => {
          const from = performance.now();
          draw(time);
          part.getBoundingClientRect();
          drawing += performance.now() - from;
        });
      const found: number[] = [];
      const last = Number(scrubber.max);
      for (let step = 0; step < steps; step++) {
        drawing = 0;
        const from = performance.now();
        scrubber.value = `${Math.round((last * step) / steps)}`;
        scrubber.dispatchEvent(new Event('input'));
        const telling = performance.now() - from;
        await new Promise((resolve) => frame(() => setTimeout(resolve)));
        found.push(telling + drawing);
      }
      return { found, events: last + 1 };
    }, STEPS);
    await opened.close();
    const sorted = costs.found.toSorted((a, b) => a - b);
    const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
    return [
      { what: 'events in the log', value: costs.events, unit: '' },
      { what: 'a step of the scrubber, in the middle', value: at(0.5), unit: 'ms' },
      { what: 'a step of the scrubber, 95 of 100', value: at(0.95), unit: 'ms', limit: LIMIT },
    ];
  } finally {
    await session.close();
  }
}
