/** `asCompleted()`. Mirrors the iterator of `asyncio/tasks.py`. */

import { StopAsyncIteration, TimeoutError, TypeError } from '../builtins/exceptions.ts';
import { itemsOf } from '../builtins/iteration.ts';
import { optionsOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { typeName } from '../builtins/repr.ts';
import { type Coroutine, internal, iscoroutine } from './coroutines.ts';
import type { TimerHandle } from './events.ts';
import { named } from './format-helpers.ts';
import { type Awaitable, type Future, isfuture } from './futures.ts';
import { Queue } from './queues.ts';
import { getEventLoop } from './running.ts';
import { ensureFuture, type Task } from './tasks.ts';

/** What async iteration yields for an awaitable: futures and tasks themselves, the task that was made of anything else. */
export type Completed<A> = A extends Future<unknown> ? A : Task<Awaited<A>>;

/** What `asCompleted()` returns; iterate it one way or the other. It can be left and taken up again. */
export class AsCompleted<A> implements Iterable<Coroutine<Awaited<A>>>, AsyncIterable<Completed<A>> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    '_AsCompletedIterator',
    'asyncio.tasks',
  );

  private readonly _done = new Queue<Future<unknown> | null>();
  private readonly _todo: Set<Future<unknown>>;
  private _left: number;
  private _timer: TimerHandle | null = null;

  /** @internal */
  constructor(awaitables: Iterable<A>, timeout: number | null) {
    const loop = getEventLoop();
    this._todo = new Set();
    for (const awaitable of new Set(itemsOf(awaitables))) {
      this._todo.add(ensureFuture(awaitable as Awaitable<unknown>, { loop }));
    }
    for (const future of this._todo) future.addDoneCallback(this._onDone);
    this._left = this._todo.size;
    if (this._left > 0 && timeout !== null) this._timer = loop.callLater(timeout, this._onTimeout);
  }

  private readonly _onDone = /* @__PURE__ */ named(
    '_AsCompletedIterator._handle_completion',
    (future: Future<unknown>): void => {
      // The timeout was first.
      if (this._todo.size === 0) return;
      this._todo.delete(future);
      this._done.putNowait(future);
      if (this._todo.size === 0) this._timer?.cancel();
    },
  );

  private readonly _onTimeout = /* @__PURE__ */ named('_AsCompletedIterator._handle_timeout', (): void => {
    for (const future of this._todo) {
      future.removeDoneCallback(this._onDone);
      // In the place of a future: whoever gets it raises TimeoutError.
      this._done.putNowait(null);
    }
    this._todo.clear();
  });

  private static readonly _waitForOne = /* @__PURE__ */ internal(
    '_AsCompletedIterator._wait_for_one',
    function* (self: AsCompleted<unknown>, resolve: boolean): Generator<unknown, unknown, unknown> {
      const future = (yield self._done.get()) as Future<unknown> | null;
      if (future === null) throw new TimeoutError();
      return resolve ? future.result() : future;
    },
  );

  private static readonly _anext = /* @__PURE__ */ internal(
    '_AsCompletedIterator.__anext__',
    function* (self: AsCompleted<unknown>) {
      if (self._left === 0) throw new StopAsyncIteration();
      self._left--;
      return (yield AsCompleted._waitForOne(self, false)) as unknown;
    },
  );

  /** Plain iteration: coroutines, of which the k-th that is awaited gives the result of the k-th to be done. */
  next(): IteratorResult<Coroutine<Awaited<A>>, undefined> {
    if (this._left === 0) return { done: true, value: undefined };
    this._left--;
    return { done: false, value: AsCompleted._waitForOne(this as AsCompleted<unknown>, true) as Coroutine<Awaited<A>> };
  }

  [Symbol.iterator](): this {
    return this;
  }

  aiter(): this {
    return this;
  }

  /** Async iteration: the next future or task that is done. @throws {StopAsyncIteration} at the end @throws {TimeoutError} */
  anext(): Coroutine<Completed<A>> {
    return AsCompleted._anext(this as AsCompleted<unknown>) as Coroutine<Completed<A>>;
  }

  /** Native code iterates it. */
  [Symbol.asyncIterator](): AsyncIterator<Completed<A>> {
    return {
      next: async () => {
        if (this._left === 0) return { done: true, value: undefined };
        // In an array: a promise would wait for what the future gives.
        const [found] = await wrapInArray(this.anext());
        return { done: false, value: found as Completed<A> };
      },
    };
  }
}

const wrapInArray = /* @__PURE__ */ internal('_AsCompletedIterator.__anext__', function* (next: Coroutine<unknown>) {
  return [yield next];
});

/**
 * Runs the awaitables and gives them in the order in which they are done.
 *
 * `for (const next of asCompleted(aws)) await next` gives results;
 * `for await (const task of asCompleted(aws))` gives the futures and tasks
 * themselves, done. After `timeout` seconds the coroutines, or the loop, raise
 * TimeoutError. Nothing is cancelled, whether by that or by leaving the loop.
 *
 * @throws {TypeError} for a single future or coroutine
 */
export function asCompleted<A>(
  awaitables: Iterable<A>,
  options: { readonly timeout?: number | null } = {},
): AsCompleted<A> {
  if (isfuture(awaitables) || iscoroutine(awaitables)) {
    throw new TypeError(`expects an iterable of awaitables, not ${typeName(awaitables)}`);
  }
  return new AsCompleted(awaitables, optionsOf('asCompleted', options, ['timeout']).timeout ?? null);
}
