/** The runtime beside native promises, async functions and AbortSignal. The functions here are not lowered. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as asyncio from '../../../runtime/asyncio.ts';
import { ContextVar } from '../../../runtime/contextvars.ts';

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, value);
  });

/** Runs a generator as the main coroutine of a loop of its own. */
const run = <T>(body: () => Generator<unknown, T, unknown>): Promise<T> => asyncio.run(asyncio.coroutine(body)());

describe('native promises', () => {
  test('are awaited, wrapped, gathered and raced', async () => {
    const result = await run(function* () {
      const awaited: unknown = yield after(1, 'awaited');
      const wrapped = yield* asyncio.wrapFuture(after(1, 'wrapped'));
      const gathered = yield* asyncio.gather(after(2, 1), asyncio.sleep(0.001, 'two'), Promise.resolve(3));
      const slow = asyncio.wrapFuture(after(1000, 'slow'));
      const [done] = yield* asyncio.wait([slow, asyncio.wrapFuture(after(1, 'fast'))], {
        returnWhen: asyncio.FIRST_COMPLETED,
      });
      slow.cancel();
      return [awaited, wrapped, gathered, [...done].map((future) => future.result())];
    });
    assert.deepEqual(result, ['awaited', 'wrapped', [1, 'two', 3], ['fast']]);
  });

  test('throw where they are awaited', async () => {
    const caught = await run(function* () {
      try {
        yield Promise.reject(new RangeError('native'));
      } catch (error) {
        return error;
      }
      return null;
    });
    assert.ok(caught instanceof RangeError);
  });

  test('are waited for with a limit', async () => {
    await run(function* () {
      let caught: unknown = null;
      try {
        yield* asyncio.waitFor(after(1000, null), 0.005);
      } catch (error) {
        caught = error;
      }
      assert.ok(caught instanceof asyncio.TimeoutError);
    });
  });

  test('find no task and no context of one when they go on between two passes', async () => {
    const variable = new ContextVar('variable', { default: 'outside' });
    let [task, value]: unknown[] = [];
    await run(function* () {
      variable.set("the task's");
      const look = Promise.resolve().then(() => {
        task = asyncio.currentTask();
        value = variable.get();
      });
      yield look;
      assert.equal(variable.get(), "the task's");
    });
    assert.deepEqual([task, value], [null, 'outside']);
  });

  test('come at the end of the ready queue', async () => {
    const order = await run(function* () {
      const seen: string[] = [];
      const future = asyncio.wrapFuture(Promise.resolve());
      future.addDoneCallback(() => seen.push('promise'));
      const loop = asyncio.getRunningLoop();
      loop.callSoon(() => seen.push('first'));
      loop.callSoon(() => loop.callSoon(() => seen.push('third')));
      yield* future;
      yield* asyncio.sleep(0);
      return seen;
    });
    assert.equal(order[0], 'first');
    assert.ok(order.includes('promise'));
  });
});

describe('native async functions', () => {
  test('are opaque awaitables for createTask and gather', async () => {
    const native = async (value: number): Promise<number> => {
      await after(1, null);
      return value * 2;
    };
    const result = await run(function* () {
      const task = asyncio.createTask(native(1), { name: 'native' });
      const both = yield* asyncio.gather(task, native(2));
      return [task.getName(), both];
    });
    assert.deepEqual(result, ['native', [2, 4]]);
  });

  test('await futures, tasks and coroutines of ours', async () => {
    const result = await run(function* () {
      const future = asyncio.getRunningLoop().createFuture<string>();
      const task = asyncio.createTask(asyncio.sleep(0.001, 'task'));
      const coroutine = asyncio.sleep(0, 'coroutine');
      const native = async (): Promise<string[]> => [
        await future,
        await task,
        await coroutine,
        await Promise.race([task, after(1000, 'late')]),
        ...(await Promise.all([future, task])),
      ];
      const all = native();
      yield* asyncio.sleep(0);
      future.setResult('future');
      return (yield all) as string[];
    });
    assert.deepEqual(result, ['future', 'task', 'coroutine', 'task', 'future', 'task']);
  });

  test('use catch() and finally() of futures, tasks and coroutines of ours', async () => {
    const fails = asyncio.coroutine(function* (): Generator<unknown, string, unknown> {
      yield* asyncio.sleep(0);
      throw new RangeError('failed');
    });
    const works = asyncio.coroutine(function* () {
      yield* asyncio.sleep(0);
      return 'result';
    });
    const failing = [
      () => fails(),
      () => asyncio.createTask(fails()),
      () => {
        const future = asyncio.getRunningLoop().createFuture<string>();
        future.setException(new RangeError('failed'));
        return future;
      },
    ];
    const working = [
      () => works(),
      () => asyncio.createTask(works()),
      () => {
        const future = asyncio.getRunningLoop().createFuture<string>();
        future.setResult('result');
        return future;
      },
    ];
    const message = (error: unknown): string => (error as Error).message;
    const seen: unknown[] = [];
    const note = (): void => void seen.push('finally');
    await run(function* () {
      for (const make of failing) {
        seen.push(yield make().catch(message));
        seen.push(yield make().finally(note).catch(message));
      }
      for (const make of working) {
        seen.push(yield make().catch(message));
        seen.push(yield make().finally(note));
      }
    });
    const each = (value: string) => [value, 'finally', value];
    assert.deepEqual(seen, ['failed', 'failed', 'failed', 'result', 'result', 'result'].flatMap(each));
  });

  test('see the cancellation of what they await', async () => {
    const seen = await run(function* () {
      const task = asyncio.createTask(asyncio.sleep(3600));
      const native = (async (): Promise<unknown> => {
        try {
          return await task;
        } catch (error) {
          return error;
        }
      })();
      yield* asyncio.sleep(0);
      task.cancel('why');
      return yield native;
    });
    assert.ok(seen instanceof asyncio.CancelledError);
    assert.equal((seen as Error).message, 'why');
  });
});

