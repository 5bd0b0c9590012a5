/** What the runtime has beyond CPython's asyncio: instruments and help for tests. On the virtual clock. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { detectDeadlocks } from '../../../runtime/asyncio/deadlocks.ts';
import { shuffleReady } from '../../../runtime/asyncio/shuffle.ts';
import * as asyncio from '../../../runtime/asyncio.ts';
import { installHost } from '../../../runtime/host/current.ts';
import { createNodeHost } from '../../../src/notebook/command/node-host.ts';

let errors = '';

before(() => {
  const write = (_: string, text: string): void => {
    errors += text;
  };
  installHost(createNodeHost({ clock: 'virtual', write }));
});

/** Runs a generator as the main coroutine of a loop of its own. */
const run = <T>(body: () => Generator<unknown, T, unknown>, prepare?: (loop: asyncio.EventLoop) => void): Promise<T> =>
  asyncio.run(asyncio.coroutine(body, { name: 'main' })(), {
    loopFactory: () => {
      const loop = asyncio.newEventLoop();
      prepare?.(loop);
      return loop;
    },
  });

describe('instruments', () => {
  test('hear of everything, in order', async () => {
    const heard: string[] = [];
    const name = (task: asyncio.Task<unknown>): string => task.getName();
    const remove = asyncio.addInstrument({
      taskCreated: (task) => heard.push(`created ${name(task)}`),
      taskScheduled: (task) => heard.push(`scheduled ${name(task)}`),
      stepBegins: (task) => heard.push(`begins ${name(task)}`),
      stepEnds: (task) => heard.push(`ends ${name(task)}`),
      taskSuspended: (task, on) => heard.push(`suspended ${name(task)} on ${on === null ? 'nothing' : 'a future'}`),
      cancelRequested: (task, message) => heard.push(`cancel ${name(task)} ${message}`),
      taskFinished: (task) => heard.push(`finished ${name(task)}`),
      loopAdvanced: (_, from, to) => heard.push(`advanced ${from} ${to}`),
    });
    try {
      await run(function* () {
        asyncio.currentTask()?.setName('main');
        heard.length = 0;
        const task = asyncio.createTask(asyncio.sleep(3), { name: 'a' });
        yield* asyncio.sleep(1);
        task.cancel('why');
        yield* asyncio.wait([task]);
        remove();
      });
    } finally {
      remove();
    }
    assert.deepEqual(heard, [
      'created a',
      'scheduled a',
      'suspended main on a future',
      'ends main',
      'begins a',
      'suspended a on a future',
      'ends a',
      'advanced 0 1',
      'scheduled main',
      'begins main',
      'cancel a why',
      'scheduled a',
      'suspended main on a future',
      'ends main',
      'begins a',
      'finished a',
      'ends a',
      'scheduled main',
      'begins main',
    ]);
  });

  test('hear of a turn that is given to others', async () => {
    const heard: string[] = [];
    let remove = (): void => {};
    await run(function* () {
      remove = asyncio.addInstrument({
        taskScheduled: () => heard.push('scheduled'),
        stepBegins: () => heard.push('begins'),
        stepEnds: () => heard.push('ends'),
        taskSuspended: (_, on) => heard.push(`suspended on ${on}`),
        taskFinished: () => heard.push('finished'),
      });
      // Of this step, in which it was added, it hears the rest, but not the end.
      yield* asyncio.sleep(0);
      yield* asyncio.sleep(0);
    }).finally(() => remove());
    const turn = ['begins', 'suspended on null', 'scheduled', 'ends'];
    assert.deepEqual(heard.slice(0, 9), [...turn.slice(1, 3), ...turn, 'begins', 'finished', 'ends']);
  });

  test('several listen, each until it is removed', async () => {
    let [first, second] = [0, 0];
    const removeFirst = asyncio.addInstrument({ taskFinished: () => first++ });
    const removeSecond = asyncio.addInstrument({ taskFinished: () => second++ });
    await run(function* () {
      yield* asyncio.createTask(asyncio.sleep(0));
      removeFirst();
      yield* asyncio.createTask(asyncio.sleep(0));
    });
    removeSecond();
    assert.equal(first, 1);
    assert.ok(second > first);
  });
});

describe('waitAllTasksBlocked', () => {
  test('returns when every other task waits, and no time has passed', async () => {
    await run(function* () {
      let passes = 0;
      const busy = asyncio.coroutine(function* () {
        for (let i = 0; i < 50; i++) {
          yield* asyncio.sleep(0);
          passes++;
        }
        yield* asyncio.sleep(10);
      });
      const task = asyncio.createTask(busy());
      yield* asyncio.waitAllTasksBlocked();
      assert.equal(passes, 50);
      assert.equal(asyncio.getRunningLoop().time(), 0);
      assert.equal(task.done(), false);
      yield* task;
      assert.equal(asyncio.getRunningLoop().time(), 10);
    });
  });

  test('can be cancelled, and waited in by several', async () => {
    await run(function* () {
      const waits = asyncio.coroutine(function* () {
        yield* asyncio.waitAllTasksBlocked();
        return 'blocked';
      });
      const [a, b] = [asyncio.createTask(waits()), asyncio.createTask(waits())];
      yield* asyncio.sleep(0);
      a.cancel();
      yield* asyncio.wait([a, b]);
      assert.deepEqual([a.cancelled(), b.result()], [true, 'blocked']);
    });
  });
});

