/** The same with `async` and `await`, through the plugin. */

import * as asyncio from 'awaitable/asyncio';
import { asyncWith, print } from 'awaitable/builtins';
import { total } from './library.ts';

interface Page {
  readonly url: string;
  readonly length: number;
}

async function fetchPage(url: string, delay = 0.01): Promise<Page> {
  await asyncio.sleep(delay);
  print('fetched', url);
  return { url, length: url.length };
}

class Crawler {
  readonly #limit = new asyncio.Semaphore(1);
  readonly pages: Page[] = [];

  async crawl(url: string): Promise<void> {
    await asyncWith(this.#limit, async () => {
      this.pages.push(await fetchPage(url));
    });
  }
}

async function* countdown(from: number): AsyncGenerator<number> {
  for (let n = from; n > 0; n--) {
    await asyncio.sleep(0.001);
    yield n;
  }
}

async function fails(): Promise<never> {
  await asyncio.sleep(0);
  throw new Error('on purpose');
}

export async function main(): Promise<string> {
  const lazy = fetchPage('never.example');
  print(`${lazy}`.replace(/0x\w+/, '0x…'));
  (lazy as unknown as asyncio.Coroutine).close();

  const crawler = new Crawler();
  await asyncio.gather(crawler.crawl('a.example'), crawler.crawl('bb.example'));
  print(total(crawler.pages.map((page) => page.length)));

  for await (const n of countdown(2)) print(n);

  const sleeper = asyncio.createTask(asyncio.sleep(3600), { name: 'sleeper' });
  const late = asyncio.createTask(
    (async () => {
      try {
        await sleeper;
      } finally {
        await asyncio.sleep(0);
        print('cleaned up');
      }
    })(),
  );
  await asyncio.sleep(0);
  late.cancel();
  try {
    await late;
  } catch (error) {
    print('awaiting it raises', error instanceof asyncio.CancelledError, sleeper.cancelled());
  }

  try {
    await fails();
  } catch (error) {
    print((error as Error).message);
  }
  return 'the end';
}