describe('AbortSignal', () => {
  test('a task’s signal is aborted when it was cancelled, with the cancellation as the reason', async () => {
    await run(function* () {
      const task = asyncio.createTask(asyncio.sleep(3600));
      const signal = asyncio.signalOf(task);
      assert.equal(asyncio.signalOf(task), signal);
      yield* asyncio.sleep(0);
      assert.equal(signal.aborted, false);
      task.cancel('enough');
      try {
        yield* task;
      } catch {}
      assert.equal(signal.aborted, true);
      assert.ok(signal.reason instanceof asyncio.CancelledError);
      assert.equal(signal.reason.message, 'enough');
      assert.equal(asyncio.signalOf(task).aborted, true);
      const fine = asyncio.createTask(asyncio.sleep(0));
      const never = asyncio.signalOf(fine);
      yield* fine;
      yield* asyncio.sleep(0);
      assert.equal(never.aborted, false);
    });
  });

  test('cancels a task', async () => {
    await run(function* () {
      const controller = new AbortController();
      const task = asyncio.cancelOnAbort(asyncio.createTask(asyncio.sleep(3600)), controller.signal);
      yield* asyncio.sleep(0);
      controller.abort(new Error('the user left'));
      assert.equal(task.cancelling(), 0);
      let caught: unknown;
      try {
        yield* task;
      } catch (error) {
        caught = error;
      }
      assert.ok(caught instanceof asyncio.CancelledError);
      assert.equal(caught.message, 'the user left');
      const late = asyncio.cancelOnAbort(asyncio.createTask(asyncio.sleep(1)), controller.signal);
      assert.equal(late.cancelling(), 1);
    });
  });

  test('does not reach a task that is done', async () => {
    await run(function* () {
      const controller = new AbortController();
      const task = asyncio.cancelOnAbort(asyncio.createTask(asyncio.sleep(0, 'kept')), controller.signal);
      yield* task;
      yield* asyncio.sleep(0);
      controller.abort();
      yield* asyncio.sleep(0);
      assert.equal(task.result(), 'kept');
    });
  });

  test('tells native work to stop when the task that awaits it is cancelled', async () => {
    await run(function* () {
      let aborted: unknown = null;
      const work = (signal: AbortSignal): Promise<string> =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(resolve, 1000, 'too late');
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            aborted = signal.reason;
            reject(signal.reason as Error);
          });
        });
      const waits = asyncio.coroutine(function* () {
        return yield* asyncio.abortable(work);
      });
      const task = asyncio.createTask(waits());
      yield* asyncio.sleep(0);
      task.cancel('stop');
      let caught: unknown;
      try {
        yield* task;
      } catch (error) {
        caught = error;
      }
      assert.ok(caught instanceof asyncio.CancelledError);
      assert.ok(aborted instanceof asyncio.CancelledError);
      assert.equal(yield* asyncio.abortable(() => after(1, 'a result')), 'a result');
    });
  });
});
