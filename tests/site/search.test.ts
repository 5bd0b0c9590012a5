/**
 * The search finds every name of the API, as programs write it here and as Python does; every page under the words in
 * which people ask what it answers; and every error message under its text.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Served, serve } from '../../src/notebook/command/serve.ts';
import { describeApi } from '../../src/site/api-reference.ts';
import { apiTable } from '../../src/site/api-table.ts';
import { ROOT } from '../../src/site/commands/content.ts';
import { entries } from '../../src/site/outline.ts';
import { RANKING } from '../../src/site/ranking.ts';
import { builtSite } from '../built-site.ts';

/** What this test needs of the search that the built site carries. */
interface Pagefind {
  options(options: { basePath: string; baseUrl: string; ranking: typeof RANKING }): Promise<void>;
  search(query: string): Promise<{ results: Result[] }>;
}

interface Result {
  readonly id: string;
  data(): Promise<{ url: string; sub_results: readonly { url: string }[] }>;
}

/** So many pages are looked at for an answer. */
const SHOWN = 3;

/** What people type, by the page that answers it. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  'start/event-loop': ['what is an event loop', 'ready queue', 'order of timers', 'what does sleep(0) do'],
  'start/coroutines-tasks-futures': [
    'coroutines, tasks and futures',
    'coroutine task future difference',
    'ensure_future vs create_task',
  ],
  'start/await-or-create-task': [
    'why is my code sequential',
    'await or create_task',
    'background task vanish',
    'two endless loops',
  ],
  'start/asyncio-threads-processes': [
    'asyncio or threads or processes',
    'asyncio vs threads',
    'threading.Lock or asyncio.Lock',
    'cancel a thread',
  ],
  'how-to/run-blocking-code': [
    'run blocking code',
    'blocking function to_thread',
    'subprocess',
    'read a file',
    'time.sleep or asyncio.sleep',
  ],
  'how-to/limit-concurrency': [
    'limit concurrency',
    '1000 coroutines at once',
    'semaphore workers',
    'requests per second',
  ],
  'how-to/wait-for-many': ['gather or TaskGroup or wait or as_completed', 'gather vs TaskGroup', 'wait for many tasks'],
  'how-to/time-out': ['set a timeout', 'add a timeout', 'wait_for or timeout'],
  'how-to/retry': ['retry with backoff', 'exponential backoff jitter'],
  'how-to/race': ['race two coroutines', 'cancel the loser'],
  'how-to/run-periodically': ['run every N seconds', 'periodic task drift', 'run once later'],
  'how-to/produce-and-consume': ['producer and consumer', 'end a queue'],
  'how-to/shut-down': ['graceful shutdown', 'Ctrl-C SIGTERM', 'what does shield protect from'],
  'how-to/call-async-from-sync': ['call async from sync', 'run_coroutine_threadsafe', 'jupyter', 'django'],
  'how-to/pass-context': ['pass request id', 'contextvar in threads'],
  'how-to/iterators-generators-context-managers': [
    'async iterator',
    'async context manager',
    'await in __init__',
    'ExitStack',
  ],
  'how-to/test-with-fake-time': ['test asyncio code', 'fake time', 'pytest'],
  'how-to/debug-a-hang': ['debug a hang', 'loop is blocked', 'what blocks the event loop'],
  'beyond/locks': ['asyncio Lock', 'Event or Condition'],
  'beyond/queues': ['asyncio.Queue vs queue.Queue'],
  'beyond/task-groups': ['stop a group early', 'nested TaskGroup'],
  'task-cancellation/gather': ['gather cancel'],
  'task-cancellation/task': ['cancel a task', 'task swallows CancelledError'],
  'task-cancellation/at-the-end': ['fire and forget', 'loop closed pending tasks'],
  'context-variables': ['ContextVar copy'],
  versions: ['changed in Python 3.13', 'which Python version'],
  errors: ['error messages', "'await' outside function"],
  'errors/timeouts': ['TimeoutError'],
  'errors/debug': ['Executing took seconds', 'debug mode'],
};

/** The headings of the pages of error messages. */
function errorTexts(folder: string): { page: string; anchor: string; text: string }[] {
  return entries
    .map(({ slug }) => slug)
    .filter((slug) => slug.startsWith('errors/'))
    .flatMap((page) => {
      const html = readFileSync(join(folder, page, 'index.html'), 'utf8');
      const headings = [...html.matchAll(/<h2 id="([^"]+)"[^>]*><code[^>]*>(.*?)<\/code><\/h2>/g)];
      assert.ok(headings.length > 0, page);
      return headings.map(([, anchor = '', text = '']) => ({ page, anchor, text: decoded(text) }));
    });
}

function decoded(html: string): string {
  return html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

describe('the search', () => {
  let site: Served;
  let folder: string;
  let search: (query: string) => Promise<Result[]>;
  before(async () => {
    const built = await builtSite();
    const { base } = built;
    folder = built.folder;
    site = await serve(folder, { base });
    const script = pathToFileURL(join(folder, 'pagefind/pagefind.js')).href;
    const pagefind = (await import(script)) as Pagefind;
    await pagefind.options({ basePath: `${site.url}pagefind/`, baseUrl: '/', ranking: RANKING });
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

  /** The first pages that the search gives, without the base and the slashes around. */
  async function firstPages(query: string, count = SHOWN): Promise<string[]> {
    const first = (await search(query)).slice(0, count);
    const pages = await Promise.all(first.map(async (result) => (await result.data()).url));
    return pages.map((url) => url.replace(/^\/|\/$/g, ''));
  }

  for (const [page, queries] of Object.entries(QUESTIONS)) {
    test(`leads to ${page} from the words of its questions`, async () => {
      const missing: string[] = [];
      for (const query of queries) {
        const pages = await firstPages(query);
        if (!pages.includes(page)) missing.push(`${query}: ${pages.join(', ') || 'nothing'}`);
      }
      assert.deepEqual(missing, []);
    });
  }

  test('is asked for every page of Start here and of How do I …', () => {
    const answers = entries.map(({ slug }) => slug).filter((slug) => /^(?:start|how-to)\//.test(slug));
    assert.deepEqual(
      answers.filter((slug) => QUESTIONS[slug] === undefined),
      [],
    );
  });

  test('leads from each error message to what is said of it', async () => {
    const missing: string[] = [];
    for (const { page, anchor, text } of errorTexts(folder)) {
      const places = (await firstPages(text, 2 * SHOWN)).includes(page) ? await found(text, `/${page}/`) : [];
      if (!places.some((url) => url.endsWith(`#${anchor}`)))
        missing.push(`${text}: ${places.join(', ') || 'not found'}`);
    }
    assert.deepEqual(missing, []);
  });

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

  test('puts an error before the ways to come by it', async () => {
    const pages = await firstPages('TimeoutError', Number.POSITIVE_INFINITY);
    const [error, howTo] = ['errors/timeouts', 'how-to/time-out'].map((page) => pages.indexOf(page)) as [
      number,
      number,
    ];
    assert.ok(error >= 0 && error < howTo, pages.join(', '));
  });

  test('puts what is said of a name before what uses it', async () => {
    for (const name of ['createTask', 'Barrier', 'getNativeId', 'captureCallGraph']) {
      const [first] = await search(name);
      assert.match((await first?.data())?.url ?? 'nothing', /^\/reference\//, name);
    }
  });
});
