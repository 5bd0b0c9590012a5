/** The Python of a cell: it runs on CPython in the page, and by the same controls as TypeScript. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { siteContent } from '../../src/site/content.ts';
import { CellHandle, type CellPage, it, Session } from './cells.ts';
import { colours } from './reading.ts';

const PAGE = 'task-cancellation/gather';
const CELL = 'cancelled-before-it-starts';

/** What CPython printed of a cell when its page was recorded. */
function recorded(path: string, id: string): string[] {
  const content = siteContent();
  const page = content.readPages().find((each) => each.path === path);
  assert.ok(page);
  const python = content.readPageRecordings(page)[id]?.python?.['3.14'];
  assert.ok(python);
  return python.lines.map(({ text }) => text);
}

/** Frames of tracebacks name lines, which are others in a file that begins with what it imports, and may quote them. */
function isNoFrame(text: string): boolean {
  return !text.startsWith('  ');
}

/** Of what a page asks of the server, that which is Python's. */
function pythonRequests(page: CellPage): string[] {
  const found: string[] = [];
  page.page.on('request', (request) => {
    if (/\/run\/python-/.test(request.url())) found.push(request.url());
  });
  return found;
}

describe('the Python of a cell', () => {
  let session: Session;
  let page: CellPage;
  let cell: CellHandle;
  let requests: string[];
  before(async () => {
    session = await Session.start();
    page = await session.open(PAGE);
    requests = pythonRequests(page);
    cell = page.cell(CELL);
  });
  after(() => session.close());

  it('is not fetched until it is run', async () => {
    await cell.run();
    assert.equal(await cell.provenance(), 'Captured now, in your browser');
    await cell.turnTo('python');
    await cell.element.hover();
    await page.answers();
    assert.deepEqual(requests, []);
  });

  it('runs on CPython, prints what is recorded, and proves what the page says', async () => {
    await cell.run();
    assert.deepEqual(await cell.texts(), recorded(PAGE, CELL));
    assert.match(await cell.provenance(), /^Captured now, by CPython 3\.14\.\d+ in your browser$/);
    assert.deepEqual(new Set(await cell.verdicts()), new Set(['holds']));
    assert.equal(await cell.state(), 'captured');
    assert.ok(await cell.button('loop').isVisible(), 'the loop of this run can be stepped through');
    const files = new Set(requests.map((url) => /python-(?:frame|3\.14)/.exec(url)?.[0]));
    assert.deepEqual([...files].sort(), ['python-3.14', 'python-frame']);
  });

  it('runs beside the TypeScript, and the two are compared line by line', async () => {
    await cell.button('run-both').click();
    const both = cell.part('both');
    await both.waitFor();
    assert.match((await both.textContent()) ?? '', /TypeScript and CPython 3\.14\.\d+ print the same: \d+ lines\./);
    const rows = await both.locator('tbody tr').evaluateAll((all) => all.map((row) => row.getAttribute('data-same')));
    assert.deepEqual(new Set(rows), new Set(['yes']));
    assert.equal(rows.length, 3, 'a line, a report with its traceback, and how both ended');
    await cell.setCode('print("something else")');
    await cell.button('run-both').click();
    await both.locator('[data-same="no"]').first().waitFor();
    assert.match((await both.textContent()) ?? '', /differ in \d+ lines?/);
  });

  it('is stopped as by Ctrl-C, in a loop without any await too', async () => {
    await cell.setCode('print("before")\nwhile True:\n    pass\n');
    assert.match(await cell.provenance(), /^From before your change/);
    await cell.start();
    await cell.printed('before');
    await cell.stop();
    await cell.ended();
    assert.match(await cell.ending(), /Interrupted \(exit status 130\)/);
    assert.equal((await cell.texts()).at(-1), 'KeyboardInterrupt');
    assert.equal(await page.frames(), 0);
  });

  it('leads to the line of an error of syntax, and to those of a traceback', async () => {
    await cell.setCode('import asyncio\n\nprint("one"\n');
    await cell.run();
    assert.match((await cell.problem()) ?? '', /line 3, column 6.*SyntaxError: '\(' was never closed/s);
    await cell.setCode('def fail():\n    1 / 0\n\nfail()\n');
    await cell.run();
    assert.match(await cell.ending(), /Ended by ZeroDivisionError/);
    await cell.part('output').locator('[data-action="goto"]').last().click();
    await cell.element.locator('[data-language="python"] .cm-marked-line', { hasText: '1 / 0' }).waitFor();
    assert.equal(
      await cell.page.evaluate(() => document.activeElement?.closest('[data-language]')?.getAttribute('data-language')),
      'python',
    );
  });

  it('says that the output is of the other language once an edit stands beside it', async () => {
    await cell.turnTo('typescript');
    await cell.run();
    await cell.turnTo('python');
    assert.equal(
      await cell.provenance(),
      'Printed by the TypeScript program, not by your edited Python. Run it to check your edit.',
    );
    assert.equal(await cell.state(), 'stale');
    await cell.reset();
    assert.match(await cell.provenance(), /^Recorded, by CPython 3\.14 · TypeScript agrees$/);
    assert.deepEqual(await cell.texts(), recorded(PAGE, CELL));
    assert.equal(await cell.element.getAttribute('data-edited'), null);
  });

  it('keeps an edit of its own', async () => {
    await cell.setCode('print("kept")');
    await page.page.reload();
    await page.page.locator('verified-cell[data-edited]').waitFor();
    assert.equal(await cell.code(), siteSource());
    await cell.turnTo('python');
    await cell.element.locator('.cm-content').waitFor();
    assert.equal(await cell.code(), 'print("kept")');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['kept']);
  });

  it('travels in a link, with the edit, and runs for the reader who opens the link', async () => {
    await cell.turnTo('python');
    await cell.setCode('print("from afar")');
    await cell.button('share').click();
    const link = page.page.getByRole('textbox', { name: 'Link to this code, with your changes' });
    const address = await link.inputValue();
    const download = page.page.waitForEvent('download');
    await page.page.locator('.share-files a[download$=".py"]').click();
    assert.equal(readFileSync(await (await download).path(), 'utf8'), 'print("from afar")\n');
    await page.page.keyboard.press('Escape');
    await cell.reset();

    await page.page.goto(address);
    // Only the fragment may have changed, and then the page stays.
    const offer = cell.element.locator('[data-notice="link"]');
    await offer.getByText('print("from afar")').waitFor();
    // Only one text is in the link: the TypeScript has not changed.
    await offer.getByRole('button', { name: 'Use it in the cell', exact: true }).click();
    assert.equal(await cell.code(), 'print("from afar")');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['from afar']);
    await cell.reset();
  });

  it('has the colours of the page in its editor, light and dark', async () => {
    const other = page.cell('who-has-seen-it');
    const { page: tab } = page;
    const panel = other.element.locator('[data-part="source"][data-language="python"]');
    await other.turnTo('python');
    const light = await colours(panel);
    await tab.emulateMedia({ colorScheme: 'dark' });
    await tab.locator('html[data-theme="dark"]').waitFor();
    const dark = await colours(panel);
    assert.notDeepEqual(light, dark);
    assert.ok(new Set(Object.values(light)).size > 4, 'keywords, strings, numbers, functions, names');
    const editor = await other.openEditor();
    assert.deepEqual(await colours(editor), dark);
    await tab.emulateMedia({ colorScheme: 'light' });
    await tab.locator('html[data-theme="light"]').waitFor();
    assert.deepEqual(await colours(editor), light);
  });

  it('is what a reader of Python sees first: CPython’s own recording, until something has run', async () => {
    const context = await session.profile();
    const tab = await context.newPage();
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.goto(`${session.site.url}${PAGE}/?lang=python`);
    await tab.locator('verified-cell[data-alive]').first().waitFor();
    const differs = 'who-has-seen-it';
    const first = new CellHandle(tab, differs);
    const before = { texts: await first.texts(), provenance: await first.provenance() };
    assert.deepEqual(before.texts, recorded(PAGE, differs));
    assert.ok(before.texts.some((text) => text.includes('.py')));
    assert.equal(before.provenance, 'Recorded, by CPython 3.14 · TypeScript agrees');
    // The same once scripts draw it, and the other in the other language.
    await first.element.hover();
    await first.turnTo('typescript');
    await first.says('Recorded · CPython 3.14 agrees');
    assert.ok(!(await first.texts()).some((text) => text.includes('.py')));
    await first.turnTo('python');
    await first.says(before.provenance);
    assert.deepEqual(await first.texts(), before.texts);
    for (const cell of await tab.locator('verified-cell').all()) await cell.hover();
    assert.deepEqual(
      asked.filter((url) => /\/run\/python-/.test(url)),
      [],
      'nothing of CPython is fetched for reading',
    );
    // Names in titles are those of the language.
    await tab.goto(`${session.site.url}beyond/eager-tasks/?lang=python`);
    const title = tab.locator('#cell-at-once [data-part="title"]');
    assert.equal(await title.getByText('create_task()').isVisible(), true);
    assert.equal(await title.getByText('createTask()').isVisible(), false);
    // In narrower windows the contents are folded away.
    await tab.setViewportSize({ width: 1600, height: 900 });
    await tab.goto(`${session.site.url}versions/?lang=python`);
    const contents = tab.locator('starlight-toc a', { hasText: 'runs in the task that calls it' });
    assert.equal(await contents.getByText('wait_for()').isVisible(), true);
    assert.equal(await contents.getByText('waitFor()').isVisible(), false);
    await tab.locator('header').getByRole('button', { name: 'TypeScript', exact: true }).click();
    await contents.getByText('waitFor()').waitFor();
  });

  it('is written in the playground too, beside the TypeScript of the same program', async () => {
    const context = await session.profile();
    const opened = await session.open('playground', { context });
    await opened.page.goto(`${session.site.url}playground/?lang=python`);
    const mine = opened.cell('playground');
    await mine.setCode('print("mine")');
    await mine.run();
    assert.deepEqual(await mine.texts(), ['mine']);
    await opened.page.getByLabel('Start from').selectOption(`${PAGE}/cancelled-one-pass-later`);
    await mine.element.locator('.cm-content', { hasText: 'define("cancelled_before_it_starts"' }).waitFor();
    await mine.run();
    assert.match(await mine.provenance(), /^Captured now, by CPython 3\.14\./);
    assert.deepEqual(
      (await mine.texts()).filter(isNoFrame),
      recorded(PAGE, 'cancelled-one-pass-later').filter(isNoFrame),
    );
    await mine.turnTo('typescript');
    assert.match(await mine.code(), /\/\/ @filename: cancelled-before-it-starts\.ts\n/);
    // What was written before is offered.
    const kept = mine.element.locator('[data-notice="other-python"]');
    await kept.getByRole('button', { name: 'Use the other' }).click();
    await mine.turnTo('python');
    assert.equal(await mine.code(), 'print("mine")');
    await mine.button('share').click();
    const address = await opened.page.getByRole('textbox', { name: 'Link to this code' }).inputValue();
    await opened.page.keyboard.press('Escape');

    const other = await session.open('playground', { context: await session.profile() });
    await other.page.goto(address);
    const theirs = other.cell('playground');
    await theirs.element
      .locator('[data-notice="link"]')
      .getByRole('button', { name: /^Use it/ })
      .click();
    await theirs.turnTo('python');
    assert.equal(await theirs.code(), 'print("mine")');
    assert.deepEqual(other.complaints, []);
  });

  it('says of an edited program that it needs threads, before it is run, and why it fails then', async () => {
    const opened = await session.open('playground', { context: await session.profile() });
    await opened.page.goto(`${session.site.url}playground/?lang=python`);
    const mine = opened.cell('playground');
    const notice = mine.element.locator('[data-notice="threads"]');
    await mine.setCode('import asyncio\n\n# asyncio.to_thread needs a thread.\nasyncio.run(asyncio.sleep(0))\n');
    await mine.run();
    assert.equal(await notice.count(), 0, 'a comment needs none');

    await mine.setCode('import asyncio\nimport time\n\nasyncio.run(asyncio.to_thread(time.sleep, 1))\n');
    await notice.getByText('Line 4 uses asyncio.to_thread, which needs threads or processes.').waitFor();
    await mine.run();
    const said = await mine.texts();
    const error = said.indexOf("RuntimeError: can't start new thread");
    assert.deepEqual(said.slice(error, error + 2), [
      "RuntimeError: can't start new thread",
      'CPython in WebAssembly has no threads.',
    ]);
    assert.ok(!said.some((text) => text.includes('oracle')), said.join('\n'));

    await notice.getByRole('button', { name: 'Show the TypeScript' }).click();
    await mine.element.locator('[data-part="source"][data-language="typescript"]').waitFor();
    assert.equal(await notice.count(), 0, 'TypeScript has threads');
    await mine.turnTo('python');
    await notice.getByRole('button', { name: 'Close' }).click();
    await mine.setCode('import asyncio\nimport time\n\n\nasyncio.run(asyncio.to_thread(time.sleep, 2))\n');
    await mine.run();
    assert.equal(await notice.count(), 0, 'once is enough');
    assert.deepEqual(opened.complaints, []);
  });

  it('is not run where it needs threads or processes: its recording is shown, and why', async () => {
    const pools = await session.open('executors/processes');
    const asked = pythonRequests(pools);
    const id =
      siteContent()
        .readPages()
        .find(({ path }) => path === 'executors/processes')?.cells[0]?.id ?? '';
    const pool = pools.cell(id);
    await pool.turnTo('python');
    await pool.button('run').click();
    await pool.says('Recorded, by CPython');
    assert.match((await pool.problem()) ?? '', /CPython in WebAssembly has neither/);
    assert.deepEqual(asked, []);
  });
});

function siteSource(): string {
  const page = siteContent()
    .readPages()
    .find(({ path }) => path === PAGE);
  return page?.cells.find(({ id }) => id === CELL)?.source ?? '';
}
