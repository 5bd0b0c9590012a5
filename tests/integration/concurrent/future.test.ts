/** Executors' futures by themselves, driven by hand. */
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { repr } from '../../../runtime/builtins.ts';
import {
  ALL_COMPLETED,
  asCompleted,
  CancelledError,
  Executor,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  Future,
  InvalidStateError,
  ThreadPoolExecutor,
  TimeoutError,
  wait,
} from '../../../runtime/concurrent/futures.ts';
import { installHost } from '../../../runtime/host/current.ts';
import { createNodeHost } from '../../../src/notebook/command/node-host.ts';

let written = '';
before(() => {
  installHost(
    createNodeHost({
      clock: 'real',
      write: (_stream, text) => {
        written += text;
      },
    }),
  );
});
beforeEach(() => {
  written = '';
});

function running<T>(): Future<T> {
  const future = new Future<T>();
  future.setRunningOrNotifyCancel();
  return future;
}

describe('a future of an executor', () => {
  test('goes from pending to running to finished', async () => {
    const future = new Future<number>();
    assert.match(repr(future), /^<Future at 0x[0-9a-f]+ state=pending>$/);
    assert.deepEqual([future.running(), future.done(), future.cancelled()], [false, false, false]);
    assert.equal(future.setRunningOrNotifyCancel(), true);
    assert.match(repr(future), /state=running>$/);
    assert.deepEqual([future.running(), future.done(), future.cancel()], [true, false, false]);
    future.setResult(3);
    assert.match(repr(future), /state=finished returned int>$/);
    assert.deepEqual([future.running(), future.done(), future.cancel()], [false, true, false]);
    assert.equal(await future.result(), 3);
    assert.equal(await future.exception(), null);
  });

  test('can be cancelled while it is pending, and again', async () => {
    const future = new Future();
    assert.equal(future.cancel(), true);
    assert.equal(future.cancel(), true);
    assert.deepEqual([future.cancelled(), future.done()], [true, true]);
    assert.match(repr(future), /state=cancelled>$/);
    assert.equal(future.setRunningOrNotifyCancel(), false);
    await assert.rejects(future.result(), CancelledError);
    await assert.rejects(future.exception(), CancelledError);
    assert.throws(() => future.setRunningOrNotifyCancel(), { message: 'Future in unexpected state' });
    assert.match(written, /unexpected state: CANCELLED_AND_NOTIFIED/);
  });

  test('is done once', () => {
    const future = running<number>();
    future.setResult(1);
    assert.throws(() => future.setResult(2), InvalidStateError);
    assert.throws(() => future.setException(new Error('late')), /FINISHED: <Future at 0x/);
  });

  test('gives its exception', async () => {
    const future = running();
    const error = new RangeError('no');
    future.setException(error);
    assert.equal(await future.exception(), error);
    await assert.rejects(future.result(), error);
    assert.match(repr(future), /state=finished raised RangeError>$/);
  });

  test('waits no longer than it is told', async () => {
    const future = running<number>();
    await assert.rejects(future.result(0.01), TimeoutError);
    await assert.rejects(future.exception(0), TimeoutError);
    const waiting = future.result(60);
    future.setResult(5);
    assert.equal(await waiting, 5);
  });

  test('calls its callbacks at once, in order, and reports what they raise', () => {
    const future = running<number>();
    const called: string[] = [];
    future.addDoneCallback(() => called.push('first'));
    future.addDoneCallback(() => {
      throw new RangeError('in a callback');
    });
    future.addDoneCallback(() => called.push('third'));
    future.setResult(1);
    assert.deepEqual(called, ['first', 'third']);
    assert.match(written, /^exception calling callback for <Future at 0x[0-9a-f]+ state=finished returned int>\n/);
    assert.match(written, /RangeError: in a callback\n$/);
    future.addDoneCallback(() => called.push('late'));
    assert.deepEqual(called, ['first', 'third', 'late']);
  });
});

