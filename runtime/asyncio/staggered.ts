/** `staggeredRace()`: several attempts, each started a little later. Mirrors `asyncio/staggered.py`. */

import { ExceptionGroup } from '../builtins/exception-groups.ts';
import { AssertionError, KeyboardInterrupt, SystemExit, TimeoutError } from '../builtins/exceptions.ts';
import { optionsOf } from '../builtins/keywords.ts';
import { type Coroutine, internal } from './coroutines.ts';
import { CancelledError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import type { Awaitable, Future } from './futures.ts';
import { addAwaitedBy, discardAwaitedBy } from './graph.ts';
import { Event } from './locks.ts';
import { getRunningLoop } from './running.ts';
import { currentTask, type Task } from './tasks.ts';
import type { EventLoop } from './types.ts';
import { waitFor } from './waiting.ts';

/** The winner's result and index (both null without a winner), and what each attempt raised (null: nothing). */
export type StaggeredResult<T> = readonly [result: T | null, index: number | null, exceptions: (Error | null)[]];

class Race {
  readonly loop: EventLoop;
  readonly delay: number | null;
  readonly functions: Iterator<() => Awaitable<unknown>>;
  readonly parent: Task<unknown> | null;
  readonly running = new Set<Task<unknown>>();
  readonly exceptions: (Error | null)[] = [];
  /** What our own code raised: never expected. */
  readonly unhandled: Error[] = [];
  result: unknown = null;
  index: number | null = null;
  allDone: Future<null> | null = null;
  private _started = 0;

  constructor(functions: Iterable<() => Awaitable<unknown>>, delay: number | null, loop: EventLoop) {
    this.functions = functions[Symbol.iterator]();
    this.delay = delay;
    this.loop = loop;
    this.parent = currentTask(loop);
  }

  /** Starts the task that makes the next attempt. It may begin only when we know it: an eager task runs at once. */
  start(previousFailed: Event | null): void {
    const known = new Event();
    const task = this.loop.createTask(Race._attempt(this, known, previousFailed)) as Task<unknown>;
    addAwaitedBy(task, this.parent);
    this.running.add(task);
    task.addDoneCallback(this._onTaskDone);
    known.set();
  }

  private readonly _onTaskDone = /* @__PURE__ */ named(
    'staggered_race.<locals>.task_done',
    (task: Task<unknown>): void => {
      this.running.delete(task);
      discardAwaitedBy(task, this.parent);
      if (this.allDone !== null && !this.allDone.done() && this.running.size === 0) this.allDone.setResult(null);
      if (task.cancelled()) return;
      const error = task.exception();
      if (error !== null) this.unhandled.push(error);
    },
  );

  private static readonly _attempt = /* @__PURE__ */ internal(
    'staggered_race.<locals>.run_one_coro',
    function* (race: Race, known: Event, previousFailed: Event | null): Generator<unknown, void, unknown> {
      yield known.wait();
      if (previousFailed !== null) {
        try {
          yield waitFor(previousFailed.wait(), race.delay);
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
        }
      }
      const next = race.functions.next();
      if (next.done === true) return;
      const index = race._started++;
      const failed = new Event();
      race.start(failed);
      race.exceptions.push(null);
      let result: unknown;
      try {
        result = yield next.value();
      } catch (error) {
        if (error instanceof SystemExit || error instanceof KeyboardInterrupt) throw error;
        race.exceptions[index] = error as Error;
        failed.set();
        return;
      }
      // Another one may have won while we were being cancelled.
      if (race.index !== null) throw new AssertionError();
      race.index = index;
      race.result = result;
      const self = currentTask(race.loop);
      for (const task of [...race.running]) if (task !== self) task.cancel();
    },
  );
}

/**
 * Starts the functions one after the other, the next one `delay` seconds after
 * the one before (null: not before it failed), or as soon as that has failed.
 * The first that returns wins, and the others are cancelled.
 *
 * All tasks are done when it returns. Being cancelled, it cancels them, waits
 * for them, and raises CancelledError.
 */
export const staggeredRace = /* @__PURE__ */ internal(
  'staggered_race',
  function* staggeredRace(
    functions: Iterable<() => Awaitable<unknown>>,
    delay: number | null,
    options: { readonly loop?: EventLoop | null } = {},
  ): Generator<unknown, StaggeredResult<unknown>, unknown> {
    const loop = optionsOf('staggeredRace', options, ['loop']).loop ?? getRunningLoop();
    const race = new Race(functions, delay, loop);
    race.start(null);
    let cancellation: CancelledError | null = null;
    while (race.running.size > 0) {
      race.allDone = loop.createFuture<null>();
      try {
        yield race.allDone;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        cancellation = error;
        for (const task of [...race.running]) task.cancel(...error.args);
      }
      race.allDone = null;
    }
    if (race.unhandled.length > 0) throw new ExceptionGroup('staggered race failed', race.unhandled);
    if (cancellation !== null) throw cancellation;
    return Object.freeze([race.result, race.index, race.exceptions] as const);
  },
) as <T>(
  functions: Iterable<() => Awaitable<T>>,
  delay: number | null,
  options?: { readonly loop?: EventLoop | null },
) => Coroutine<StaggeredResult<T>>;
