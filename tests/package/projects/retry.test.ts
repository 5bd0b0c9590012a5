import * as asyncio from 'awaitable/asyncio';
import { run, waitAllTasksBlocked } from 'awaitable/testing';
import { expect, test } from 'vitest';
import { retry } from './retry.ts';

test('waits 10 and 20 seconds', () =>
  run(async () => {
    let calls = 0;
    const result = await retry(async () => {
      calls++;
      if (calls < 3) throw new Error('not yet');
      return 'there';
    });
    expect(result).toBe('there');
    expect(asyncio.getRunningLoop().time()).toBe(30);
  }));

test('waits after a failure, and can be cancelled there', () =>
  run(async () => {
    const fail = async (): Promise<never> => {
      throw new Error('never');
    };
    const task = asyncio.createTask(retry(fail));
    await waitAllTasksBlocked();
    expect(task.done()).toBe(false);
    task.cancel();
    await asyncio.wait([task]);
    expect(task.cancelled()).toBe(true);
  }));

test.each([1, 2, 3, 4, 5])('counts to 10 in whatever order its tasks run: seed %i', (seed) =>
  run(
    async () => {
      let count = 0;
      const lock = new asyncio.Lock();
      const add = async (): Promise<void> => {
        await lock.acquire();
        const before = count;
        await asyncio.sleep(0);
        count = before + 1;
        lock.release();
      };
      await asyncio.gather(...Array.from({ length: 10 }, () => add()));
      expect(count).toBe(10);
    },
    { seed },
  ),
);