describe('wait()', () => {
  test('waits for all, for the first, for the first exception', async () => {
    for (const [returnWhen, count] of [
      [FIRST_COMPLETED, 1],
      [FIRST_EXCEPTION, 2],
      [ALL_COMPLETED, 3],
    ] as const) {
      const all = [running(), running(), running()] as const;
      const waiting = wait(all, { returnWhen });
      all[0].setResult(1);
      await Promise.resolve();
      if (count > 1) all[1].setException(new Error('two'));
      if (count > 2) all[2].setResult(3);
      const { done, notDone } = await waiting;
      assert.deepEqual([done.size, notDone.size], [count, 3 - count]);
    }
  });

  test('counts duplicates once, and a cancelled future once its executor has noticed', async () => {
    const [a, b] = [running(), new Future()];
    a.setResult(1);
    b.cancel();
    const [done, notDone] = await wait([a, a, b], { timeout: 0.01 });
    assert.deepEqual([done.size, notDone.size], [1, 1]);
    b.setRunningOrNotifyCancel();
    assert.equal((await wait([a, b])).done.size, 2);
  });

  test('refuses another condition', async () => {
    await assert.rejects(wait([running()], { returnWhen: 'SOME' as never }), {
      message: "Invalid return condition: 'SOME'",
    });
  });
});

describe('asCompleted()', () => {
  test('gives each future once, as they end', async () => {
    const [a, b, c] = [running(), running(), running()];
    b.setResult('b');
    const order: unknown[] = [];
    setTimeout(() => {
      c.setResult('c');
      a.setResult('a');
    }, 5);
    for await (const future of asCompleted([a, b, c, a])) order.push(await future.result());
    assert.deepEqual(order, ['b', 'c', 'a']);
  });

  test('says how many are missing when the time is up', async () => {
    const a = running();
    a.setResult(1);
    const iterator = asCompleted([a, running(), running()], { timeout: 0.01 });
    assert.equal((await iterator.next()).value, a);
    await assert.rejects(iterator.next(), { message: '2 (of 3) futures unfinished' });
  });
});

describe('map()', () => {
  class Manual extends Executor {
    readonly made: { readonly future: Future<unknown>; readonly args: readonly unknown[] }[] = [];
    override submit(_fn: unknown, ...args: readonly unknown[]): never {
      const future = new Future<unknown>();
      this.made.push({ future, args });
      return future as never;
    }
    settle(index: number, value: unknown): void {
      const future = this.made[index]?.future;
      future?.setRunningOrNotifyCancel();
      future?.setResult(value);
    }
  }

  test('submits at once and gives results in the order of the items', async () => {
    const pool = new Manual();
    const results = pool.map(Math.max, [1, 2, 3], [4, 5]);
    assert.deepEqual(
      pool.made.map(({ args }) => args),
      [
        [1, 4],
        [2, 5],
      ],
    );
    pool.settle(1, 'second');
    pool.settle(0, 'first');
    const given: unknown[] = [];
    for await (const result of results) given.push(result);
    assert.deepEqual(given, ['first', 'second']);
  });

  test('takes no more than buffersize ahead, also of items without end', async () => {
    const pool = new Manual();
    const endless = (function* () {
      for (let i = 0; ; i++) yield i;
    })();
    const results = pool.map(Math.abs, endless, { buffersize: 2 });
    assert.equal(pool.made.length, 2);
    pool.settle(0, 0);
    assert.equal((await results.next()).value, 0);
    assert.equal(pool.made.length, 3);
    await results.return?.();
    assert.deepEqual(
      pool.made.map(({ future }) => future.cancelled()),
      [false, true, true],
    );
  });

  test('cancels the rest after an exception, and when its time is up', async () => {
    const failing = new Manual();
    const results = failing.map(Math.abs, [1, 2]);
    const [first, second] = failing.made;
    first?.future.setRunningOrNotifyCancel();
    first?.future.setException(new RangeError('one'));
    await assert.rejects(results.next(), RangeError);
    assert.equal(second?.future.cancelled(), true);
    const slow = new Manual();
    await assert.rejects(slow.map(Math.abs, [1, 2], { timeout: 0.01 }).next(), TimeoutError);
    assert.deepEqual(
      slow.made.map(({ future }) => future.cancelled()),
      [true, true],
    );
  });

  test('refuses a wrong buffersize', () => {
    const pool = new Manual();
    assert.throws(() => pool.map(Math.abs, [1], { buffersize: 0 }), { message: 'buffersize must be None or > 0' });
    assert.throws(() => pool.map(Math.abs, [1], { buffersize: 1.5 }), {
      message: 'buffersize must be an integer or None',
    });
  });
});

test('a pool without workers says so, and nobody waits for what it could not take', async () => {
  const pool = new ThreadPoolExecutor(1);
  assert.throws(() => pool.submit(Math.abs, 1), { message: "can't start new thread: this program's host has none" });
  await pool.shutdown();
});
