/** The editor: it takes the static code's place without a trace, and edits as editors do. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Locator, Page } from 'playwright';
import { type CellHandle, it, Session } from './cells.ts';
import { colours } from './reading.ts';

const PATH = 'task-cancellation/gather';
const CELL = 'cancelled-before-it-starts';

interface Place {
  readonly text: string;
  readonly box: readonly number[];
  readonly font: string;
}

/** Where the lines of code stand, and how they are set. */
function places(lines: Locator): Promise<Place[]> {
  return lines.evaluateAll((elements) =>
    elements.map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, top, width, height } = range.getBoundingClientRect();
      const { fontFamily, fontSize, whiteSpace } = getComputedStyle(element);
      return {
        text: element.textContent ?? '',
        box: element.textContent === '' ? [] : [left, top + height / 2, width],
        font: `${fontFamily} ${fontSize} ${whiteSpace}`,
      };
    }),
  );
}

/** Collects what the editor announces from now on; each is gone from the page after a moment. */
async function announcements(cell: CellHandle): Promise<() => Promise<string[]>> {
  const region = cell.element.locator('.cm-announced');
  await region.evaluate((element) => {
    const said: string[] = [];
    Object.assign(element, { said });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) said.push(node.textContent ?? '');
    }).observe(element, { childList: true });
  });
  const all = (): Promise<string[]> => region.evaluate((element) => (element as unknown as { said: string[] }).said);
  return async () => (await all()).filter((words) => words.trim() !== '');
}

