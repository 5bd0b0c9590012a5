/** What the event loop did in a run: opened from a cell, stepped through, with source and output in step. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright';
import { until } from '../patience.ts';
import { CellHandle, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
/** Shows no loop before it has run. */
const CELL = 'cancelled-later-never-awaited';
/** A page whose cell shows its loop, and asks for no prediction. */
const RECORDED = { path: 'circular-await', cell: 'after-you' };
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const PROGRAM = `import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function wait() {
  print("waits");
  await asyncio.sleep(10);
}

async function main() {
  const task = asyncio.createTask(wait(), { name: "Ann" });
  await asyncio.sleep(1);
  print("cancels");
  task.cancel();
  await asyncio.wait([task]);
}

if (import.meta.main) await asyncio.run(main());
`;

const said = (cell: CellHandle): Locator => cell.part('loop').locator('.loop-said');

/** Waits until the step that is announced matches. */
async function says(cell: CellHandle, words: RegExp): Promise<void> {
  await said(cell).getByText(words).waitFor();
}

async function openLoop(cell: CellHandle): Promise<void> {
  await cell.button('loop').click();
  await cell.part('loop').locator('.loop-controls').waitFor();
}

/** What axe objects to in the view. */
async function objections(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return (await axe.run({ include: ['[data-part="loop"]'] }, { resultTypes: ['violations'] })).violations;
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`);
}

describe('the event loop of a run', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('can be stepped through after a run, by keys, and is loaded only then', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    assert.equal(await cell.button('loop').isVisible(), false, 'nothing has run');
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await cell.setCode(PROGRAM);
    await cell.run();
    assert.deepEqual(
      scripts.filter((url) => /loop/.test(url)),
      [],
      'loaded before anybody asked for it',
    );
    await openLoop(cell);
    assert.equal(await cell.button('loop').getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Home');
    const first = await said(cell).textContent();
    const seen = [first];
    // Forward to the end, and the same way back.
    const length = Number(/of (\d+)/.exec((await cell.part('loop').locator('.loop-where').textContent()) ?? '')?.[1]);
    for (let step = 1; step < length; step++) {
      await page.keyboard.press('ArrowRight');
      seen.push(await said(cell).textContent());
    }
    for (let step = length - 2; step >= 0; step--) {
      await page.keyboard.press('ArrowLeft');
      assert.equal(await said(cell).textContent(), seen[step]);
    }
    const story = seen.join('\n');
    assert.match(story, /^iteration 1: Task-1 \(main\) creates ‘Ann’ at line 10$/m);
    assert.match(story, /^iteration \d+: Task-1 \(main\) resumes, woken by the timer$/m);
    assert.match(story, /^iteration \d+: Task-1 \(main\) requests the cancellation of ‘Ann’ at line 13$/m);
    assert.match(story, /^iteration \d+: CancelledError is raised in ‘Ann’ at line 6$/m);
    assert.match(story, /^iteration \d+: ‘Ann’ is cancelled$/m);
    await page.keyboard.press('End');
    assert.equal(await said(cell).textContent(), seen.at(-1));
    await opened.close();
  });

  it('follows the lines of output and source that a reader clicks, and marks those of the step', async () => {
    const opened = await session.open(PATH);
    const cell = opened.cell(CELL);
    await cell.setCode(PROGRAM);
    await cell.run();
    await openLoop(cell);
    await cell.part('output').locator('[data-line]', { hasText: 'cancels' }).click();
    await says(cell, /prints line 2: cancels/);
    const marked = cell.element.locator('.cm-line[data-loop-line]');
    await marked.getByText('print("cancels");').waitFor();
    assert.equal(await cell.part('output').locator('[data-loop-output]').textContent(), '1cancels');
    await cell.element.locator('.cm-line', { hasText: 'task.cancel()' }).click();
    await says(cell, /requests the cancellation of ‘Ann’ at line 13/);
    await marked.getByText('task.cancel();').waitFor();
    // What has been edited is no longer what has run.
    await cell.element.locator('.cm-content').press('Control+End');
    await opened.page.keyboard.type('// more');
    assert.equal(await marked.count(), 0);
    await opened.close();
  });

  it('is a table as well, which follows and leads', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    await cell.run();
    await openLoop(cell);
    const loop = cell.part('loop');
    await loop.locator('summary').click();
    const rows = loop.locator('tbody tr');
    await rows.nth(4).click();
    const current = loop.locator('tr[aria-current="step"]');
    await current.and(rows.nth(4)).waitFor();
    const [number, iteration, , sentence] = await current.locator('th, td').allTextContents();
    assert.equal(number, '5');
    assert.equal(await said(cell).textContent(), `iteration ${iteration}: ${sentence}`);
    await loop.locator('.loop-rows').focus();
    await page.keyboard.press('ArrowDown');
    await current.and(rows.nth(5)).waitFor();
    await loop.locator('.loop-lanes').click({ position: { x: 220, y: 70 } });
    assert.notEqual(await said(cell).textContent(), `iteration ${iteration}: ${sentence}`);
    await opened.close();
  });

  it('of a recorded run can be stepped through without running it, and closed again', async () => {
    const opened = await session.open(RECORDED.path);
    const cell = opened.cell(RECORDED.cell);
    const loop = cell.part('loop');
    assert.equal(await loop.locator('svg.loop-lanes').isVisible(), true);
    const still = await loop.innerHTML();
    await openLoop(cell);
    const line = cell.element.locator('pre .line', { hasText: 'await atTheDoor.get(other)' });
    await line.click();
    await says(cell, /‘Ann’ is suspended at line 7: it waits for ‘Bob’/);
    await line.click();
    await says(cell, /‘Bob’ is suspended at line 7: it waits for ‘Ann’/);
    assert.equal(await cell.element.locator('.cm-content').count(), 0, 'the click has opened the editor');
    await loop.getByText('Ann, Bob wait for each other: a cycle.').waitFor();
    assert.match((await loop.locator('.loop-graph').getAttribute('aria-label')) ?? '', /‘Ann’ waits for ‘Bob’/);
    assert.equal(await cell.element.getAttribute('data-state'), 'recorded');
    await loop.locator('[data-step="close"]').click();
    assert.equal(await loop.innerHTML(), still);
    assert.equal(await cell.button('loop').evaluate((button) => button === document.activeElement), true);
    await opened.close();
  });

  it('says and marks where the run of an edited program parts from the one before', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    const loop = cell.part('loop');
    await cell.setCode(PROGRAM);
    await cell.run();
    // Another text of the same doing: a comment, and what is printed.
    await cell.setCode(PROGRAM.replace('print("cancels");', '// cancels\n  print("cancels it");'));
    await cell.run();
    await openLoop(cell);
    await loop.getByText('This run and the run before your last edit do the same, event by event.').waitFor();
    assert.equal(await loop.locator('.loop-parting').count(), 0);
    await cell.setCode(PROGRAM.replace('await asyncio.sleep(10);', 'await asyncio.sleep(0.5);'));
    await cell.run();
    const parts = loop.getByText(/^The two runs part at event \d+\./);
    await parts.waitFor();
    const words = (await parts.textContent()) ?? '';
    assert.match(words, /In the run before your last edit: iteration 2: ‘Ann’ sets the timer for 10 s\./);
    assert.match(words, /In this run: iteration 2: ‘Ann’ sets the timer for 0\.5 s\./);
    const event = Number(/event (\d+)/.exec(words)?.[1]);
    // It stands there, and both runs are marked there.
    await loop.locator('.loop-where').getByText(`event ${event} of`).waitFor();
    const marks = loop.locator('.loop-picture .loop-parting');
    assert.equal(await marks.count(), 2);
    const places = await marks.evaluateAll((all) => all.map((mark) => (mark as HTMLElement).style.left));
    assert.equal(places[0], places[1]);
    assert.deepEqual(await objections(page), []);
    await page.keyboard.press('End');
    await loop.getByRole('button', { name: `Go to event ${event}` }).click();
    await loop.locator('.loop-where').getByText(`event ${event} of`).waitFor();
    await opened.close();
  });

  it('compares a page’s program with the recorded run of it', async () => {
    const opened = await session.open(RECORDED.path);
    const cell = opened.cell(RECORDED.cell);
    await cell.setCode((await cell.code()).replace('timeout: 24 * 3600', 'timeout: 60'));
    await cell.run();
    await openLoop(cell);
    await cell
      .part('loop')
      .getByText(/In the recorded run: iteration 1: .* sets the timer for 86400 s\. In this run: .* for 60 s/)
      .waitFor();
    await opened.close();
  });

  it('has a lane for each worker of an executor, with a bar for each call', async () => {
    const opened = await session.open('executors/processes');
    const cell = opened.cell('a-loop-by-process-id');
    const loop = cell.part('loop');
    const shown = (): Promise<string[]> => loop.locator('.loop-names title').allTextContents();
    const recorded = await shown();
    assert.deepEqual(recorded, ['Task-1', 'callbacks', 'Process-1', 'Process-2']);
    await cell.run();
    await openLoop(cell);
    assert.deepEqual(await shown(), recorded);
    await loop.locator('svg.loop-lanes .loop-job').waitFor({ state: 'attached' });
    // The worker that never had a call before is the one whose call fails.
    await loop.locator('.loop-rows').waitFor({ state: 'attached' });
    await loop.locator('summary', { hasText: 'events as a table' }).click();
    await loop.locator('td', { hasText: 'the call drain() fails with KeyError in Process-2' }).click();
    await says(cell, /the call drain\(\) fails with KeyError in Process-2/);
    await loop.locator('dt', { hasText: 'Workers' }).locator('+ dd', { hasText: 'Process-1 with drain()' }).waitFor();
    assert.deepEqual(await objections(opened.page), []);
    await opened.close();
  });

  it('is there for a Python program, too, and compared with that of its TypeScript', async () => {
    const opened = await session.open(PATH);
    const cell = opened.cell(CELL);
    const loop = cell.part('loop');
    await cell.turnTo('python');
    await cell.run();
    await openLoop(cell);
    await loop.getByText('Event loop of the Python program').waitFor();
    // The marks are in the Python, and a click there leads to the events of its line.
    const line = cell.element.locator('[data-language="python"] pre .line', { hasText: 'await asyncio.sleep(1.1)' });
    await line.click();
    await says(cell, /timer|is suspended at line \d+: it waits for sleep\(\)/);
    await cell.element
      .locator('[data-language="python"] [data-loop-line]', { hasText: 'await asyncio.sleep(1.1)' })
      .waitFor();
    await loop.getByRole('button', { name: 'Show the values of variables' }).click();
    await line.click();
    await says(cell, /is suspended at line \d+: it waits for sleep\(\)/);
    await loop.locator('.loop-values').getByText('<_GatheringFuture>').waitFor();
    await cell.button('run-both').click();
    await cell.part('both').waitFor();
    await loop.getByText('This run and the run in TypeScript do the same, event by event.').waitFor();
    await opened.close();
  });

  it('shows what the variables hold at each step, once a reader asks, and what has changed since', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    await cell.setCode(`import * as asyncio from "awaitable/asyncio";

let left = 3;

async function take(amount: number) {
  const before = left;
  await asyncio.sleep(amount);
  left = before - amount;
}

async function main() {
  for (const amount of [1, 2]) await take(amount);
}

if (import.meta.main) await asyncio.run(main());
`);
    await cell.run();
    await openLoop(cell);
    const loop = cell.part('loop');
    const values = loop.locator('.loop-values');
    const button = loop.getByRole('button', { name: 'Show the values of variables' });
    assert.deepEqual([await values.isVisible(), await button.getAttribute('aria-pressed')], [false, 'false']);
    await button.press('Enter');
    await cell.element.locator('.cm-line', { hasText: 'await asyncio.sleep(amount)' }).click();
    await says(cell, /is suspended at line 7/);
    await values.getByText('Values of Task-1 (main) at this step:').waitFor();
    const shown = (): Promise<string[]> => values.locator('p:has(code), dl > div').allTextContents();
    assert.deepEqual(await shown(), ['main(), line 12', 'amount1', 'take(), line 7', 'amount1', 'before3', 'left3']);
    await loop.locator('[data-step="on"]').click();
    await values.getByText(/when it was suspended, at event \d+:/).waitFor();
    await cell.element.locator('.cm-line', { hasText: 'await asyncio.sleep(amount)' }).click();
    await values.getByText('was 3').first().waitFor();
    assert.deepEqual(await shown(), [
      'main(), line 12',
      'amount2 was 1',
      'take(), line 7',
      'amount2 was 1',
      'before2 was 3',
      'left2 was 3',
    ]);
    assert.equal(await values.locator('[data-changed]').count(), 4);
    assert.deepEqual(await objections(page), []);
    await loop.locator('[data-step="first"]').click();
    await values.getByText('Task-1 (main) has not been suspended yet').waitFor();
    await button.click();
    assert.deepEqual([await values.isVisible(), await button.getAttribute('aria-pressed')], [false, 'false']);
    await opened.close();
  });

  it('shows the values of a recorded run, and none of a program that does something else each time', async () => {
    const opened = await session.open(RECORDED.path);
    const cell = opened.cell(RECORDED.cell);
    await openLoop(cell);
    const loop = cell.part('loop');
    const button = loop.getByRole('button', { name: 'Show the values of variables' });
    await button.click();
    await cell.element.locator('pre .line', { hasText: 'await atTheDoor.get(other)' }).click();
    await loop.locator('.loop-values').getByText('"Bob"', { exact: true }).waitFor();
    assert.equal(await cell.element.getAttribute('data-state'), 'recorded');
    await cell.setCode(`import * as asyncio from "awaitable/asyncio";

async function main() {
  await asyncio.sleep(Math.random());
}

if (import.meta.main) await asyncio.run(main());
`);
    await button.click();
    await button.click();
    await loop.locator('.loop-values').getByText('"Bob"', { exact: true }).waitFor();
    await cell.run();
    await button.click();
    await loop.getByText('The program did something else when it ran again').waitFor();
    await opened.close();
  });

  /** Has the page put into the variable what it copies. */
  const copied = async (page: Page): Promise<() => Promise<string>> => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => {
        Object.assign(window, { copied: text });
      };
    });
    return () => page.evaluate(() => (window as unknown as { copied: string }).copied);
  };

  it('asks for values only where no program runs, and ends the run for them with the view', async () => {
    const opened = await session.open(RECORDED.path);
    const [cell, other] = [opened.cell(RECORDED.cell), opened.cell('as-it-was')];
    await openLoop(cell);
    const loop = cell.part('loop');
    const values = loop.locator('.loop-values');
    const button = loop.getByRole('button', { name: 'Show the values of variables' });
    const endless = `import * as asyncio from "awaitable/asyncio";

async function main() {
  console.log("begins");
  while (true) await asyncio.sleep(0);
}

if (import.meta.main) await asyncio.run(main());
`;
    await other.setCode(endless);
    await other.start();
    await other.printed('begins');
    await button.click();
    await values.getByText('A program of this page is running.').waitFor();
    assert.equal(await other.state(), 'running');
    await other.stop();

    // It was stopped, so a second run of it goes on until somebody ends that, too.
    await openLoop(other);
    const ofTheOther = other.part('loop');
    await ofTheOther.getByRole('button', { name: 'Show the values of variables' }).click();
    await ofTheOther.getByText('The program runs once more').waitFor();
    await ofTheOther.getByRole('button', { name: 'Close the loop' }).click();
    await button.click();
    await button.click();
    await values.getByText('Values of').waitFor();
    await opened.close();
  });

  it('has a link to each step, which opens there, on its page and in a frame', async () => {
    const context = await session.profile();
    const page = await context.newPage();
    const cell = new CellHandle(page, RECORDED.cell);
    await page.goto(`${session.site.url}${RECORDED.path}/?loop=9#cell-${RECORDED.cell}`);
    await cell.part('loop').locator('.loop-where').getByText('event 9 of').waitFor();
    const ninth = await said(cell).textContent();
    const text = await copied(page);
    await cell.part('loop').locator('[data-step="on"]').click();
    await cell.part('loop').locator('[data-step="link"]').click();
    await cell.part('loop').getByText('The link to event 10 is copied.').waitFor();
    assert.equal(await text(), page.url().replace('loop=9', 'loop=10'));
    await page.goto(`${session.site.url}embed/${RECORDED.path}/${RECORDED.cell}/`);
    await cell.button('loop').waitFor();
    assert.equal(await cell.part('loop').isVisible(), false, 'the frame shows it though nobody asked');
    await page.goto(`${session.site.url}embed/${RECORDED.path}/${RECORDED.cell}/?loop=9`);
    await said(cell)
      .getByText(ninth ?? '', { exact: true })
      .waitFor();
    // It leads to the page, not to the frame.
    const fromFrame = await copied(page);
    await cell.part('loop').locator('[data-step="link"]').click();
    await cell.part('loop').getByText('The link to event 9 is copied.').waitFor();
    assert.match(await fromFrame(), /\/circular-await\/\?loop=9#cell-after-you$/);
    await context.close();
  });

  it('opens from words of the text, at the event whose sentence they quote', async () => {
    const opened = await session.open(RECORDED.path);
    const link = opened.page.getByRole('link', { name: 'each of the two waits for the other' });
    const quoted = (await link.getAttribute('title')) ?? '';
    assert.match(quoted, /waits for/);
    await link.click();
    await said(opened.cell(RECORDED.cell)).getByText(quoted).waitFor();
    await opened.close();
  });

  it('opens at the step of a link after the run that the link is about', async () => {
    const context = await session.profile();
    const opened = await session.open('playground', { context });
    const { page } = opened;
    const cell = opened.cell('playground');
    await cell.setCode(PROGRAM);
    await cell.run();
    await openLoop(cell);
    await cell.part('output').locator('[data-line]', { hasText: 'cancels' }).click();
    await says(cell, /prints line 2: cancels/);
    const step = await said(cell).textContent();
    const text = await copied(page);
    await cell.part('loop').locator('[data-step="link"]').click();
    await cell
      .part('loop')
      .getByText(/is copied/)
      .waitFor();
    const link = await text();
    assert.match(link, /\/playground\/\?loop=\d+#code=playground\.1\./);
    // Another reader: nothing runs and nothing opens by itself.
    const other = await session.profile();
    const theirs = new CellHandle(await other.newPage(), 'playground');
    await theirs.page.goto(link);
    await theirs.page.locator('[data-notice="link"]').getByRole('button', { name: 'Use it in the cell' }).click();
    assert.equal(await theirs.part('loop').isVisible(), false);
    await theirs.run();
    await said(theirs)
      .getByText(step ?? '', { exact: true })
      .waitFor();
    // A page that has recorded no loop says what to do.
    const elsewhere = new CellHandle(await other.newPage(), CELL);
    await elsewhere.page.goto(`${session.site.url}${PATH}/?loop=4#cell-${CELL}`);
    const notice = elsewhere.page.locator('[data-notice="loop"]');
    await notice.getByText('at event 4. Press Run to see it.').waitFor();
    await elsewhere.run();
    await elsewhere.part('loop').locator('.loop-where').getByText('event 4 of').waitFor();
    assert.equal(await notice.count(), 0);
    // What has been edited since has no step to link to.
    await cell.element.locator('.cm-content').press('Control+End');
    await page.keyboard.type('// more');
    await cell.part('loop').locator('[data-step="link"]').click();
    await cell.part('loop').getByText('Run it again to link to a step.').waitFor();
    await Promise.all([context.close(), other.close()]);
  });

  it('draws of hundreds of tasks those in sight, and brings the step into sight', async () => {
    const opened = await session.open(PATH);
    const { page } = opened;
    const cell = opened.cell(CELL);
    await cell.setCode(`import * as asyncio from "awaitable/asyncio";

async function main() {
  const tasks = Array.from({ length: 600 }, (_, i) => asyncio.createTask(asyncio.sleep(i % 3)));
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
`);
    await cell.run();
    await openLoop(cell);
    const picture = cell.part('loop').locator('.loop-picture');
    const canvas = picture.locator('canvas');
    /** How many different colours are drawn, and whether the mark of the step is in sight. */
    const look = () =>
      picture.evaluate((element) => {
        const canvas = element.querySelector('canvas') as HTMLCanvasElement;
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        const [frame, mark] = [element, element.querySelector('.loop-cursor i') as Element].map((one) =>
          one.getBoundingClientRect(),
        ) as [DOMRect, DOMRect];
        return {
          colours: new Set(new Uint32Array(data.buffer)).size,
          inSight:
            mark.top >= frame.top &&
            mark.bottom <= frame.bottom &&
            mark.left >= frame.left &&
            mark.right <= frame.right,
        };
      });
    const box = await canvas.boundingBox();
    assert.ok(box !== null && box.height < 600, 'the canvas is no larger than what is in sight');
    for (const key of ['Home', 'End']) {
      await page.keyboard.press(key);
      await until(`${key} to be shown`, async () => {
        const { colours, inSight } = await look();
        return colours > 3 && inSight;
      });
    }
    // In the middle of the lanes.
    const there = (await cell.part('loop').locator('.loop-where').textContent()) ?? '';
    await picture.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await canvas.click({ position: { x: 30, y: 200 } });
    await until('a click to be taken', async () => {
      const now = await cell.part('loop').locator('.loop-where').textContent();
      return now !== there;
    });
    await until('the lanes there to be drawn', async () => (await look()).colours > 3);
    await opened.close();
  });

  it('plays and pauses, and lets the keyboard out again', async () => {
    const opened = await session.open(RECORDED.path);
    const { page } = opened;
    const cell = opened.cell(RECORDED.cell);
    await openLoop(cell);
    const loop = cell.part('loop');
    await loop.locator('.loop-controls select').selectOption('5');
    await loop.locator('.loop-picture > .loop-scroll').focus();
    await page.keyboard.press('Space');
    await loop
      .locator('.loop-where')
      .getByText(/event (?!1 of)\d+ of/)
      .waitFor();
    await page.keyboard.press('Space');
    await loop.getByRole('button', { name: 'Play (Space)' }).waitFor();
    for (let tabs = 0; tabs < 12; tabs++) await page.keyboard.press('Tab');
    assert.equal(await loop.evaluate((element) => element.contains(document.activeElement)), false);
    await opened.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe objects to, on a telephone in the ${colorScheme} theme`, async () => {
      const context = await session.profile({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 360, height: 740 },
      });
      const opened = await session.open(RECORDED.path, { context });
      const { page } = opened;
      const cell = opened.cell(RECORDED.cell);
      assert.deepEqual(await objections(page), [], 'as the page comes');
      await openLoop(cell);
      await cell.part('loop').locator('summary').click();
      await page.keyboard.press('ArrowRight');
      assert.deepEqual(await objections(page), [], 'opened');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} pixels wider than the window`);
      await opened.close();
    });
  }
});
