/** asyncio without any compile step: generator functions, and `yield*` where Python has `await`. */

import * as asyncio from 'awaitable/asyncio';
import { asyncWith, print } from 'awaitable/builtins';

const fetchLength = asyncio.coroutine(function* fetchLength(url: string, delay: number) {
  yield* asyncio.sleep(delay);
  print('fetched', url);
  return url.length;
});

/** Reprs and tracebacks call it by the name given here, whatever a bundler makes of the function's own. */
const cleanUp = asyncio.coroutine(
  function* () {
    try {
      yield* asyncio.sleep(3600);
    } catch (error) {
      if (!(error instanceof asyncio.CancelledError)) throw error;
      print('cancelled');
      yield* asyncio.sleep(0);
      print('cleaned up');
      throw error;
    }
  },
  { name: 'cleanUp' },
);

/** Generic functions stay generic. */
const after = asyncio.coroutine(function* after<T>(delay: number, value: T) {
  return yield* asyncio.sleep(delay, value);
});

class Counter {
  count = 0;
  readonly increment = asyncio.coroutine(function* increment(this: Counter, by: number) {
    yield* asyncio.sleep(0);
    this.count += by;
    return this.count;
  });
}

export const main = asyncio.coroutine(function* main() {
  const both: [number, string] = yield* asyncio.gather(fetchLength('a.example', 0.02), after(0.01, 'done'));
  print(both);

  const task = asyncio.createTask(cleanUp(), { name: 'cleaner' });
  yield* asyncio.sleep(0);
  print(task.getName(), task.getCoro());
  task.cancel();
  try {
    yield* task;
  } catch (error) {
    print('awaiting it raises', error instanceof asyncio.CancelledError);
  }

  const length: number = yield* asyncio.createTask(fetchLength('b.example', 0));
  print(length);

  yield* asyncWith(
    new asyncio.TaskGroup(),
    asyncio.coroutine(function* (group: asyncio.TaskGroup) {
      group.createTask(fetchLength('c.example', 0.01));
      yield* asyncio.sleep(0);
    }),
  );

  const queue = new asyncio.Queue<string>();
  yield* queue.put('item');
  const item: string = yield* queue.get();
  print(item);

  const counter = new Counter();
  yield* counter.increment(2);
  const count: number = yield* counter.increment(3);
  print(count);

  const fromPromise: string = yield* asyncio.wrapFuture(Promise.resolve('a native promise'));
  print(fromPromise);

  try {
    yield* asyncio.waitFor(asyncio.sleep(10), 0.01);
  } catch (error) {
    if (!(error instanceof asyncio.TimeoutError)) throw error;
    print('timed out');
  }
  return 'the end';
});
