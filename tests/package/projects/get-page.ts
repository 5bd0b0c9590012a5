import * as asyncio from 'awaitable/asyncio';
import { asyncWith } from 'awaitable/builtins';

const limit = new asyncio.Semaphore(10);

/** Gets a page within five seconds, not counting the time until fewer than ten others are under way. */
export async function getPage(address: string): Promise<string> {
  return await asyncWith(limit, () =>
    asyncWith(asyncio.timeout(5), async () => {
      const response = await fetch(address);
      return await response.text();
    }),
  );
}
