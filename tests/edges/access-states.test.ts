/** axe, in both themes, over all that a cell may show: one page, taken from state to state. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { it, Session } from '../browser/cells.ts';

const PATH = 'task-cancellation/gather';
const ASKS = 'cancelled-before-it-starts';
const CELL = 'cancelled-one-pass-later';
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe objects to in a cell and in what stands over it; the rest of the page is looked at in pages.test.ts. */
async function objections(page: Page, cell: string, state: string): Promise<string[]> {
  const violations = await page.evaluate(async (cell) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const include = [`verified-cell[data-cell="${cell}"]`, 'dialog[open]', '.cm-tooltip'].filter(
      (selector) => document.querySelector(selector) !== null,
    );
    return (await axe.run({ include }, { resultTypes: ['violations'] })).violations;
  }, cell);
  return violations.map(
    ({ id, nodes }) => `${state}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`,
  );
}

describe('axe objects to no state of a cell', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`in the ${colorScheme} theme`, async () => {
      const context = await session.profile({ colorScheme, reducedMotion: 'reduce' });
      const opened = await session.open(PATH, { context });
      const { page } = opened;
      const [asks, cell] = [opened.cell(ASKS), opened.cell(CELL)];
      const found: string[] = [];
      await page.evaluate(AXE);
      const check = async (state: string, id = CELL): Promise<void> => {
        found.push(...(await objections(page, id, state)));
      };

      await asks.part('predict').waitFor();
      await check('asked for a prediction', ASKS);
      await check('as the page comes');
      await asks.element.getByRole('button', { name: 'Run and compare' }).click();
      await asks.part('judgement').getByText('Different from the first line on').waitFor();
      await check('the prediction judged', ASKS);

      await cell.setCode('while (true) await new Promise((resolve) => setTimeout(resolve, 50));\n');
      await cell.start();
      await cell.becomes('running');
      await check('running');
      await cell.stop();
      await cell.ended();
      await check('stopped');

      await cell.reset();
      const original = await cell.code();
      await cell.setCode(original.replace('main returns', 'main is back').replace('group.cancel()', 'await group'));
      await check('edited');
      await cell.run();
      await cell.part('changes').waitFor();
      await check('with what the edit changed, and failing expectations');
      await cell.setCode(
        `${original}\nconst failing = (): never => { throw new TypeError("on purpose"); };\nfailing();\n`,
      );
      await cell.run();
      assert.match(await cell.ending(), /Ended by TypeError/);
      await check('ended by an exception');
      await cell.setCode('const n: number = "text";\n');
      await cell.element.locator('.cm-lintRange').first().waitFor();
      await cell.element.locator('.cm-content').focus();
      await page.keyboard.press('F8');
      await page.locator('.cm-tooltip').waitFor();
      await check('with a diagnostic of the types');
      await page.keyboard.press('Escape');
      await cell.setCode('let x = ;\n');
      await cell.run();
      assert.equal(await cell.state(), 'failed');
      await cell.element.locator('.cm-content').focus();
      await page.keyboard.press('Control+f');
      await page.getByRole('textbox', { name: 'Find' }).waitFor();
      await check('not compiled, and the search open');

      await cell.button('share').click();
      await page.getByRole('dialog', { name: /^Share/ }).waitFor();
      await check('the Share dialog');
      const link = await page.getByLabel(/^Link to this code/).inputValue();
      await page.keyboard.press('Escape');
      await cell.button('shortcuts').click();
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await check('the list of keys');
      await page.keyboard.press('Escape');

      // All notices at once: a link's, another tab's, and one of an edit to a page that has changed since.
      const key = `verified:edit:/notes/awaitable/${PATH}#${CELL}`;
      const edits = [
        { text: `${original}// the other tab's\n`, base: original },
        { text: `${original}// mine\n`, base: original.replace('main returns', 'as it was') },
      ];
      await page.evaluate(([name = '', text = '']) => localStorage.setItem(name, text), [key, JSON.stringify(edits)]);
      await page.goto(link);
      await page.reload();
      await page.evaluate(AXE);
      for (const name of ['edit', 'other', 'link']) {
        await cell.element.locator(`[data-notice="${name}"]`).waitFor();
      }
      await cell.element.locator('[data-notice="edit"]', { hasText: 'has changed since' }).waitFor();
      await cell.element.locator('[data-notice] summary').evaluateAll((all) => {
        for (const summary of all) summary.parentElement?.setAttribute('open', '');
      });
      await check('with notices and their differences');

      assert.deepEqual(found, []);
      await opened.close();
    });
  }
});
