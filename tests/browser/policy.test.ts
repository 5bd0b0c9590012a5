/** The pages in use under their content security policy: nothing that they do violates it, and it does forbid. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { parse } from 'parse5';
import type { BrowserContext } from 'playwright';
import { elements, textOf } from '../../src/notebook/astro/policy.ts';
import { builtSite } from '../built-site.ts';
import { until } from '../patience.ts';
import { it, Session } from './cells.ts';

const BANNED = ['allow', 'same', 'origin'].join('-');

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
  let context: BrowserContext;
  let files: string[];
  let folder: string;
  /** Violations, frames and requests that should not be, since the last look. */
  let seen: string[] = [];
  const look = (): string[] => {
    const found = seen;
    seen = [];
    return found;
  };
  before(async () => {
    ({ folder } = await builtSite());
    files = globSync('**/*.html', { cwd: folder })
      .map((file) => file.replaceAll('\\', '/'))
      .sort();
    session = await Session.start();
    context = await session.profile();
    await context.exposeFunction('reportToTest', (what: string) => {
      seen.push(what);
    });
    // Runs in every frame, those of sandboxes included.
    await context.addInitScript((banned) => {
      const { reportToTest } = globalThis as unknown as { reportToTest(what: string): void };
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) =>
        reportToTest(
          `${location.href}: ${violatedDirective} blocks ${blockedURI} ${sample}, ${sourceFile}:${lineNumber}`,
        ),
      );
      new MutationObserver((records) => {
        for (const { addedNodes } of records) {
          for (const node of addedNodes) {
            if (!(node instanceof Element)) continue;
            for (const frame of node.matches('iframe') ? [node] : node.querySelectorAll('iframe')) {
              const rights = frame.getAttribute('sandbox');
              if (rights?.includes(banned)) reportToTest(`${location.href}: a frame has ${rights}`);
              // Only the sandbox's page has none, and it has no script.
              else if (
                rights !== 'allow-scripts' &&
                !/\/run\/frame\.\w+\.html$/.test(frame.getAttribute('src') ?? '')
              ) {
                reportToTest(`${location.href}: a frame has the rights ${rights}: ${frame.outerHTML.slice(0, 200)}`);
              }
            }
          }
        }
      }).observe(document, { subtree: true, childList: true });
    }, BANNED);
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(session.site.url) && !/^(?:blob|data|about):/.test(url)) seen.push(`request of ${url}`);
    });
  });
  after(async () => {
    await session?.close();
  });

  const address = (file: string): string => session.site.url + file.replace(/index\.html$/, '');

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

  it('is violated by nothing on any page: themes, languages, search', async () => {
    const left = files.filter((file) => !file.startsWith('run/'));
    const crawl = async (): Promise<void> => {
      const page = await context.newPage();
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        await page.goto(address(file));
        await page.evaluate(() => {
          const select = document.querySelector<HTMLSelectElement>('starlight-theme-select select');
          for (const theme of ['dark', 'light', 'auto']) {
            if (select === null) break;
            select.value = theme;
            select.dispatchEvent(new Event('change', { bubbles: true }));
          }
          const languages = document.querySelectorAll<HTMLInputElement>('awaitable-cell input[type="radio"]');
          for (const language of languages) language.click();
          document.querySelector<HTMLButtonElement>('button[data-open-modal]')?.click();
        });
        // As long as it takes Starlight to put in what its search dialog holds, where there is one.
        await page.waitForFunction(
          () => !document.querySelector('#starlight__search') || document.querySelector('#starlight__search input'),
        );
      }
      await page.close();
    };
    await Promise.all([crawl(), crawl(), crawl()]);
    assert.deepEqual(look(), []);
  });

  it('is violated by no search, and no cell that is edited and run, with workers and without', async () => {
    for (const path of ['task-cancellation/gather', 'executors/threads']) {
      const opened = await session.open(path, { context });
      const { page } = opened;
      const cell = opened.cell(
        (await page.locator('awaitable-cell').first().getAttribute('data-cell')) ?? assert.fail('no cell'),
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

      await page.locator('button[data-open-modal]').click();
      await page.locator('#starlight__search input').fill('cancel');
      await page.locator('#starlight__search a').first().waitFor();
      await page.keyboard.press('Enter');
      await page.close();
      assert.deepEqual(look(), [], path);
    }
  });

  it('forbids scripts and styles that the build has not put there, other sites, and leaving frames', async () => {
    const page = await context.newPage();
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
    const missing = (): string[] => kinds.filter((kind) => !seen.some((text) => text.includes(`${kind} blocks`)));
    await until(
      'what is forbidden to be reported',
      () => missing().length === 0,
      () => `missing: ${missing()}`,
    );
    assert.equal(await page.evaluate(() => 'injected' in globalThis), false);
    look();
  });
});
