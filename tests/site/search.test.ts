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

/** What people type, and the page that answers it. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'what is an event loop': '/start/event-loop/',
  'ready queue iteration': '/start/event-loop/',
  'coroutine task future difference': '/start/coroutines-tasks-futures/',
  'await or create_task sequential': '/start/await-or-create-task/',
  'fire and forget task vanishes': '/start/await-or-create-task/',
  'asyncio or threads or processes': '/start/asyncio-threads-processes/',
  'asyncio.Lock or threading.Lock': '/start/asyncio-threads-processes/',
  'run blocking code': '/how-to/run-blocking-code/',
  'limit concurrency': '/how-to/limit-concurrency/',
  'requests per second': '/how-to/limit-concurrency/',
  'gather TaskGroup wait as_completed': '/how-to/wait-for-many/',
  'gather raises others run on': '/how-to/wait-for-many/',
  'set a timeout': '/how-to/time-out/',
  'retry backoff jitter': '/how-to/retry/',
  'first result cancel the losers': '/how-to/race/',
  'every N seconds': '/how-to/run-periodically/',
  'producer consumer queue': '/how-to/produce-and-consume/',
  'graceful shutdown SIGTERM': '/how-to/shut-down/',
  'what does shield protect from': '/how-to/shut-down/',
  'call async from sync': '/how-to/call-async-from-sync/',
  'run_coroutine_threadsafe thread': '/how-to/call-async-from-sync/',
  'request id ContextVar': '/how-to/pass-context/',
  'async generator aclose aclosing': '/how-to/iterators-generators-context-managers/',
  'async context manager iterator': '/how-to/iterators-generators-context-managers/',
  'how do I test asyncio code': '/how-to/test-with-fake-time/',
  'debug hang who waits for whom': '/how-to/debug-a-hang/',
  'slow callback debug mode': '/how-to/debug-a-hang/',
};
/** How many results a reader looks at. */
const LOOKED_AT = 3;

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

  test('finds each page under the words of its question', async () => {
    const missing: string[] = [];
    for (const [question, page] of Object.entries(QUESTIONS)) {
      const results = (await search(question)).slice(0, LOOKED_AT);
      const urls = (await Promise.all(results.map((result) => result.data()))).map(({ url }) => url);
      if (!urls.includes(page)) missing.push(`${question}: ${urls.join(' ') || 'nothing'}, not ${page}`);
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