describe('the editor', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const open = async (): Promise<{ page: Page; cell: CellHandle; editor: Locator }> => {
    const opened = await session.open(PATH);
    const cell = opened.cell(CELL);
    return { page: opened.page, cell, editor: await cell.openEditor() };
  };

  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    it(`stands where the static code stood, in its font and colours (${width}, ${colorScheme})`, async () => {
      const context = await session.profile({ viewport: { width, height: 900 }, colorScheme });
      const opened = await session.open(PATH, { context });
      const { page } = opened;
      const cell = opened.cell(CELL);
      const evidence = cell.element.locator('.cell-evidence');
      const code = cell.element.locator('[data-language="typescript"] > pre');
      const before_ = [await evidence.boundingBox(), await places(code.locator('.line')), await colours(code)] as const;
      await page.evaluate(() => {
        Object.assign(window, { shifts: [] });
        new PerformanceObserver((list) => {
          (window as unknown as { shifts: unknown[] }).shifts.push(...list.getEntries());
        }).observe({ type: 'layout-shift' });
      });
      // By keyboard, without a scroll.
      await code.evaluate((element) => element.focus({ preventScroll: true }));
      await page.keyboard.press('Enter');
      const editor = cell.element.locator('.cm-content');
      await editor.waitFor();
      assert.deepEqual(await evidence.boundingBox(), before_[0], 'what follows stays where it was');
      const lines = await places(editor.locator('.cm-line'));
      assert.equal(lines.length, before_[1].length);
      for (const [at, { text, font, box }] of before_[1].entries()) {
        assert.deepEqual([lines[at]?.text, lines[at]?.font], [text, font]);
        for (const [side, pixels] of box.entries()) {
          const moved = Math.abs((lines[at]?.box[side] ?? 0) - pixels);
          // Letters are drawn a hair's breadth wider or narrower where other words of the line are a piece of text.
          assert.ok(moved < 1, `${text} moved by ${moved} pixels`);
        }
      }
      assert.deepEqual(await colours(editor), before_[2]);
      assert.deepEqual(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts), []);
      await context.close();
    });
  }

  it('closes brackets, indents, and undoes; searches; goes to errors; folds', async () => {
    const { page, cell, editor } = await open();
    await cell.setCode('');
    await page.keyboard.type('async function main() {');
    await page.keyboard.press('Enter');
    await page.keyboard.type('print("a"');
    assert.equal(await cell.code(), 'async function main() {\n  print("a")\n}');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('b');
    assert.equal(await cell.code(), 'async function main() {\n  print("a")\n    b\n}');
    // Keys that come slowly, as on a busy machine, are undone one by one.
    for (let i = 0; i < 40; i++) await page.keyboard.press('Control+z');
    assert.match(await cell.code(), /^import/, 'all the way back');
    for (let i = 0; i < 40; i++) await page.keyboard.press('Control+y');
    assert.match(await cell.code(), /\n {4}b\n}$/, 'and forth');

    await cell.setCode('print(1);\nprint(2);\n');
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Find' }).fill('print');
    await page.getByRole('textbox', { name: 'Replace' }).fill('repr');
    await page.getByRole('checkbox', { name: 'Regex' }).check();
    assert.equal(await cell.element.locator('.cm-content').isVisible(), true, 'the code stays');
    await page.getByRole('button', { name: 'Replace all' }).click();
    assert.equal(await cell.code(), 'repr(1);\nrepr(2);\n');
    await page.keyboard.press('Escape');
    assert.equal(await editor.evaluate((element) => element === document.activeElement), true);
    assert.equal(await page.getByRole('textbox', { name: 'Find' }).count(), 0);

    // Underlined is what does not compile; F8 goes there and says it.
    await cell.setCode('const a = 1;\nlet x = @;\n');
    await page.keyboard.press('Shift+Enter');
    await cell.becomes('failed');
    const line = cell.element.locator('.cm-line').nth(1);
    assert.equal(await line.locator('.cm-lintRange-error').textContent(), ';');
    assert.equal(await cell.element.locator('.cm-lint-marker-error').count(), 1);
    await page.keyboard.press('Control+Home');
    const said = await announcements(cell);
    await page.keyboard.press('F8');
    const tooltip = page.locator('.cm-tooltip .cm-diagnostic-error');
    await tooltip.waitFor();
    const message = (await tooltip.textContent()) ?? '';
    assert.match(message, /Expected identifier but found ";"/);
    assert.deepEqual(await said(), [`Line 2. Error: ${message}`]);
    await page.keyboard.type('2');
    assert.equal(await cell.code(), 'const a = 1;\nlet x = @2\n');

    // Folded, setup takes the room of a line, as in the static code.
    await cell.setCode('// #region Setup\nconst a = 1;\n// #endregion\nconsole.log(a);\n');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+Shift+BracketLeft');
    const folded = cell.element.locator('.cm-foldPlaceholder');
    assert.equal(await folded.textContent(), '▸ Setup 1 line');
    const heights = await cell.element
      .locator('.cm-line')
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
    assert.equal(heights.length, 3);
    assert.equal(new Set(heights).size, 1, `${heights}`);
    await folded.click();
    assert.equal(await cell.element.locator('.cm-line').count(), 5);
  });

  it('with types completes, explains, warns, and runs what it warns of', async () => {
    const { page, cell, editor } = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(
      asked.filter((url) => /types|typescript|declarations/.test(url)),
      [],
      'nothing is loaded to read',
    );
    await cell.setCode('import * as asyncio from "awaitable/asyncio";\n');
    await page.keyboard.type('asyncio.ga');
    const option = page.getByRole('option', { name: 'gather' });
    await option.waitFor();
    assert.equal(await option.getAttribute('aria-selected'), 'true');
    await page.locator('.cm-completionInfo', { hasText: 'A future of the results of all awaitables' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('();');
    assert.match(await cell.code(), /\nasyncio\.gather\(\);$/);

    await editor.locator('.c-function', { hasText: 'gather' }).hover();
    const tooltip = page.locator('.cm-tooltip-hover');
    // What is wrong there may be known, and shown, before what the name is.
    await tooltip.filter({ hasText: /gather<.*A future of the results of all awaitables/ }).waitFor();
    await cell.part('title').hover();
    await tooltip.waitFor({ state: 'detached' });
    const said = await announcements(cell);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('F1');
    await tooltip.waitFor();
    assert.match((await said()).join(), /gather<.*A future of the results/);

    // Neither in comments nor in strings.
    await cell.setCode('import * as asyncio from "awaitable/asyncio";\n');
    await page.keyboard.type('// asyncio.g');
    await page.keyboard.press('Enter');
    await page.keyboard.type('asyncio.run("asyncio.g');
    // What was offered for the word in front of the parenthesis goes when the types have been asked again.
    await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
    assert.deepEqual(await page.locator('.cm-tooltip-autocomplete').allTextContents(), [], await cell.code());

    await cell.setCode('const n: number = "a";\nconsole.log(n);\n');
    await cell.element.locator('.cm-lintRange-warning').waitFor();
    assert.equal(await cell.element.locator('.cm-lintRange-warning').textContent(), 'n');
    assert.match((await cell.element.locator('.cell-hint').textContent()) ?? '', /^1 warning/);
    await page.keyboard.press('F8');
    await page
      .locator('.cm-diagnostic-warning', { hasText: "Type 'string' is not assignable to type 'number'." })
      .waitFor();
    await page.keyboard.press('Shift+Enter');
    await cell.waitFor('the output', async () => (await cell.texts()).join() === 'a');
    assert.equal(await cell.state(), 'captured');
  });
});
