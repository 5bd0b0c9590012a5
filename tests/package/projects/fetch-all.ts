import { readFileSync } from 'node:fs';
import * as asyncio from 'awaitable/asyncio';
import { asyncWith } from 'awaitable/builtins';

const limit = new asyncio.Semaphore(20);

async function get(address: string): Promise<string> {
  const response = await asyncio.abortable((signal) => fetch(address, { signal }));
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}

async function getWithRetries(address: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await asyncWith(limit, () => asyncWith(asyncio.timeout(5), () => get(address)));
    } catch (error) {
      if (error instanceof asyncio.CancelledError || attempt === 3) throw error;
      await asyncio.sleep(0.1 * 2 ** attempt);
    }
  }
}

async function main(): Promise<void> {
  const addresses = readFileSync(0, 'utf8').trim().split('\n');
  const tasks: asyncio.Task<string>[] = [];
  try {
    await asyncWith(new asyncio.TaskGroup(), async (group) => {
      for (const address of addresses) tasks.push(group.createTask(getWithRetries(address)));
    });
  } finally {
    const done = tasks.filter((task) => task.done() && !task.cancelled() && task.exception() === null);
    console.log(`${done.length} of ${addresses.length} fetched`);
  }
}

if (import.meta.main) await asyncio.run(main());
