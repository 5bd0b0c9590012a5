/** Cells outside of their pages: in a frame on another site, and as starting points in the playground. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe } from 'node:test';
import { until } from '../patience.ts';
import { it, Session } from './cells.ts';

const ID = 'cancelled-one-pass-later';
const CELL = `task-cancellation/gather/${ID}`;

describe('a cell', () => {
  let session: Session;
  let other: Server;
  let origin: string;
  before(async () => {
    session = await Session.start();
    const html = `<!doctype html><title>Another site</title><script>
      window.heights = [];
      addEventListener('message', ({ source, data }) => {
        if (data?.type !== 'awaitable:size') return;
        const frame = document.querySelector('iframe');
        if (frame.contentWindow === source) frame.style.height = data.height + 'px';
        heights.push(data.height);
      });
    </script><iframe src="${session.site.url}embed/${CELL}/?theme=dark" title="A cell" style="width: 700px; height: 100px; border: 0"></iframe>`;
    // Another name of the same machine is another site.
    other = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(html));
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    origin = `http://localhost:${(other.address() as AddressInfo).port}`;
  });
  after(async () => {
    other.close();
    await session.close();
  });

  it('runs in a frame on another site, in the theme asked for, and tells its height', async () => {
    const page = await (await session.profile()).newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(origin);
    const frame = page.frameLocator('iframe');
    const cell = frame.locator('verified-cell[data-alive]');
    await cell.waitFor();
    const { theme, scheme, navigation } = await frame.locator('html').evaluate((html) => ({
      theme: html.dataset['theme'],
      scheme: getComputedStyle(html).colorScheme,
      navigation: html.querySelectorAll('nav, header.header, aside').length,
    }));
    assert.deepEqual({ theme, scheme, navigation }, { theme: 'dark', scheme: 'dark', navigation: 0 });

    await cell.locator('[data-action="speed"]').selectOption('instant');
    await cell.locator('[data-action="run"]').click();
    await frame.locator('verified-cell[data-state="captured"]').waitFor();
    const texts = await cell.locator('[data-part="output"]:not([data-form="1"]) [data-part="text"]').allTextContents();
    assert.ok(texts.includes('the loop has had one turn') && texts.includes('North off air'), texts.join('\n'));

    const overflow = (): Promise<number> =>
      frame.locator('html').evaluate((html) => html.scrollHeight - html.ownerDocument.documentElement.clientHeight);
    await page.waitForFunction(() => document.querySelector('iframe')?.style.height !== '100px');
    await until('the frame to be as high as its content', async () => (await overflow()) <= 0);
    const heights = (): Promise<number[]> => page.evaluate(() => (window as unknown as { heights: number[] }).heights);
    const before = (await heights()).at(-1) ?? 0;
    // Narrower, it is higher.
    await page.locator('iframe').evaluate((element: HTMLElement) => {
      element.style.width = '360px';
    });
    await until('it to tell its new height', async () => ((await heights()).at(-1) ?? 0) > before);
    const link = frame.getByRole('link', { name: 'asyncio.gather · Awaitable' });
    assert.equal(await link.getAttribute('href'), `/notes/awaitable/task-cancellation/gather/#cell-${ID}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('can be the start of a program in the playground, which is kept, shared and never lost', async () => {
    const context = await session.profile();
    const opened = await session.open('playground', { context });
    const { page } = opened;
    const cell = opened.cell('playground');
    const list = page.getByLabel('Start from');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['hello', 'world']);
    const mine = 'import { print } from "awaitable/builtins";\nprint("mine");\n';
    await cell.setCode(mine);
    await list.selectOption(CELL);
    await cell.element.locator('.cm-content', { hasText: 'the loop has had one turn' }).waitFor();
    const text = await cell.code();
    assert.match(text, /\/\/ @filename: cancelled-before-it-starts\.ts\n/);
    await cell.run();
    const texts = await cell.texts();
    assert.ok(texts.includes('North off air'), texts.join('\n'));
    // What had been written before is offered, and comes back.
    const other = cell.element.locator('[data-notice="other"]');
    await other.getByRole('button', { name: 'Use the other' }).click();
    assert.equal(await cell.code(), mine);
    await page.reload();
    await cell.element.locator('.cm-content', { hasText: 'mine' }).waitFor();
    assert.equal(await cell.code(), mine);

    await page.goto(`${session.site.url}task-cancellation/gather/`);
    const origin = opened.cell(ID);
    await origin.setCode((await origin.code()).replace('the loop has had one turn', 'one turn later'));
    await origin.button('share').click();
    await page.getByRole('link', { name: 'Open it in the playground' }).click();
    const link = cell.element.locator('[data-notice="link"]');
    await link.getByRole('button', { name: 'Use it in the cell' }).click();
    await cell.element.locator('.cm-content', { hasText: 'one turn later' }).waitFor();
    await cell.run();
    assert.deepEqual(
      (await cell.texts()).filter((line) => !line.includes('File ')),
      texts
        .map((line) => line.replace('the loop has had one turn', 'one turn later'))
        .filter((line) => !line.includes('File ')),
    );
    assert.deepEqual(opened.complaints, []);
    await context.close();
  });
});
