/** The search finds every name of the API, as programs write it here and as Python does. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../src/command/pages.ts';
import { type Served, serve } from '../../src/command/serve.ts';
import { describeApi } from '../../src/site/api-reference.ts';
import { apiTable } from '../../src/site/api-table.ts';
import { builtSite } from '../built-site.ts';

/** What this test needs of the search that the built site carries. */
interface Pagefind {
  options(options: { basePath: string; baseUrl: string }): Promise<void>;
  search(query: string): Promise<{ results: Result[] }>;
}

interface Result {
  readonly id: string;
  data(): Promise<{ url: string; sub_results: readonly { url: string }[] }>;
}

describe('the search', () => {
  let site: Served;
  let search: (query: string) => Promise<Result[]>;
  before(async () => {
    const { folder, base } = await builtSite();
    site = await serve(folder, { base });
    const script = pathToFileURL(join(folder, 'pagefind/pagefind.js')).href;
    const pagefind = (await import(script)) as Pagefind;
    await pagefind.options({ basePath: `${site.url}pagefind/`, baseUrl: '/' });
    search = async (query) => (await pagefind.search(query)).results;
  });
  after(() => site?.close());

  /** Pages are asked for once: what a search gives is their ids. */
  const ids = new Map<string, string>();
  async function found(query: string, page: string): Promise<readonly string[]> {
    for (const result of await search(query)) {
      const known = ids.get(result.id);
      if (known !== undefined && known !== page) continue;
      const { url, sub_results } = await result.data();
      ids.set(result.id, url);
      if (url === page) return sub_results.map((each) => each.url);
    }
    return [];
  }

  for (const [page, modules] of Object.entries(describeApi(ROOT))) {
    test(`leads from each name of reference/${page} to what is said of it`, async () => {
      const missing: string[] = [];
      for (const { name: module, entries } of modules) {
        for (const { name } of entries) {
          const anchor = `#${module.replace(/^awaitable\//, '').replace('/', '-')}-${name}`;
          const places = await found(name, `/reference/${page}/`);
          if (!places.some((url) => url.endsWith(anchor)))
            missing.push(`${name}: ${places.length} places, none ${anchor}`);
        }
      }
      assert.deepEqual(missing, []);
    });
  }

  test("leads from Python's names to the page with the table of all names", async () => {
    const missing: string[] = [];
    for (const { rows } of apiTable()) {
      for (const { python } of rows) {
        if ((await found(python, '/from-python-to-typescript/')).length === 0) missing.push(python);
      }
    }
    assert.deepEqual(missing, []);
  });

  test('puts what is said of a name before what uses it', async () => {
    for (const name of ['createTask', 'BoundedSemaphore', 'getNativeId', 'captureCallGraph']) {
      const [first] = await search(name);
      assert.match((await first?.data())?.url ?? 'nothing', /^\/reference\//, name);
    }
  });
});
