/** The pages in use under their content security policy: nothing that they do violates it, and it does forbid. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { parse } from 'parse5';
import { elements, textOf } from '../../src/notebook/astro/policy.ts';
import { builtSite } from '../built-site.ts';
import { until } from '../patience.ts';
import { it, Session } from './cells.ts';
import { BANNED, type Watched, watchPolicy } from './violations.ts';

/** What a page does: its attributes, scripts and styles, without its prose, which may speak of all things. */
function markup(html: string): string {
  return [...elements(parse(html))]
    .flatMap((element) => [
      ...element.attrs.map(({ value }) => value),
      ...(['script', 'style'].includes(element.tagName) ? [textOf(element)] : []),
    ])
    .join('\n');
}

describe('policy', () => {
  let session: Session;
  let files: string[];
  let folder: string;
  let watched: Watched;
  before(async () => {
    ({ folder } = await builtSite());
    files = globSync('**/*.html', { cwd: folder })
      .map((file) => file.replaceAll('\\', '/'))
      .sort();
    session = await Session.start();
    watched = await watchPolicy(session);
  });
  after(async () => {
    await session?.close();
  });

  it('stands on every page, in front of its scripts and styles, and gives no frame the origin of the site', () => {
    for (const file of files) {
      const html = readFileSync(join(folder, file), 'utf8');
      const at = html.indexOf('<meta http-equiv="Content-Security-Policy"');
      const first = html.search(/<(?:script|style|link|iframe|img|body)\b/);
      assert.ok(at >= 0 && (first < 0 || at < first), file);
      assert.ok(!/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/.test(html.slice(at, html.indexOf('>', at))), file);
    }
    for (const file of globSync('**/*.{html,js,css,json}', { cwd: folder })) {
      const text = readFileSync(join(folder, file), 'utf8');
      assert.ok(!(file.endsWith('.html') ? markup(text) : text).includes(BANNED), file);
    }
  });

  it('is violated by no search, and no cell that is edited and run, with workers and without', async () => {
    for (const path of ['task-cancellation/gather', 'executors/threads']) {
      const opened = await session.open(path, { context: watched.context });
      const { page } = opened;
      const cell = opened.cell(
        (await page.locator('verified-cell').first().getAttribute('data-cell')) ?? assert.fail('no cell'),
      );
      const editor = await cell.openEditor();
      assert.match(
        await page.locator('.cm-scroller').evaluate((element) => getComputedStyle(element).fontFamily),
        /mono/,
        'the editor has its styles',
      );
      await editor.focus();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('// edited\n');
      await cell.run();
      assert.equal(await cell.problem(), null);

      await page.locator('site-search > button').click();
      await page.locator('#search input').fill('cancel');
      await page.locator('#search a').first().waitFor();
      await page.keyboard.press('Enter');
      await page.close();
      assert.deepEqual(watched.take(), [], path);
    }
  });

  it('forbids scripts and styles that the build has not put there, other sites, and leaving frames', async () => {
    const page = await watched.context.newPage();
    await page.goto(session.site.url);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      const image = new Image();
      image.src = 'http://127.0.0.1:9/';
      const button = document.createElement('button');
      button.setAttribute('onclick', 'globalThis.injected = true');
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = 'http://127.0.0.1:9/';
      document.body.append(script, style, image, button, frame);
      button.click();
      fetch('http://127.0.0.1:9/').catch(() => {});
    });
    const kinds = ['script-src-elem', 'style-src-elem', 'img-src', 'script-src-attr', 'frame-src', 'connect-src'];
    const missing = (): string[] =>
      kinds.filter((kind) => !watched.seen.some((text) => text.includes(`${kind} blocks`)));
    await until(
      'what is forbidden to be reported',
      () => missing().length === 0,
      () => `missing: ${missing()}`,
    );
    assert.equal(await page.evaluate(() => 'injected' in globalThis), false);
  });
});
