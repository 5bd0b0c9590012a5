/** `awaitable/testing`: what makes a test fail, and what it can control. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as asyncio from '../../../runtime/asyncio.ts';
import { ExceptionGroup } from '../../../runtime/builtins.ts';
import { host } from '../../../runtime/host/current.ts';
import { DeadlockError, run, type TestOptions, waitAllTasksBlocked } from '../../../runtime/testing.ts';

const failing = asyncio.coroutine(function* failing() {
  yield* asyncio.sleep(1);
  throw new RangeError('failed');
});

describe('run()', () => {
  test('gives the result, whatever kind of function it is given', async () => {
    const generator = function* (): Generator<unknown, string> {
      yield* asyncio.sleep(1);
      return 'result';
    };
    const coroutineFunction = asyncio.coroutine(function* () {
      return yield* asyncio.sleep(1, 'result');
    });
    const native = async (): Promise<string> => {
      // A native function that begins inside of the loop.
      return await asyncio.createTask(coroutineFunction());
    };
    for (const program of [generator, coroutineFunction, native, () => 'result'])
      assert.equal(await run<string>(program), 'result');
    assert.equal(await run(coroutineFunction()), 'result');
  });

  test('runs on the virtual clock, and puts the host back', async () => {
    const before = host();
    const seconds = await run(function* () {
      const loop = asyncio.getRunningLoop();
      yield* asyncio.sleep(3600 * 24 * 365);
      return loop.time();
    });
    assert.equal(seconds, 3600 * 24 * 365);
    assert.equal(host(), before);
    await run(() => assert.equal(host().clock, 'real'), { clock: 'real' });
    await assert.rejects(run(() => failing()));
    assert.equal(host(), before);
  });

  test('rejects with what the program raised', async () => {
    await assert.rejects(run(failing), { name: 'RangeError', message: 'failed' });
    await assert.rejects(
      run(() => assert.equal(1, 2)),
      assert.AssertionError,
    );
    await assert.rejects(run(failing()), { message: 'failed' });
  });

  const REPORTED: Record<string, readonly [() => Generator<unknown, void>, RegExp]> = {
    'an exception in a callback': [
      function* () {
        asyncio.getRunningLoop().callSoon(() => assert.fail('in a callback'));
        yield* asyncio.sleep(1);
      },
      /in a callback/,
    ],
    'the exception of a task that nobody looks at': [
      function* () {
        asyncio.createTask(failing());
        yield* asyncio.sleep(2);
      },
      /^RangeError.*failed/,
    ],
    'a coroutine that was never awaited': [
      function* () {
        void failing();
        yield* asyncio.sleep(0);
      },
      /coroutine 'failing' was never awaited/,
    ],
  };
  for (const [what, [program, message]] of Object.entries(REPORTED)) {
    test(`fails for ${what}`, async () => {
      await assert.rejects(run(program), (error: Error) => message.test(`${error.constructor.name} ${error.message}`));
    });
  }

  test('fails for several reports with a group of them', async () => {
    const program = function* (): Generator<unknown, void> {
      asyncio.createTask(failing());
      asyncio.createTask(failing());
      yield* asyncio.sleep(2);
    };
    const errors = await run(program).catch((error: unknown) => error);
    assert.ok(errors instanceof ExceptionGroup);
    assert.deepEqual(
      errors.exceptions.map(({ message }) => message),
      ['failed', 'failed'],
    );
  });

  test('a program that handles reports itself does not fail by them', async () => {
    const seen: unknown[] = [];
    await run(function* () {
      const loop = asyncio.getRunningLoop();
      loop.setExceptionHandler((_, context) => seen.push(context.get('message')));
      loop.callSoon(() => assert.fail('in a callback'));
      yield* asyncio.sleep(1);
    });
    assert.equal(seen.length, 1);
  });

  test('a program that nothing can wake fails, unless that is not wanted', async () => {
    const stuck = function* (): Generator<unknown, void> {
      const lock = new asyncio.Lock();
      yield* lock.acquire();
      yield* lock.acquire();
    };
    await assert.rejects(run(stuck), DeadlockError);
    const interrupted = run(
      function* () {
        asyncio.getRunningLoop().callLater(5, () => asyncio.allTasks().forEach((task) => void task.cancel()));
        yield* stuck();
      },
      { detectDeadlocks: false },
    );
    await assert.rejects(interrupted, asyncio.CancelledError);
  });

  test('what was reported before the program failed is the cause of its failure', async () => {
    const stuck = await run(function* () {
      const loop = asyncio.getRunningLoop();
      const future = loop.createFuture();
      loop.callSoon(() => assert.fail('before it could set the result'));
      yield future;
    }).catch((error: Error) => error);
    assert.ok(stuck instanceof DeadlockError);
    assert.equal((stuck.cause as Error).message, 'before it could set the result');
    const failed = await run(function* () {
      asyncio.getRunningLoop().callSoon(() => assert.fail('reported'));
      yield* asyncio.sleep(1);
      throw new RangeError('with a cause', { cause: 'its own' });
    }).catch((error: Error) => error);
    assert.equal((failed as unknown as Error).cause, 'its own');
  });

  test('a test that begins while another one runs is refused, and the other goes on', async () => {
    const first = run(function* () {
      yield asyncio.wrapFuture(new Promise((resolve) => setImmediate(resolve)));
      return 'first';
    });
    await assert.rejects(run(failing), { name: 'RuntimeError', message: /another event loop runs/ });
    assert.equal(await first, 'first');
  });

  test('a seed shuffles the order, and always in the same way', async () => {
    const order = (options: TestOptions): Promise<string> =>
      run(function* () {
        let said = '';
        const say = asyncio.coroutine(function* (name: string) {
          yield* asyncio.sleep(0);
          said += name;
        });
        yield* asyncio.gather(...[...'abcdef'].map(say));
        return said;
      }, options);
    assert.equal(await order({}), 'abcdef');
    const shuffled: string[] = [];
    for (let seed = 1; seed <= 5; seed++) shuffled.push(await order({ seed }));
    assert.ok(new Set(shuffled).size > 1);
    assert.equal(await order({ seed: 3 }), shuffled[2]);
  });

  test('waitAllTasksBlocked() waits until nothing else can run, and no time passes', async () => {
    const [position, time] = await run(function* () {
      let reached = 0;
      const worker = asyncio.coroutine(function* () {
        for (; reached < 5; reached++) yield* asyncio.sleep(0);
        yield* asyncio.sleep(10);
      });
      const task = asyncio.createTask(worker());
      yield* waitAllTasksBlocked();
      task.cancel();
      return [reached, asyncio.getRunningLoop().time()] as const;
    });
    assert.deepEqual([position, time], [5, 0]);
  });
});
