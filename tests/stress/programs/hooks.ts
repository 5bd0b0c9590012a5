/** Everything that a program can hand to the loop throws, or reaches back into the loop: the loop goes on as it should. */
import * as asyncio from 'awaitable/asyncio';
import { repr } from 'awaitable/builtins';
import { Context, copyContext } from 'awaitable/contextvars';
import { touched, violations, violationsAfter } from './invariants';

const reports: string[] = [];
const handler = (_loop: unknown, context: Map<string, unknown>): void => {
  reports.push(
    String(context.get('message'))
      .split('\n')[0]!
      .replace(/ at \S+/g, ''),
  );
};

class Text {
  readonly #error: unknown;
  constructor(error: unknown) {
    this.#error = error;
  }
  toString(): string {
    throw this.#error;
  }
}

/** Whatever is asked of it, it throws. */
class Hostile extends Error {
  override get message(): string {
    throw new RangeError('message');
  }
  override get stack(): string {
    throw new RangeError('stack');
  }
  override get cause(): unknown {
    throw new RangeError('cause');
  }
  override toString(): string {
    throw new RangeError('toString');
  }
  repr(): string {
    throw new RangeError('repr');
  }
}

const everything = new Proxy(() => {}, {
  get() {
    throw new RangeError('get');
  },
  getPrototypeOf() {
    throw new RangeError('getPrototypeOf');
  },
});

async function settled(what: string, work: () => unknown) {
  const loop = asyncio.getRunningLoop();
  let outcome = 'nothing';
  reports.length = 0;
  try {
    const result = work();
    if (typeof result === 'object') await result;
  } catch (error) {
    try {
      outcome = `${(error as Error).constructor.name}: ${(error as Error).message}`;
    } catch {
      outcome = 'something hostile';
    }
  }
  await asyncio.sleep(1);
  const wrong = violations(loop);
  console.log(
    `${what}: ${outcome}; reported: ${reports.join(' | ') || 'nothing'}${wrong.length > 0 ? ` ${wrong}` : ''}`,
  );
}

const EVENTS = [
  'taskCreated',
  'taskScheduled',
  'stepBegins',
  'stepEnds',
  'taskSuspended',
  'cancelRequested',
  'taskFinished',
  'loopIdle',
  'loopAdvanced',
] as const;

const fails = (error: unknown) => (): never => {
  throw error;
};

async function raises(error: unknown) {
  await asyncio.sleep(0);
  throw error;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setExceptionHandler(handler);
  const contexts = [copyContext()];

  for (const [name, error] of [
    ['an error', new RangeError('no')],
    ['a hostile error', new Hostile()],
    ['no error', 'text'],
    ['a proxy', everything],
  ] as const) {
    await settled(`a callback throws ${name}`, () => void loop.callSoon(fails(error)));
    await settled(`a timer throws ${name}`, () => void loop.callLater(0.5, fails(error)));
    await settled(`a task throws ${name}`, () => raises(error));
    await settled(`a done callback throws ${name}`, () => {
      const future = loop.createFuture<number>();
      const seen: string[] = [];
      future.addDoneCallback(() => seen.push('first'));
      future.addDoneCallback(fails(error));
      future.addDoneCallback(() => seen.push('last'));
      future.setResult(1);
      return asyncio.sleep(0.1, seen).then((all) => {
        if (String(all) !== 'first,last') throw new Error(String(all));
      });
    });
    await settled(`the exception handler throws ${name}`, async () => {
      loop.setExceptionHandler(fails(error));
      loop.callSoon(fails(new Error('for the handler')));
      await asyncio.sleep(0.1);
      loop.setExceptionHandler(handler);
    });
    await settled(`instruments throw ${name}`, async () => {
      for (const event of EVENTS) asyncio.addInstrument({ [event]: fails(error) });
      const task = asyncio.createTask(asyncio.sleep(5));
      await asyncio.sleep(1);
      task.cancel();
      const [done] = await asyncio.wait([task]);
      if (done.size !== 1) throw new Error('the task is not done');
    });
    await settled(`a task factory throws ${name}`, async () => {
      loop.setTaskFactory(fails(error));
      try {
        asyncio.createTask(asyncio.sleep(1)).cancel();
      } finally {
        loop.setTaskFactory(null);
      }
    });
    await settled(`a name throws ${name}`, () => {
      const task = asyncio.createTask(asyncio.sleep(1), { name: new Text(error) });
      task.cancel();
    });
    await settled(`a result whose text throws ${name}`, async () => {
      const future = loop.createFuture<unknown>();
      future.setResult(new Text(error));
      repr(future);
    });
    await settled(`a callable in a context throws ${name}`, () => {
      const context = new Context();
      contexts.push(context);
      loop.callSoon(
        (): never => {
          touched.set(1);
          throw error;
        },
        { context },
      );
    });
    await settled(`an awaitable throws ${name}`, () =>
      asyncio.gather({ await: fails(error) } as never, asyncio.sleep(0)),
    );
    // biome-ignore lint/suspicious/noThenProperty: that is what is tried.
    await settled(`a thenable throws ${name}`, () => asyncio.ensureFuture({ then: fails(error) } as never));
  }

  await settled('a callback adds, removes, cancels and finishes', async () => {
    const task = asyncio.createTask(asyncio.sleep(3));
    const log: string[] = [];
    const again = (): void => {
      log.push('again');
      task.removeDoneCallback(again);
      if (log.length < 4) task.addDoneCallback(again);
      task.cancel();
    };
    task.addDoneCallback(again);
    task.addDoneCallback(again);
    task.cancel();
    await asyncio.sleep(1);
    if (log.length !== 5) throw new Error(log.join());
  });
  await settled('a task cancels itself and those that it waits for', async () => {
    const ring: asyncio.Task<unknown>[] = [];
    for (let i = 0; i < 3; i++) {
      ring.push(
        asyncio.createTask(
          (async () => {
            await asyncio.sleep(1);
            for (const task of ring) task.cancel();
            await asyncio.gather(...ring.filter((task) => task !== asyncio.currentTask()));
          })(),
        ),
      );
    }
    await asyncio.wait(ring);
  });
  await settled('a callback runs, stops and closes the loop', async () => {
    const errors: unknown[] = [];
    loop.callSoon(() => {
      loop.runForever().catch((error: Error) => errors.push(error.message));
      try {
        loop.close();
      } catch (error) {
        errors.push((error as Error).message);
      }
    });
    await asyncio.sleep(0.1);
    // The promise's jobs come after the pass.
    await Promise.resolve();
    console.log(errors.sort());
  });
  await settled('a task is put in the place of another', async () => {
    const other = asyncio.createTask(asyncio.sleep(1));
    const current = asyncio.currentTask()!;
    asyncio._leaveTask(loop, current);
    asyncio._enterTask(loop, other);
    asyncio._leaveTask(loop, other);
    asyncio._enterTask(loop, current);
    await other;
  });
  return [loop, contexts] as const;
}

const [loop, contexts] = await asyncio.run(main());
console.log('after:', violationsAfter(loop, contexts));
