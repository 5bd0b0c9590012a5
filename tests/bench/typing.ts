/** What a key costs the page's thread: while the type checker loads, and while a program floods the page with output. */
import { type CellHandle, Session } from '../browser/cells.ts';
import type { Figure } from './figure.ts';
import { longestWork } from './trace.ts';
import { Yardstick } from './yardstick.ts';

const PATH = 'task-cancellation/gather';
const FLOOD = 'import { print } from "awaitable/builtins";\nfor (let i = 0; ; i++) print("line", i);\n';
/** In yardsticks: 50 milliseconds where one takes ten, which is when people begin to notice. */
const LIMIT = 5;
const ROUNDS = 3;

export async function measure(): Promise<Figure[]> {
  const yardstick = new Yardstick();
  const session = await Session.start();
  const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
  try {
    const loading: number[] = [];
    const flooded: Record<string, number[]> = { 'another cell': [], 'the very cell': [] };
    for (let round = 0; round < ROUNDS; round++) {
      yardstick.take();
      // A fresh profile, so that the type checker is fetched.
      const first = await session.open(PATH, { context: await session.profile() });
      const { page } = first;
      const cell = first.cell('cancelled-before-it-starts');
      await cell.setCode('import * as asyncio from "awaitable/asyncio";\n');
      const { key } = await longestWork(session.browser, page, async () => {
        await page.keyboard.type('let a = 1;\n'.repeat(5));
        await cell.element.locator('.cm-lintRange').first().waitFor();
        await page.keyboard.type('let b = asyncio.gather();\n'.repeat(3));
      });
      loading.push(key);
      yardstick.take();
      for (const [where, steps] of Object.entries(flooded)) {
        const typed: CellHandle = where === 'another cell' ? first.cell('cancelled-one-pass-later') : cell;
        await cell.setCode(FLOOD);
        const editor = await typed.openEditor();
        await cell.start();
        await cell.part('output').locator('> [data-hidden]').waitFor();
        await editor.focus();
        const { step } = await longestWork(session.browser, page, () => page.keyboard.type('// typed meanwhile\n'));
        await cell.kill();
        steps.push(step);
        yardstick.take();
      }
      await first.close();
    }
    return [
      yardstick.own,
      yardstick.figure('the longest key while types load, and after that', middle(loading), LIMIT),
      ...Object.entries(flooded).map(([where, steps]) =>
        yardstick.figure(
          `the longest step of the page while output floods it, typing into ${where}`,
          middle(steps),
          LIMIT,
        ),
      ),
    ];
  } finally {
    await session.close();
  }
}
