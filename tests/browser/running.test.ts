/** Running cells: all of a page, by keyboard, one after the other; what an edit changed; and leaving the page meanwhile. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe } from 'node:test';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const LOOP = 'console.log("before");\nfor (;;);\n';

describe('running', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  /** A page that remembers how many frames it ever had at once. */
  const open = async (path = PATH, speed = 'instant'): Promise<CellPage> => {
    const opened = await session.open(path, { speed });
    await opened.page.evaluate(() => {
      const state = window as unknown as { mostFrames: number };
      state.mostFrames = document.querySelectorAll('iframe').length;
      new MutationObserver(() => {
        state.mostFrames = Math.max(state.mostFrames, document.querySelectorAll('iframe').length);
      }).observe(document, { childList: true, subtree: true });
    });
    return opened;
  };
  const mostFrames = (page: CellPage): Promise<number> =>
    page.page.evaluate(() => (window as unknown as { mostFrames: number }).mostFrames);

  describe('all on a page', () => {
    it('runs one cell after the other, interrupts those that wait for ever, and says what holds', async () => {
      const page = await open('task-cancellation/at-the-end');
      const bar = page.page.locator('verified-all');
      // The second is that of the switch of languages.
      const status = bar.locator('[role="status"]').first();
      const cells = page.page.locator('verified-cell');
      const count = await cells.count();
      await bar.locator('[data-action="run-all"]').click();
      await status.filter({ hasText: `Running 1 of ${count}` }).waitFor();
      await status.filter({ hasText: `All ${count} ran` }).waitFor();
      const expectations = await page.page.locator('verified-cell [data-expectation]').count();
      assert.equal(
        await status.textContent(),
        `All ${count} ran; ${expectations} of ${expectations} expectations hold.`,
      );
      assert.equal(await page.page.locator('verified-cell[data-state="captured"]').count(), count);
      assert.equal(await page.frames(), 0);
      assert.equal(await mostFrames(page), 1);
      assert.deepEqual(page.complaints, []);
      await page.close();
    });

    it('ends where the reader stops it', async () => {
      const page = await open();
      const first = page.cell('cancelled-before-it-starts');
      await first.setCode(LOOP);
      await page.page.locator('verified-all [data-action="run-all"]').click();
      await first.printed('before');
      await first.kill();
      await page.page.locator('verified-all [role="status"]', { hasText: 'Stopped after 0 of 5' }).waitFor();
      assert.equal(await page.page.locator('verified-cell[data-state="captured"]').count(), 1);
      await page.close();
    });
  });

  it('tells the bytes of the compiler while they come', async () => {
    // On the first visit.
    const page = await session.open(PATH, { context: await session.profile() });
    const cell = page.cell('cancelled-before-it-starts');
    await cell.part('provenance').evaluate((part) => {
      const told: string[] = [];
      Object.assign(window, { told });
      new MutationObserver(() => told.push(part.textContent ?? '')).observe(part, { childList: true });
    });
    await cell.run();
    const told = await page.page.evaluate(() => (window as unknown as { told: string[] }).told);
    assert.ok(
      told.some((text) => /^Fetching the compiler: \d\.\d (of \d\.\d )?MB$/.test(text)),
      told.join('\n'),
    );
    await page.close();
  });

  it('by keyboard: Ctrl+Enter goes to the next cell and waits for the one before; Ctrl+. stops; ? lists the keys', async () => {
    const page = await open(PATH, '1');
    const { keyboard } = page.page;
    const [first, second] = [page.cell('cancelled-before-it-starts'), page.cell('cancelled-one-pass-later')];
    // The page waits at most three seconds for each of them.
    const slow =
      'async function wait() { for (let hours = 0; hours < 100; hours++) await asyncio.sleep(3600); }\nif (import.meta.main) await asyncio.run(wait());\n';
    await first.setCode(`${await first.code()}${slow}print("over");\n`);
    await keyboard.press('Control+Enter');
    await page.page.waitForFunction(
      (id) => document.activeElement?.closest('verified-cell')?.getAttribute('data-cell') === id,
      'cancelled-one-pass-later',
    );
    await keyboard.press('Control+Enter');
    await second.says('Waiting for the previous run to finish');
    await page.setSpeed('instant');
    await second.becomes('captured');
    const code = second.element.locator('[data-language="typescript"] > pre').first();
    assert.equal((await first.texts()).at(-1), 'over', 'the first run came to its end');
    assert.deepEqual(new Set(await second.verdicts()), new Set(['holds']));
    assert.equal(await mostFrames(page), 1);

    await code.focus();
    await keyboard.press('?');
    const dialog = page.page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /Enter.*run this cell and go to the next/);
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await code.evaluate((element) => element === document.activeElement), true);

    await first.setCode('console.log("mine?");\nawait new Promise(() => {});\n');
    assert.equal((await first.code()).includes('?'), true);
    await keyboard.press('Shift+Enter');
    await first.printed('mine?');
    await keyboard.press('Control+.');
    await first.ended();
    const editor = await first.openEditor();
    assert.equal(await editor.evaluate((element) => element === document.activeElement), true, 'the focus stays');
    await page.close();
  });

  describe('edited code', () => {
    let page: CellPage;
    let cell: CellHandle;
    before(async () => {
      page = await open();
      cell = page.cell('cancelled-one-pass-later');
    });
    after(() => page.close());

    it('shows which lines it changed and which expectations turned, against the recording', async () => {
      const changes = cell.part('changes');
      await cell.run();
      assert.equal(await changes.isVisible(), false, 'nothing was edited');
      const before = await cell.texts();
      await cell.setCode((await cell.code()).replace(/\n.*group\.cancel\(\);/, ''));
      await cell.run();
      await changes.waitFor();
      const turned = await changes.locator('.cell-turned > [data-verdict="fails"]').count();
      assert.ok(turned > 0);
      assert.equal(turned, (await cell.verdicts()).filter((verdict) => verdict === 'fails').length);
      const gone = await changes.locator('.cell-diff del').allTextContents();
      const come = await changes.locator('.cell-diff ins').allTextContents();
      const now = await cell.texts();
      assert.ok(gone.length > 0 && gone.every((text) => before.includes(text)));
      assert.ok(come.length > 0 && come.every((text) => now.includes(text)));
      assert.equal(before.length - gone.length, now.length - come.length);
      assert.match(
        (await changes.locator('.cell-diff > [data-change="gone"]').first().textContent()) ?? '',
        /^−gone: /,
      );
      // The sign and its line stand side by side, and the gutter says a time once.
      const beside = await changes.locator('.cell-diff > [data-change="gone"]').evaluateAll((items) =>
        items.map((item) => {
          const [sign, line] = [item.querySelector('.cell-diff-sign'), item.querySelector('del')].map(
            (part) => part?.getClientRects()[0],
          );
          return sign !== undefined && line !== undefined && sign.bottom > line.top && line.bottom > sign.top;
        }),
      );
      assert.ok(beside.length > 0 && beside.every(Boolean), `${beside}`);
      const output = await cell.output();
      assert.deepEqual(
        await cell
          .part('time')
          .evaluateAll((times) => times.map((time) => getComputedStyle(time).visibility === 'hidden')),
        output.map(({ time }, at) => at > 0 && time === output[at - 1]?.time),
      );
      await cell.reset();
      assert.equal(await changes.isVisible(), false);
    });

    it('that changes nothing is said to', async () => {
      await cell.setCode(`${await cell.code()}\n// as before\n`);
      await cell.run();
      await cell.part('changes').waitFor();
      const text = (await cell.part('changes').textContent()) ?? '';
      assert.match(
        text,
        /Every expectation has the same verdict as before\.The output is the same as the recorded one: \d+ lines\./,
      );
      await cell.reset();
    });

    it('makes the output of cells that import it stale, which say why', async () => {
      const imported = page.cell('cancelled-before-it-starts');
      await imported.setCode((await imported.code()).replace('"at"', '"now at"'));
      assert.equal(await cell.state(), 'stale');
      assert.match(await cell.provenance(), /^From before a change in “Cancelled before it starts”\. Run it again\.$/);
      assert.equal(await page.cell('who-has-seen-it').state(), 'recorded', 'which imports nothing');
      await cell.run();
      await cell.part('changes').locator('.cell-diff ins', { hasText: 'now at' }).first().waitFor();
      await imported.reset();
      await cell.reset();
    });

    it('has tracebacks whose frames lead to their line, also into other cells', async () => {
      const frames = cell.part('output').locator('a[data-action="goto"]');
      // That of the recording.
      await frames.filter({ hasText: 'File "cancelled-before-it-starts.ts"' }).first().click();
      const other = page.cell('cancelled-before-it-starts').element.locator('.cm-marked-line');
      await other.waitFor();
      assert.equal(((await other.textContent()) ?? '').trim(), 'await asyncio.sleep(every);');

      await cell.setCode('function fail() {\n  throw new Error("mine");\n}\nfail();\n');
      await cell.run();
      await frames.filter({ hasText: 'File "cancelled-one-pass-later.ts", line 2' }).click();
      const marked = cell.element.locator('.cm-marked-line');
      await marked.waitFor();
      assert.equal(((await marked.textContent()) ?? '').trim(), 'throw new Error("mine");');
      const editor = await cell.openEditor();
      assert.equal(await editor.evaluate((element) => element === document.activeElement), true);
      await page.page.keyboard.type('// ');
      assert.equal(await marked.count(), 0, 'an edit takes the mark away');
      assert.deepEqual(page.complaints, []);
    });

    it('has output that can be copied and kept as text', async () => {
      await cell.setCode('console.log("to out");\nconsole.error("to \\u001b err");\n');
      await cell.run();
      await page.page.evaluate(() => {
        navigator.clipboard.writeText = async (text) => {
          Object.assign(window, { copied: text });
        };
      });
      await cell.button('copy-output').click();
      const text = 'to out\nto \u001b err\n';
      assert.equal(await page.page.evaluate(() => (window as unknown as { copied: string }).copied), text);
      const downloaded = page.page.waitForEvent('download');
      await cell.button('download-output').click();
      const file = await downloaded;
      assert.equal(file.suggestedFilename(), 'cancelled-one-pass-later.txt');
      assert.equal(await readFile(await file.path(), 'utf8'), text);
    });
  });

  it('ends when the page is left; back again, the cell says so and runs', async () => {
    const page = await open();
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode(LOOP);
    await cell.start();
    await cell.printed('before');
    // As a browser does that puts the page away to show it again.
    await page.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await cell.ended();
    assert.equal(await page.page.evaluate(() => document.querySelectorAll('iframe').length), 0);
    assert.equal(await cell.ending(), 'Stopped, because the page was left.');
    await page.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await cell.start();
    await cell.printed('before');
    await page.page.locator('nav a', { hasText: 'Queues' }).first().click();
    await page.page.waitForURL(/queue/);
    assert.deepEqual(
      page.page.frames().map((frame) => frame.url()),
      [page.page.url()],
    );
    await page.page.goBack();
    await page.page.locator('verified-cell[data-alive]').first().waitFor();
    assert.equal(await page.frames(), 0);
    assert.equal(await cell.code(), LOOP);
    await cell.reset();
    await cell.run();
    assert.deepEqual(new Set(await cell.verdicts()), new Set(['holds']));
    await page.close();
  });
});
