import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as asyncio from 'awaitable/asyncio';
import { DeadlockError, run } from 'awaitable/testing';

test('an hour of sleep takes no time', () =>
  run(function* () {
    yield* asyncio.sleep(3600);
    assert.equal(asyncio.getRunningLoop().time(), 3600);
  }));

test('a lock that is acquired twice is a deadlock', async () => {
  const twice = function* () {
    const lock = new asyncio.Lock();
    yield* lock.acquire();
    yield* lock.acquire();
  };
  await assert.rejects(run(twice), DeadlockError);
});
