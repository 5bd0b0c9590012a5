/** Exception groups in output: folded at build and after a run, with and without scripts. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright';
import { Session } from './cells.ts';

const PATH = 'errors/groups';
const CELL = 'nested-groups';

/** What stands beside the folds' triangles, and whether each is open: of those that can be seen. */
function folds(cell: Locator): Promise<string[]> {
  return cell.locator('[data-group] > details > summary').evaluateAll((summaries) =>
    summaries
      .filter((summary) => summary.checkVisibility())
      .map((summary) => {
        const open = (summary.parentElement as HTMLDetailsElement).open ? '-' : '+';
        return `${open} ${(summary.textContent ?? '').replace(/\s+/g, ' ').trim()}`;
      }),
  );
}

const EXPECTED = [
  '- ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)',
  '+ Traceback of the group',
  '- 1 ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions) failed first',
  '+ Traceback of the group',
  '- 1 ValueError: resize failed failed first',
  '+ 2 ValueError: upload failed',
  '+ 2 OSError: the disk is full',
];

describe('an exception group in output', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  it('is folded without scripts: the first failure is open, and each fold can be opened', async () => {
    const context = await session.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${session.site.url}${PATH}/`);
    const cell = page.locator(`#cell-${CELL}`);
    assert.deepEqual(await folds(cell), EXPECTED);
    const last = cell.locator('[data-line]', { hasText: 'OSError: the disk is full' });
    assert.equal(await last.isVisible(), false);
    await cell.locator('summary', { hasText: 'OSError' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await last.isVisible(), true);
    await context.close();
  });

  it('is folded in the same way after a run, and copied as it was printed', async () => {
    const page = await session.open(PATH);
    const cell = page.cell(CELL);
    const recorded = await cell.texts();
    await cell.run();
    assert.deepEqual(await folds(cell.element), EXPECTED);
    assert.deepEqual(await cell.texts(), recorded);
    const copied = await cell.button('copy-output').evaluate(
      (button: HTMLButtonElement) =>
        new Promise<string>((resolve) => {
          navigator.clipboard.writeText = async (text) => resolve(text);
          button.click();
        }),
    );
    assert.equal(copied, recorded.map((line) => `${line.trimEnd()}\n`).join(''));
    await page.close();
  });
});
