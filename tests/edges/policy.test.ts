/** The content security policy on every page of the site; tests/browser/policy.test.ts proves that it forbids. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import { it, Session } from '../browser/cells.ts';
import { type Watched, watchPolicy } from '../browser/violations.ts';
import { builtSite } from '../built-site.ts';

describe('policy', () => {
  let session: Session;
  let watched: Watched;
  before(async () => {
    session = await Session.start();
    watched = await watchPolicy(session);
  });
  after(async () => {
    await session?.close();
  });

  it('is violated by nothing on any page: themes, languages, search', async () => {
    const { folder } = await builtSite();
    const left = globSync('**/*.html', { cwd: folder })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => !file.startsWith('run/'));
    const crawl = async (): Promise<void> => {
      const page = await watched.context.newPage();
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        await page.goto(session.site.url + file.replace(/index\.html$/, ''));
        await page.evaluate(() => {
          const select = document.querySelector<HTMLSelectElement>('starlight-theme-select select');
          for (const theme of ['dark', 'light', 'auto']) {
            if (select === null) break;
            select.value = theme;
            select.dispatchEvent(new Event('change', { bubbles: true }));
          }
          const languages = document.querySelectorAll<HTMLInputElement>('verified-cell input[type="radio"]');
          for (const language of languages) language.click();
          document.querySelector<HTMLButtonElement>('site-search > button')?.click();
        });
        // As long as it takes to put in what the dialog of the search holds, where there is one.
        await page.waitForFunction(() => !document.querySelector('#search') || document.querySelector('#search input'));
      }
      await page.close();
    };
    await Promise.all([crawl(), crawl(), crawl()]);
    assert.deepEqual(watched.take(), []);
  });
});
