/**
 * Who awaits whom, beyond plain `await`: `gather()`, `wait()`, `shield()` and
 * task groups note it here. Mirrors the bookkeeping of `asyncio/futures.py`
 * for `asyncio/graph.py`.
 */

import type { Future, Task } from './types.ts';

/** Notes that a task waits for a future through something other than `await`. */
export function addAwaitedBy(future: Future<unknown>, waiter: Task<unknown> | null): void {
  if (waiter === null) return;
  const { awaitedBy } = future;
  if (awaitedBy === null) future.awaitedBy = waiter;
  else if (awaitedBy instanceof Set) awaitedBy.add(waiter);
  else if (awaitedBy !== waiter) future.awaitedBy = new Set([awaitedBy, waiter]);
}

/** Takes that back. */
export function discardAwaitedBy(future: Future<unknown>, waiter: Task<unknown> | null): void {
  if (waiter === null) return;
  const { awaitedBy } = future;
  if (awaitedBy === waiter) future.awaitedBy = null;
  else if (awaitedBy instanceof Set && awaitedBy.delete(waiter) && awaitedBy.size === 0) future.awaitedBy = null;
}

/** The tasks noted so, each once. */
export function awaitersOf(future: Future<unknown>): readonly Task<unknown>[] {
  const { awaitedBy } = future;
  if (awaitedBy === null) return [];
  return awaitedBy instanceof Set ? [...awaitedBy] : [awaitedBy];
}

/** Notes that `waiter` waits for a future in a way that the runtime cannot see: for the call graph. */
export function futureAddToAwaitedBy(future: Future<unknown>, waiter: Future<unknown>): void {
  if ('awaitedBy' in future) addAwaitedBy(future, waiter as Task<unknown>);
}

/** Takes that back. */
export function futureDiscardFromAwaitedBy(future: Future<unknown>, waiter: Future<unknown>): void {
  if ('awaitedBy' in future) discardAwaitedBy(future, waiter as Task<unknown>);
}
