/** The reader's language: chosen once, remembered, there before anything is drawn, and followed by all that has two forms. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright';
import { it, Session } from './cells.ts';
import { axeViolations, tooWide } from './reading.ts';

const PATH = 'task-cancellation/gather/';

/** What a page has when its body begins, and with each frame that is drawn until it has loaded. */
interface Early {
  readonly atBody: string | undefined;
  /** Programs in TypeScript that were seen. */
  readonly seen: number;
}

/** Has every page of a profile look at itself while it comes in. */
async function watchEarly(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (self !== top) return;
    const early = { atBody: undefined as string | undefined, seen: 0 };
    Object.assign(window, { early });
    new MutationObserver((_, observer) => {
      if (document.body === null) return;
      observer.disconnect();
      early.atBody = document.documentElement.dataset['language'];
    }).observe(document, { childList: true, subtree: true });
    const look = (): void => {
      for (const panel of document.querySelectorAll('[data-part="source"][data-language="typescript"]'))
        if (panel.checkVisibility()) early.seen++;
      if (document.readyState !== 'complete') requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function earlyOf(page: Page): Promise<Early> {
  return page.evaluate(() => (window as unknown as { early: Early }).early);
}

describe("the reader's language", () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const url = (path: string): string => session.site.url + path;
  const choice = (scope: Page | Locator, name: string): Locator =>
    scope.getByRole('button', { name, exact: true }).and(scope.locator('[data-choose]'));
  const shown = (page: Page): Promise<string[]> =>
    page
      .locator('[data-part="source"]:visible')
      .evaluateAll((panels) => [...new Set(panels.map((panel) => (panel as HTMLElement).dataset['language'] ?? ''))]);

  it('is TypeScript until the reader chooses; then all pages keep to the choice, and never show the other first', async () => {
    const context = await session.profile();
    await watchEarly(context);
    const page = await context.newPage();
    await page.goto(url(''));
    assert.equal((await earlyOf(page)).atBody, undefined);
    assert.deepEqual(await shown(page), ['typescript']);

    await choice(page.locator('main'), 'Python').click();
    assert.deepEqual(await shown(page), ['python']);
    for (const visit of [() => page.goto(url(PATH)), () => page.reload()]) {
      await visit();
      assert.deepEqual(await earlyOf(page), { atBody: 'python', seen: 0 });
      assert.deepEqual(await shown(page), ['python']);
      for (const button of await page.locator('[data-choose]').all()) {
        const { choose } = await button.evaluate((element) => ({ ...(element as HTMLElement).dataset }));
        assert.equal(await button.getAttribute('aria-pressed'), `${choose === 'python'}`);
      }
    }

    await page.goBack();
    await choice(page.locator('main'), 'TypeScript').click();
    await page.goForward();
    await page.locator('html:not([data-language])').waitFor();
    assert.deepEqual(await shown(page), ['typescript']);
  });

  it('can come with a link, to any place of a page, and does not replace what the reader has chosen before', async () => {
    const context = await session.profile();
    const page = await context.newPage();
    const link = `${PATH}?lang=python#cell-cancelled-one-pass-later`;
    await page.goto(url(link));
    assert.deepEqual(await shown(page), ['python']);
    await page.locator('#cell-cancelled-one-pass-later:target').waitFor();
    await page.goto(url('awaitables/'));
    assert.deepEqual(await shown(page), ['python'], 'somebody who had not chosen');

    await choice(page.locator('verified-all'), 'TypeScript').click();
    await page.goto(url(link));
    assert.deepEqual(await shown(page), ['python']);
    await choice(page.locator('verified-all'), 'TypeScript').click();
    assert.equal(new URL(page.url()).search, '', 'the address no longer asks for Python');
    assert.equal(new URL(page.url()).hash, '#cell-cancelled-one-pass-later');

    await page.goto(url(link));
    const next = await context.newPage();
    await next.goto(url('awaitables/'));
    assert.deepEqual(await shown(next), ['typescript'], 'a later visit');
    await page.goto(url(`${PATH}?lang=fortran`));
    assert.deepEqual(await shown(page), ['python'], 'this visit, with a language that is none');
  });

  it('is chosen by keyboard, under a name, and the change is told', async () => {
    const context = await session.profile();
    const page = await context.newPage();
    await page.goto(url(PATH));
    const group = page.locator('verified-all').getByRole('group', { name: 'Language of the programs' });
    await choice(group, 'Python').focus();
    await page.keyboard.press('Enter');
    await choice(group, 'Python').and(page.locator('[aria-pressed="true"]:focus')).waitFor();
    await group.getByRole('status').getByText('now in Python').waitFor({ state: 'attached' });
    const header = page.locator('header').getByRole('group', { name: 'Language of the programs' });
    await choice(header, 'Python').and(page.locator('[aria-pressed="true"]')).waitFor();
  });

  it("leaves a cell's own tabs to that cell", async () => {
    const context = await session.profile();
    const page = await context.newPage();
    await page.goto(url(`${PATH}?lang=python`));
    const cells = page.locator('verified-cell');
    await cells.first().locator('[data-part="tabs"] label', { hasText: 'TypeScript' }).click();
    const panel = (cell: Locator, language: string): Locator =>
      cell.locator(`[data-part="source"][data-language="${language}"]`);
    await panel(cells.first(), 'typescript').waitFor();
    assert.equal(await panel(cells.nth(1), 'python').isVisible(), true);
    assert.equal(await page.locator('html').getAttribute('data-language'), 'python');
  });

  it('is what Copy gives, and what an embedded cell shows if its address asks for it', async () => {
    const context = await session.profile({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(url(`${PATH}?lang=python`));
    await page.locator('verified-cell[data-alive]').first().getByRole('button', { name: 'Copy', exact: true }).click();
    await page.locator('[data-action="copy"][data-done]').waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^import asyncio$/m);

    const frame = await context.newPage();
    await choice(page.locator('verified-all'), 'TypeScript').click();
    await frame.goto(url('embed/task-cancellation/gather/cancelled-one-pass-later/?lang=python'));
    assert.deepEqual(await shown(frame), ['python']);
    await frame.goto(url(PATH));
    assert.deepEqual(await shown(frame), ['typescript'], 'what a frame shows is no choice');
  });

  it('is TypeScript without scripts, with the Python of each cell behind its tab', async () => {
    const context = await session.profile({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url(`${PATH}?lang=python`));
    assert.deepEqual(await shown(page), ['typescript']);
    assert.equal(await page.locator('[data-choose]:visible').count(), 0);
    await page.locator('verified-cell').first().locator('label', { hasText: 'Python' }).click();
    assert.deepEqual((await shown(page)).sort(), ['python', 'typescript']);
  });

  for (const path of ['', PATH, 'how-to/wait-for-many/', 'reference/asyncio/']) {
    it(`leaves nothing that axe objects to, and nothing too wide, on ${path || 'the start page'}`, async () => {
      const context = await session.profile({ reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(url(`${path}?lang=python`));
      assert.deepEqual(await axeViolations(page), []);
      await page.setViewportSize({ width: 360, height: 800 });
      assert.deepEqual(await tooWide(page), { page: 360, outside: [] });
    });
  }

  it('names the headings in the contents of any window, and the neighbours of a page', async () => {
    const context = await session.profile();
    const page = await context.newPage();
    const PAGE = 'how-to/time-out/';
    for (const [language, mine, other] of [
      ['python', 'wait_for()', 'waitFor()'],
      ['typescript', 'waitFor()', 'wait_for()'],
    ] as const) {
      await page.setViewportSize({ width: 1600, height: 900 });
      await page.goto(url(`${PAGE}?lang=${language}#timeout-or-wait_for`));
      const wide = page.locator('starlight-toc a[aria-current="true"]');
      await wide.getByText(mine).waitFor();
      assert.equal(await wide.getByText(other).isVisible(), false);

      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(url(`${PAGE}?lang=${language}`));
      await page.locator('#timeout-or-wait_for').evaluate((heading) => heading.scrollIntoView());
      const current = page.locator('mobile-starlight-toc .display-current');
      await current.getByText(mine).waitFor();
      assert.equal(await current.getByText(other).isVisible(), false);
      await page.locator('mobile-starlight-toc summary').click();
      const entry = page.locator('mobile-starlight-toc .dropdown a', { hasText: mine });
      await entry.getByText(mine).waitFor();
      assert.equal(await entry.getByText(other).isVisible(), false);
    }
    await page.goto(url('start/coroutines-tasks-futures/?lang=python'));
    const next = page.locator('.pagination-links a[rel="next"]');
    await next.getByText('create_task').waitFor();
    assert.equal(await next.getByText('createTask').isVisible(), false);
    await choice(page.locator('verified-all'), 'TypeScript').click();
    await next.getByText('createTask').waitFor();
  });

  it('has names of its own, and those of the other are not read out', async () => {
    const context = await session.profile();
    const page = await context.newPage();
    await page.goto(url('how-to/wait-for-many/'));
    // What a screen reader reads.
    const opening = page.locator('.sl-markdown-content > p').first();
    const says = page.locator('verified-cell [data-part="expectations"]').first();
    for (const text of [opening, says]) {
      assert.match(await text.ariaSnapshot(), /asCompleted\(\)/);
      assert.doesNotMatch(await text.ariaSnapshot(), /as_completed/);
    }
    await choice(page.locator('verified-all'), 'Python').click();
    for (const text of [opening, says]) assert.match(await text.ariaSnapshot(), /as_completed\(\)/);
    assert.doesNotMatch(await page.locator('main').ariaSnapshot(), /asCompleted|returnExceptions/);
  });
});
