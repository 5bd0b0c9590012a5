/** What a reader or the browser may do to a page while a program runs in it. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const CELL = 'cancelled-before-it-starts';
/** Prints two lines, and the others when an hour has passed. */
const PACED = `import * as asyncio from "awaitable/asyncio";

async function main() {
  for (let i = 0; i < 15; i++) {
    console.log("line", i);
    await asyncio.sleep(0.2);
    // The page waits at most three seconds for each.
    for (let hours = 0; hours < 100 && i === 1; hours++) await asyncio.sleep(3600);
  }
}

await asyncio.run(main());
`;
const LINES = Array.from({ length: 15 }, (_, i) => `line ${i}`);

describe('while a program runs', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  /** Its first lines are there, more are to come. */
  const halfway = async (page: CellPage): Promise<CellHandle> => {
    const cell = page.cell(CELL);
    await cell.setCode(PACED);
    await cell.start();
    await cell.printed('line 1');
    return cell;
  };
  const goesOn = async (page: CellPage, cell: CellHandle): Promise<void> => {
    assert.deepEqual(await cell.texts(), ['line 0', 'line 1']);
    await page.setSpeed('instant');
    await cell.ended();
    assert.deepEqual(await cell.texts(), LINES);
    assert.equal(await cell.problem(), null);
    assert.equal(await cell.state(), 'captured');
  };

  it('the page can be printed, with what there is of the output', async () => {
    const opened = await session.open(PATH, { speed: '1' });
    const { page } = opened;
    const cell = await halfway(opened);
    // Heights within the cell: printing takes the scroll bar from Chromium's window without a screen.
    const place = (): Promise<readonly number[]> =>
      cell.element.evaluate((element) => {
        const { top } = element.getBoundingClientRect();
        return ['[data-action="run"]', '[data-part="controls"]', '[data-part="output"]'].flatMap((part) => {
          const box = element.querySelector(part)?.getBoundingClientRect();
          return box === undefined ? [] : [box.top - top];
        });
      });
    const before = await place();
    const pdf = await page.pdf();
    assert.ok(pdf.length > 10_000 && pdf.subarray(0, 5).toString() === '%PDF-', `${pdf.length} bytes`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await cell.part('output').isVisible(), true);
    assert.equal(await cell.part('controls').isVisible(), false);
    assert.ok((await cell.texts()).includes('line 1'));
    await page.emulateMedia({ media: 'screen' });
    assert.deepEqual(await place(), before, 'everything is where it was');
    await goesOn(opened, cell);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('nothing moves by itself where the reader does not like that', async () => {
    const context = await session.profile({ reducedMotion: 'reduce' });
    const opened = await session.open(PATH, { speed: '1', context });
    await opened.page.evaluate(() => {
      const moved = new Set<string>();
      const look = (): void => {
        for (const { effect } of document.getAnimations()) {
          const target = effect instanceof KeyframeEffect ? effect.target : null;
          // An editor's caret blinks, as all do.
          if (target?.closest('.cm-cursorLayer') === null) moved.add(`${target.tagName}.${target.className}`);
        }
        requestAnimationFrame(look);
      };
      look();
      Object.assign(window, { moved });
    });
    const cell = await halfway(opened);
    // Under the pointer, and no longer.
    await cell.button('stop').hover();
    await cell.button('copy').hover();
    await goesOn(opened, cell);
    assert.deepEqual(await opened.page.evaluate(() => [...(window as unknown as { moved: Set<string> }).moved]), []);
    const scrolling = await cell.element.evaluate((element) =>
      [document.documentElement, ...element.querySelectorAll('*')].filter(
        (one) => getComputedStyle(one).scrollBehavior !== 'auto',
      ),
    );
    assert.equal(scrolling.length, 0);
    await opened.close();
  });
});
