/** What holds between any two steps of a loop, read off its internals. */
import * as asyncio from 'awaitable/asyncio';
import { ContextVar } from 'awaitable/contextvars';

type Loop = ReturnType<typeof asyncio.newEventLoop>;

/** What is in a loop's heap: a handle, or a `sleep()` that waits. */
interface Timer {
  readonly dueAt: number;
  readonly isScheduled: boolean;
  readonly isCancelledHandle: boolean;
}

/** What a loop keeps to itself. */
interface Internals {
  readonly _ready: readonly unknown[];
  readonly _readyCount: number;
  readonly _scheduled: readonly Timer[];
  readonly _timerCancelledCount: number;
  readonly _unretrieved: readonly unknown[];
  readonly _blockedWaiters: readonly unknown[];
  readonly _outstanding: number;
  readonly _expected: number;
}

function holdings(loop: Loop) {
  const {
    _ready,
    _readyCount,
    _scheduled,
    _timerCancelledCount,
    _unretrieved,
    _blockedWaiters,
    _outstanding,
    _expected,
  } = loop as unknown as Internals;
  return {
    ready: _ready.slice(0, _readyCount),
    timers: _scheduled,
    cancelledTimers: _timerCancelledCount,
    unretrieved: _unretrieved.length,
    blocked: _blockedWaiters.length,
    promises: _outstanding + _expected,
  };
}

/** How many timers a loop has, cancelled ones too. */
export function timersOf(loop: Loop): number {
  return holdings(loop).timers.length;
}

/** What is wrong with a loop; called from a callback or a task of it. */
export function violations(loop: Loop): string[] {
  const found: string[] = [];
  const { ready, timers, cancelledTimers } = holdings(loop);
  timers.forEach((timer, i) => {
    if (i > 0 && (timers[(i - 1) >> 1] as Timer).dueAt > timer.dueAt) found.push(`timer ${i} is before its parent`);
    if (!timer.isScheduled) found.push(`timer ${i} does not know that it is in the heap`);
  });
  const cancelled = timers.filter((timer) => timer.isCancelledHandle).length;
  // More may be counted, as in CPython: those that were due in the very pass that would have dropped them.
  if (cancelled > cancelledTimers) found.push(`${cancelled} timers are cancelled, ${cancelledTimers} counted`);
  if (ready.includes(null)) found.push('there is a hole in the ready queue');
  const readySet = new Set<unknown>(ready);
  if (readySet.size !== ready.length) found.push('something is twice in the ready queue');
  const inHeap = new Set<unknown>(timers);
  if (ready.some((one) => inHeap.has(one))) found.push('a timer is in the heap and ready');

  const current = asyncio.currentTask(loop);
  const waiting = new Map<unknown, Set<unknown>>();
  let previous: typeof loop.firstTask = null;
  for (let task = loop.firstTask; task !== null; previous = task, task = task.nextTask) {
    if (task.previousTask !== previous) found.push(`${task.getName()} has the wrong task before it`);
    if (task.done()) found.push(`${task.getName()} is done and in the list`);
    const { waiter } = task;
    if (task === current) {
      if (waiter !== null || readySet.has(task)) found.push(`${task.getName()} runs, waits or is ready at once`);
    } else if (waiter === null || waiter.done()) {
      // A waiter that is done has its callbacks in the queue, the task among them.
      if (!readySet.has(task)) found.push(`${task.getName()} waits for nothing and is not ready`);
    } else {
      const those = waiting.get(waiter) ?? new Set(waiter.waitingTasks());
      waiting.set(waiter, those);
      if (!those.has(task)) found.push(`${task.getName()} is not known where it waits`);
      if (readySet.has(task)) found.push(`${task.getName()} waits and is ready`);
    }
  }
  if (loop.lastTask !== previous) found.push('the list of tasks does not end with its last');
  return found;
}

const untouched = new ContextVar<number>('untouched', { default: 0 });
/** For programs to set in their tasks and callbacks. */
export const touched: ContextVar<number> = untouched;

/** What is wrong where no loop runs any more: with the loop that did, and with the contexts of its tasks. */
export function violationsAfter(loop: Loop, contexts: readonly { run<R>(callable: () => R): R }[] = []): string[] {
  const found: string[] = [];
  if (!loop.isClosed() || loop.isRunning()) found.push('the loop is not closed');
  if (asyncio.currentTask(loop) !== null) found.push('a task is the current one');
  const { ready, timers, unretrieved, blocked, promises } = holdings(loop);
  if (promises !== 0) found.push(`the loop waits for ${promises} promises`);
  if (ready.length + timers.length + unretrieved + blocked > 0) found.push('the loop holds on to something');
  if (loop.firstTask !== null || loop.lastTask !== null) found.push('the loop knows unfinished tasks');
  if (untouched.get() !== 0) found.push('a context of the program has become that of everything');
  for (const context of contexts) {
    try {
      context.run(() => {});
    } catch {
      found.push('a context is still entered');
    }
  }
  return found;
}

/** A number from 0 up to `below`, from the same series in every run. */
export function series(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