describe('a shuffled ready queue', () => {
  const order = (seed: number | null): Promise<string> =>
    run(
      function* () {
        let seen = '';
        const says = asyncio.coroutine(function* (letter: string) {
          yield* asyncio.sleep(0);
          seen += letter;
        });
        yield* asyncio.gather(...[...'abcdefgh'].map((letter) => says(letter)));
        return seen;
      },
      (loop) => {
        if (seed !== null) shuffleReady(loop, seed);
      },
    );

  test('follows from the seed', async () => {
    assert.equal(await order(null), 'abcdefgh');
    const shuffled = await order(1);
    assert.notEqual(shuffled, 'abcdefgh');
    assert.equal([...shuffled].sort().join(''), 'abcdefgh');
    assert.equal(await order(1), shuffled);
    assert.notEqual(await order(2), shuffled);
  });
});

describe('deadlocks', () => {
  // Not by `run()`: its cancelling of leftovers cannot end tasks that await one another in a ring.
  const failure = async (body: () => Generator<unknown, unknown, unknown>): Promise<string> => {
    const loop = asyncio.newEventLoop();
    detectDeadlocks(loop);
    const error: unknown = await loop.runUntilComplete(asyncio.coroutine(body)()).then(
      () => null,
      (reason: unknown) => reason,
    );
    loop.close();
    errors = '';
    assert.ok(error instanceof asyncio.DeadlockError, String(error));
    return error.message;
  };

  test('of locks name the cycle and who holds what', async () => {
    const message = await failure(function* () {
      const [first, second] = [new asyncio.Lock(), new asyncio.Lock()];
      const both = asyncio.coroutine(
        function* (one: asyncio.Lock, other: asyncio.Lock) {
          yield* one.acquire();
          yield* asyncio.sleep(1);
          yield* other.acquire();
        },
        { name: 'both', file: 'cell.ts', line: 3 },
      );
      const a = asyncio.createTask(both(first, second), { name: 'A' });
      const b = asyncio.createTask(both(second, first), { name: 'B' });
      yield* asyncio.gather(a, b);
    });
    assert.match(message, /A \(both\(\) at cell\.ts:3\) waits for B, which holds <.*Lock/);
    assert.match(message, /B \(both\(\) at cell\.ts:3\) waits for A, which holds <.*Lock/);
    assert.match(message, /cycle: A -> B -> A$/);
  });

  test('of tasks that await one another', async () => {
    const message = await failure(function* () {
      const tasks: asyncio.Task<unknown>[] = [];
      const awaits = asyncio.coroutine(function* (index: number) {
        yield* asyncio.sleep(0);
        yield* tasks[index] as asyncio.Task<unknown>;
      });
      for (const [i, name] of ['A', 'B', 'C'].entries()) tasks.push(asyncio.createTask(awaits((i + 1) % 3), { name }));
      yield* asyncio.wait(tasks);
    });
    assert.match(message, /cycle: A -> B -> C -> A$/);
  });

  test('without a cycle say what is waited for', async () => {
    const message = await failure(function* () {
      yield* asyncio.getRunningLoop().createFuture();
    });
    assert.match(message, /waits for <Future pending/);
    assert.doesNotMatch(message, /cycle/);
  });

  test('are none while a timer or a promise is under way', async () => {
    await run(function* () {
      yield* asyncio.sleep(5);
      yield new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }, detectDeadlocks);
  });
});

describe('cancellation', () => {
  test('says the reason', async () => {
    await run(function* () {
      const task = asyncio.createTask(asyncio.sleep(1));
      yield* asyncio.sleep(0);
      task.cancel('the user left');
      try {
        yield* task;
        assert.fail('it was cancelled');
      } catch (error) {
        assert.equal((error as Error).message, 'the user left');
      }
    });
  });
});

describe('deep and wide', () => {
  test('an await chain 10,000 deep', async () => {
    const depth = await run(function* () {
      const deep = asyncio.coroutine(function* (left: number): Generator<unknown, number, unknown> {
        if (left === 0) {
          yield* asyncio.sleep(0);
          return 0;
        }
        return 1 + ((yield deep(left - 1)) as number);
      }) as (left: number) => asyncio.Coroutine<number>;
      return yield* deep(10_000);
    });
    assert.equal(depth, 10_000);
  });

  test('200,000 tasks at a time', async () => {
    await run(function* () {
      const all = yield* asyncio.gather(...Array.from({ length: 100_000 }, (_, i) => asyncio.sleep(1, i)));
      assert.equal(all.at(-1), 99_999);
      const tasks: asyncio.Task<number>[] = [];
      for (let i = 0; i < 200_000; i++) tasks.push(asyncio.createTask(asyncio.sleep(0, i)));
      for (const [i, task] of tasks.entries()) assert.equal(yield* task, i);
    });
    assert.equal(errors, '');
  });
});
