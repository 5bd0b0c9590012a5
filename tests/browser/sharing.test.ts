/** Edits are kept and handed on: reloads, history, several tabs, changed pages, links, files. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Locator } from 'playwright';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

const PATH = 'task-cancellation/gather';
const FIRST = 'cancelled-before-it-starts';
const SECOND = 'cancelled-one-pass-later';
const COMMAND = fileURLToPath(new URL('../../src/site/commands/cell.ts', import.meta.url));

const notice = (cell: CellHandle, name: string): Locator => cell.element.locator(`[data-notice="${name}"]`);
const choose = (cell: CellHandle, name: string, label: string): Promise<void> =>
  notice(cell, name).getByRole('button', { name: label, exact: true }).click();

describe('an edit', () => {
  let session: Session;
  let context: BrowserContext;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const profile = async (): Promise<void> => {
    context = await session.profile({ viewport: { width: 1280, height: 900 } });
  };
  const open = (): Promise<CellPage> => session.open(PATH, { context });
  const key = `verified:edit:/notes/awaitable/${PATH}#${FIRST}`;
  const put = (page: CellPage, value: string): Promise<void> =>
    page.page.evaluate(([name = '', text = '']) => localStorage.setItem(name, text), [key, value]);
  /** The editor's text once it has one that holds `part`. */
  const shows = async (cell: CellHandle, part: string): Promise<string> => {
    await cell.element.locator('.cm-content', { hasText: part }).waitFor();
    return cell.code();
  };

  it('that is kept under a former name of its key is taken over, once, and so is the speed', async () => {
    await profile();
    const page = await open();
    const cell = page.cell(FIRST);
    const original = await cell.code();
    const former = key.replace('verified:', 'awaitable:');
    const edit = (text: string): string => JSON.stringify([{ text: `${original}\n// ${text}`, base: original }]);
    await page.page.evaluate(
      ([name = '', text = '']) => {
        localStorage.clear();
        localStorage.setItem(name, text);
        localStorage.setItem('awaitable:speed', '10');
        // Damaged: it cannot be joined with what is there.
        localStorage.setItem('awaitable:edit:/a', '{');
        localStorage.setItem('verified:edit:/a', '[]');
      },
      [former, edit('of old')],
    );
    await page.page.reload();
    await shows(cell, 'of old');
    assert.equal(await cell.element.locator('[data-action="speed"]').inputValue(), '10');
    const kept = (): Promise<Record<string, string>> =>
      page.page.evaluate(() =>
        Object.fromEntries(
          Object.entries(localStorage).filter(([name]) => /^(?:awaitable|verified):(?!edit:.a$)/.test(name)),
        ),
      );
    assert.deepEqual(await kept(), { [key]: edit('of old'), 'verified:speed': '10' });
    // A page that was open all the time writes to the former name once more: neither edit is lost.
    await page.page.evaluate(([name = '', text = '']) => localStorage.setItem(name, text), [former, edit('late')]);
    await page.page.reload();
    await shows(cell, 'of old');
    await notice(cell, 'other').getByText('another saved edit').waitFor();
    assert.deepEqual(Object.keys(await kept()).sort(), [key, 'verified:speed']);
    assert.deepEqual(page.complaints, []);
    await context.close();
  });

  it('survives a reload, the way back and a second tab, until the original is restored', async () => {
    await profile();
    const page = await open();
    const cell = page.cell(FIRST);
    const original = await cell.code();
    const mine = `${original}\n// mine, for ever`;
    await cell.setCode(mine);
    // At once: not even the moment after the last key may lose it.
    await page.page.reload();
    assert.equal(await shows(cell, 'mine, for ever'), mine);
    assert.match((await notice(cell, 'edit').textContent()) ?? '', /This is your own edit.*[−+] \/\/ mine, for ever/s);
    await page.page.goto(`${session.site.url}awaitables/`);
    await page.page.goBack();
    assert.equal(await shows(cell, 'mine, for ever'), mine);
    const second = await open();
    assert.equal(await shows(second.cell(FIRST), 'mine, for ever'), mine);
    await choose(cell, 'edit', 'Restore the original');
    assert.equal(await cell.code(), original);
    assert.equal(await page.page.evaluate((name) => localStorage.getItem(name), key), null);
    assert.deepEqual(page.complaints, []);
    await context.close();
  });

  it('of one tab is offered to the other, and neither is lost', async () => {
    await profile();
    const [left, right] = [await open(), await open()];
    const [ours, theirs] = [left.cell(FIRST), right.cell(FIRST)];
    const original = await ours.code();
    await ours.setCode(`${original}\n// left`);
    // The other tab has not been touched yet, and is told all the same; its text stays.
    await notice(theirs, 'other').waitFor();
    assert.equal(await theirs.code(), original);
    await theirs.setCode(`${original}\n// right`);
    await notice(ours, 'other').waitFor();
    assert.equal(await ours.code(), `${original}\n// left`);
    await ours.setCode(`${original}\n// left again`);
    await left.page.close();
    await right.page.close();

    const later = await open();
    const cell = later.cell(FIRST);
    await cell.element.locator('.cm-content').waitFor();
    const [shown, other] = (await cell.code()).endsWith('right') ? ['right', 'left again'] : ['left again', 'right'];
    assert.equal(await cell.code(), `${original}\n// ${shown}`);
    await notice(cell, 'other').locator('summary').click();
    assert.match((await notice(cell, 'other').locator('pre').textContent()) ?? '', new RegExp(`\\+ // ${other}`));
    await choose(cell, 'other', 'Use the other edit');
    assert.equal(await shows(cell, other), `${original}\n// ${other}`);
    await context.close();
  });

  it("of a page that has changed since is shown, and the page's text offered", async () => {
    await profile();
    const page = await open();
    const cell = page.cell(FIRST);
    const original = await cell.code();
    const mine = original.replace('1.1', '2.2');
    await put(page, JSON.stringify([{ text: mine, base: original.replace('main returns', 'as it was') }]));
    await page.page.reload();
    assert.equal(await shows(cell, '2.2'), mine);
    assert.match((await notice(cell, 'edit').locator('p').first().textContent()) ?? '', /has changed since your edit/);
    await notice(cell, 'edit').locator('summary').click();
    assert.match((await notice(cell, 'edit').locator('pre').textContent()) ?? '', /− .*1\.1.*\n\+ .*2\.2/);
    await choose(cell, 'edit', 'Keep my edit');
    await page.page.reload();
    assert.equal(await shows(cell, '2.2'), mine);
    assert.match((await notice(cell, 'edit').locator('p').first().textContent()) ?? '', /This is your own edit/);
    await put(page, JSON.stringify([{ text: mine, base: 'x' }]));
    await page.page.reload();
    await shows(cell, '2.2');
    await choose(cell, 'edit', 'Use the page’s code');
    assert.equal(await cell.code(), original);
    await context.close();
  });

  it('runs although the browser keeps nothing, or has kept what cannot be read', async () => {
    await profile();
    const page = await open();
    const cell = page.cell(FIRST);
    await put(page, 'async function main() {');
    await page.page.reload();
    await notice(cell, 'damaged').waitFor();
    await page.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await cell.setCode((await cell.code()).replace('main returns', 'main is back'));
    await cell.run();
    assert.ok((await cell.texts()).includes('main is back'));
    assert.match((await notice(cell, 'refused').textContent()) ?? '', /storage is full.*Copy or download/);
    await context.close();
  });

  it('travels in a link: another browser shows the difference, runs nothing, and comes to the same output', async () => {
    await profile();
    const page = await open();
    const [first, second] = [page.cell(FIRST), page.cell(SECOND)];
    await first.setCode((await first.code()).replace('"off air"', '"says goodbye"'));
    await second.setCode((await second.code()).replace('sleep(1.1)', 'sleep(2)'));
    await second.run();
    const [texts, code, dependency] = [await second.texts(), await second.code(), await first.code()];
    await second.button('share').click();
    const dialog = page.page.getByRole('dialog');
    const link = await dialog.getByLabel('Link to this code, with your changes').inputValue();
    assert.ok(link.startsWith(`${session.site.url}${PATH}/#code=${SECOND}.1.`), link);
    await page.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await second.button('share').evaluate((button) => button === document.activeElement), true);
    await context.close();

    await profile();
    const other = await open();
    const [theirFirst, theirSecond] = [other.cell(FIRST), other.cell(SECOND)];
    const original = await theirSecond.code();
    await theirSecond.setCode(`${original}\n// my own`);
    await other.page.goto(link);
    await notice(theirSecond, 'link').waitFor();
    const said = (await notice(theirSecond, 'link').textContent()) ?? '';
    assert.match(said, /came from a link.*none of it has run/);
    assert.match(said, /− .*sleep\(1\.1\).*\+ .*sleep\(2\).*− .*"off air".*\+ .*"says goodbye"/s);
    assert.equal(await theirSecond.code(), `${original}\n// my own`);
    // A run would have captured something.
    assert.equal(await theirSecond.state(), 'stale');
    await choose(theirSecond, 'link', 'Use it in the cells');
    assert.equal(await shows(theirSecond, 'sleep(2)'), code);
    assert.equal(await shows(theirFirst, 'says goodbye'), dependency);
    assert.equal(await theirSecond.state(), 'stale');
    await theirSecond.run();
    assert.deepEqual(await theirSecond.texts(), texts);
    // The reader's own edit is still there; a reload asks nothing again.
    await other.page.reload();
    assert.equal(await shows(theirSecond, 'sleep(2)'), code);
    assert.match((await notice(theirSecond, 'edit').textContent()) ?? '', /came from a link/);
    assert.equal(await notice(theirSecond, 'link').count(), 0);
    await choose(theirSecond, 'other', 'Use the other edit');
    assert.equal(await shows(theirSecond, 'my own'), `${original}\n// my own`);
    assert.deepEqual(other.complaints, []);
    await context.close();
  });

  it('in a link that is damaged or leads nowhere is said to be so', async () => {
    await profile();
    const page = await open();
    for (const [fragment, id, words] of [
      [`#code=${SECOND}.1.AAAA`, SECOND, /damaged.*Ask for the whole link/],
      ['#code=%7B%7D', FIRST, /damaged/],
      [`#code=${SECOND}.1.${'A'.repeat(40_000)}`, SECOND, /is too long/],
      // {"gone":""}
      ['#code=gone.1.q1ZKz89LVbJSUqoFAA', FIRST, /not on this page/],
    ] as const) {
      // As a link in the page does it.
      await page.page.evaluate((hash) => {
        location.hash = hash;
      }, fragment);
      const cell = page.cell(id);
      await notice(cell, 'link').getByText(words).waitFor();
      await choose(cell, 'link', 'Close');
      assert.equal(new URL(page.page.url()).hash, `#cell-${id}`);
    }
    await context.close();
  });

  it('is downloaded as a file that the command line runs', async () => {
    await profile();
    const page = await open();
    const cell = page.cell(SECOND);
    await cell.setCode((await cell.code()).replace('the loop has had one turn', 'one turn later'));
    await cell.run();
    const texts = await cell.texts();
    await cell.button('share').click();
    const file = async (name: string): Promise<string> => {
      const [download] = await Promise.all([
        page.page.waitForEvent('download'),
        page.page.getByRole('dialog').getByRole('link', { name }).click(),
      ]);
      assert.equal(download.suggestedFilename(), name);
      return download.path();
    };
    const ts = await file(`${SECOND}.ts`);
    const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, '--json', ts], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const printed = (JSON.parse(stdout) as { stdout: string }).stdout.trimEnd().split('\n');
    const onStdout = (await cell.output()).filter(({ stream }) => stream === 'out').map(({ text }) => text);
    assert.deepEqual(printed, onStdout);
    assert.ok(texts.includes('one turn later'));
    await context.close();
  });
});
