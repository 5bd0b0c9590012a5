/** How much room cells have, and that what a run has done is to be seen, at the widths of windows that readers have. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Page } from 'playwright';
import { until } from '../patience.ts';
import { type CellHandle, it, Session } from './cells.ts';

/** Its cells have recorded loops below them. */
const PATH = 'circular-await';
/** A program that is longer than the windows here are high. */
const LONG = { path: 'beyond/queues', cell: 'shutting-down' };

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Room {
  readonly cells: readonly {
    readonly id: string;
    readonly code: Box;
    readonly evidence: Box;
    readonly loop: Box | null;
  }[];
  /** The tables of contents that are to be seen. */
  readonly contents: readonly Box[];
  /** By how much the page is wider than the window. */
  readonly beyond: number;
}

/** Where cells and tables of contents stand in the document. */
function room(page: Page): Promise<Room> {
  return page.evaluate(() => {
    const box = (element: Element | null): Box | null => {
      if (element === null || element.getClientRects().length === 0) return null;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    };
    return {
      cells: [...document.querySelectorAll<HTMLElement>('verified-cell')].map((cell) => ({
        id: cell.dataset['cell'] ?? '',
        code: box(cell.querySelector('.cell-code')) as Box,
        evidence: box(cell.querySelector('.cell-evidence')) as Box,
        loop: box(cell.querySelector('.loop')),
      })),
      contents: [...document.querySelectorAll('starlight-toc, mobile-starlight-toc nav')].flatMap(
        (element) => box(element) ?? [],
      ),
      beyond: document.documentElement.scrollWidth - innerWidth,
    };
  });
}

/** Whether some lines of the output, or the line that leads there, are inside the window and nothing covers them. */
function effectIsSeen(cell: CellHandle): Promise<'output' | 'lead' | null> {
  return cell.element.evaluate((element) => {
    const seen = (part: Element | null, needed: number): boolean => {
      if (part === null || part.getClientRects().length === 0) return false;
      const { left, right, top, bottom } = part.getBoundingClientRect();
      const [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
      if (to - from < Math.min(needed, bottom - top)) return false;
      const hit = document.elementFromPoint((left + right) / 2, (from + to) / 2);
      return hit !== null && part.contains(hit);
    };
    if (seen(element.querySelector('.cell-output'), 60)) return 'output';
    return seen(element.querySelector('.cell-lead button'), 1_000) ? 'lead' : null;
  });
}

describe('the room of a cell', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  for (const javaScriptEnabled of [true, false]) {
    for (const width of [1280, 1440, 1920]) {
      it(`holds code beside its evidence and the loop below, ${width} pixels wide, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const context = await session.profile({ viewport: { width, height: 800 }, javaScriptEnabled });
        const page = await context.newPage();
        await page.goto(`${session.site.url}${PATH}/`);
        const { cells, contents, beyond } = await room(page);
        assert.ok(cells.length > 1 && cells.some(({ loop }) => loop !== null));
        assert.equal(contents.length, 1, 'one table of contents');
        const [aside] = contents as [Box];
        for (const { id, code, evidence, loop } of cells) {
          assert.ok(code.right <= evidence.left, `${id}: the evidence is not beside the code`);
          // 65 characters of a program, with the distances around them.
          assert.ok(code.right - code.left >= 560, `${id}: the code has ${code.right - code.left} pixels`);
          assert.ok(evidence.right - evidence.left >= 310, `${id}: the evidence is too narrow`);
          if (loop !== null) {
            assert.ok(loop.top >= Math.max(code.bottom, evidence.bottom), `${id}: the loop is not below both`);
            assert.ok(loop.right - loop.left >= evidence.right - code.left - 1, `${id}: the loop has less room`);
          }
        }
        // The bar over the text and the list at its side stay where they are while the page scrolls.
        const isBar = aside.bottom - aside.top < 60;
        const right = Math.max(...cells.map(({ evidence }) => evidence.right));
        assert.ok(isBar || aside.left >= right, 'the table of contents covers cells');
        assert.ok(beyond <= 0, `the page is ${beyond} pixels wider than the window`);
        await context.close();
      });
    }
  }

  for (const width of [360, 768]) {
    it(`stacks code and evidence ${width} pixels wide`, async () => {
      const context = await session.profile({ viewport: { width, height: 800 } });
      const opened = await session.open(PATH, { context });
      const { cells, beyond } = await room(opened.page);
      for (const { id, code, evidence } of cells) assert.ok(evidence.top >= code.bottom, id);
      assert.ok(beyond <= 0, `the page is ${beyond} pixels wider than the window`);
      await context.close();
    });
  }

  for (const [width, height] of [
    [360, 640],
    [768, 600],
    [1280, 560],
  ] as const) {
    it(`shows what a run has done, or leads there, in a window of ${width} by ${height}`, async () => {
      const context = await session.profile({ viewport: { width, height }, reducedMotion: 'reduce' });
      const opened = await session.open(LONG.path, { context });
      const cell = opened.cell(LONG.cell);
      // By the button, with the cell's head at the top of the window.
      await cell.element.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      await cell.run();
      await until('the effect of Run to be in the window', async () => (await effectIsSeen(cell)) !== null);
      // And from the end of the program, by the keyboard.
      const editor = await cell.openEditor();
      await editor.press('Control+End');
      await opened.page.keyboard.press('Shift+Enter');
      await cell.ended();
      await until('the effect of Shift+Enter to be in the window', async () => (await effectIsSeen(cell)) !== null);
      const lead = cell.element.locator('.cell-lead button');
      if ((await effectIsSeen(cell)) === 'lead') {
        await lead.getByText(/Finished with \d+ lines of output; \d of \d expectations hold\./).waitFor();
        await lead.click();
        await until('the output to be in the window', async () => (await effectIsSeen(cell)) === 'output');
        await until('the line to be gone', async () => !(await lead.isVisible()));
      }
      // A program that does not compile says so in the same way.
      await editor.press('Control+Home');
      await opened.page.keyboard.type('const = ;\n');
      await cell.element.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      await cell.button('run').click();
      await cell.becomes('failed');
      const problem = cell.part('problem');
      const inWindow = (): Promise<boolean> =>
        problem.evaluate((part) => {
          const { top, bottom } = part.getBoundingClientRect();
          return top < innerHeight - 40 && bottom > 40;
        });
      await until('the problem or what leads there', async () => (await lead.isVisible()) || (await inWindow()));
      if (await lead.isVisible()) {
        await lead.getByText('The code does not compile.').waitFor();
        await lead.click();
        await until('the problem to be in the window', inWindow);
      }
      assert.deepEqual(opened.complaints, []);
      await context.close();
    });
  }
});
