import * as asyncio from 'awaitable/asyncio';

/** Calls `attempt` until it succeeds, at most three times, and waits longer each time. */
export async function retry<T>(attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof asyncio.CancelledError || failures === 2) throw error;
      await asyncio.sleep(10 * 2 ** failures);
    }
  }
}
