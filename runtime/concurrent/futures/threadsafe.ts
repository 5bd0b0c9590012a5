/** `runCoroutineThreadsafe()`: coroutines that are started from outside their loop. Mirrors the end of `asyncio/tasks.py`. */

import { type Coroutine, iscoroutine } from '../../asyncio/coroutines.ts';
import { named } from '../../asyncio/format-helpers.ts';
import type { Awaitable, Future } from '../../asyncio/futures.ts';
import { ensureFuture } from '../../asyncio/tasks.ts';
import type { EventLoop } from '../../asyncio/types.ts';
import { KeyboardInterrupt, SystemExit, TypeError } from '../../builtins/exceptions.ts';
import * as concurrent from './base.ts';
import { ParentLoop } from './parent-loop.ts';

/** What a future of the loop came to, for a concurrent one. */
function copyToConcurrent(source: Future<unknown>, destination: concurrent.Future<unknown>): void {
  if (source.cancelled()) destination.cancel();
  if (!destination.setRunningOrNotifyCancel()) return;
  const exception = source.exception();
  if (exception !== null) destination.setException(exception);
  else destination.setResult(source.result());
}

/**
 * Has a coroutine run by a loop, from outside it; returns an executor's
 * future, whose `result()` can be awaited. Cancelling that cancels the task.
 *
 * In a worker, with the starter's loop, it takes a coroutine *function* of the
 * program's and its arguments: a coroutine cannot travel. There cancelling
 * comes too late once the request has been sent.
 */
export function runCoroutineThreadsafe<T, A extends unknown[]>(
  coroutine: Awaitable<T> | ((...args: A) => Awaitable<T>),
  loop: EventLoop | ParentLoop,
  ...args: A
): concurrent.Future<T> {
  if (loop instanceof ParentLoop) {
    if (typeof coroutine !== 'function') {
      throw new TypeError(
        "cannot pickle 'coroutine' object: from a worker, call runCoroutineThreadsafe(function, loop, ...arguments)",
      );
    }
    return loop.run(coroutine, args) as concurrent.Future<T>;
  }
  if (!iscoroutine(coroutine)) throw new TypeError('A coroutine object is required');
  const future = new concurrent.Future<T>();
  future.isExpected = true;
  loop.callSoonThreadsafe(
    named('run_coroutine_threadsafe.<locals>.callback', () => {
      try {
        const task = ensureFuture(coroutine as Coroutine<T>, { loop }) as Future<unknown>;
        future.addDoneCallback(() => {
          if (future.cancelled() && !loop.isClosed()) loop.callSoonThreadsafe(cancelTask, task);
        });
        task.addDoneCallback(
          named('_chain_future.<locals>._call_set_state', () =>
            copyToConcurrent(task, future as concurrent.Future<unknown>),
          ),
        );
      } catch (error) {
        if (!(error instanceof SystemExit || error instanceof KeyboardInterrupt)) {
          if (future.setRunningOrNotifyCancel()) future.setException(error);
        }
        throw error;
      }
    }),
  );
  return future;
}

function cancelTask(task: Future<unknown>): void {
  task.cancel();
}
