/** The Python of a cell: it runs on CPython in the page, and by the same controls as TypeScript. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { siteContent } from '../../src/site/content.ts';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

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
    assert.ok(
      await cell.button('loop').isHidden(),
      'CPython in the page writes no log, so there is no loop to step through',
    );
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
    await cell.element
      .locator('[data-language="python"] .cm-line', { hasText: '1 / 0' })
      .and(cell.page.locator('.cm-marked, .cm-line'))
      .waitFor();
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
    assert.match(await cell.provenance(), /^Recorded · CPython 3\.14/);
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
