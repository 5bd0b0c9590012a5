/** `sleep()`. Mirrors a part of `asyncio/tasks.py`. */

import type { Code } from '../builtins/code.ts';
import { ValueError } from '../builtins/exceptions.ts';
import { byName } from '../builtins/keywords.ts';
import { bornSleep, Coroutine, KIND, KIND_SLEEP, registerCallable, UNMARKED } from './coroutines.ts';
import type { TimerHandle } from './events.ts';
import { type Future, setResultUnlessCancelled } from './futures.ts';
import { getRunningLoop } from './running.ts';

/** @internal */
export const SLEEP: Code = { name: 'sleep', qualname: 'sleep', file: 'awaitable/asyncio', line: 0, internal: true };

/** Gives the class of the coroutines of `sleep()` the prototype chain of coroutines. */
function inheritCoroutine(type: { readonly prototype: object }): typeof Coroutine {
  registerCallable(sleep, SLEEP);
  const parent = Object.create(Coroutine.prototype, {
    code: { value: SLEEP },
    [KIND]: { value: KIND_SLEEP },
  }) as object;
  Object.setPrototypeOf(type.prototype, parent);
  return Coroutine;
}

/** The coroutine of `sleep(0)`. Not a generator: it is the most frequent coroutine, and tasks know what to do with it. */
export class Pass {
  static readonly base: typeof Coroutine = /* @__PURE__ */ inheritCoroutine(this);

  mark: number = UNMARKED;

  /** What the task keeps while it sleeps. */
  get kept(): Pass {
    return PASS;
  }

  /** Sets the timer and gives the future to wait for; null: the others get a turn. */
  fallAsleep(): Future<unknown> | null {
    return null;
  }

  /** Cancels the timer; the result for one without. */
  wakeUp(): unknown {
    return null;
  }

  /** For `close()`. */
  throw(error: unknown): never {
    this.wakeUp();
    throw error;
  }

  return(value: unknown): IteratorResult<unknown, unknown> {
    return { done: true, value };
  }
}

/** The coroutine of any other `sleep()`. */
class Sleep extends Pass {
  private readonly _delay: number;
  private readonly _result: unknown;
  private _timer: TimerHandle | null = null;

  constructor(delay: number, result: unknown) {
    super();
    this._delay = delay;
    this._result = result;
  }

  override get kept(): Sleep {
    return this;
  }

  override fallAsleep(): Future<unknown> | null {
    if (this._delay <= 0) return null;
    if (Number.isNaN(this._delay)) throw new ValueError('Invalid delay: NaN (not a number)');
    const loop = getRunningLoop();
    const future = loop.createFuture<unknown>();
    // The result may look like keyword arguments of `callLater()`.
    this._timer = loop.callAtIn(null, loop.time() + this._delay, setResultUnlessCancelled, future, this._result);
    return future;
  }

  override wakeUp(): unknown {
    this._timer?.cancel();
    return this._result;
  }
}

/** In place of any `sleep(0)` that has begun: one is like another, and an old object is cheaper to keep than a new one. */
const PASS = /* @__PURE__ */ new Pass();

/**
 * Waits for `delay` seconds of the loop's time and returns `result`, which may be given as `{ result }`.
 *
 * Zero or less gives the other callbacks exactly one turn. Cancelling it
 * cancels the timer.
 *
 * @throws {ValueError} for NaN
 */
export function sleep(delay: number): Coroutine<null>;
export function sleep<T>(delay: number, options: { readonly result: T }): Coroutine<T>;
export function sleep<T>(delay: number, result: T): Coroutine<T>;
export function sleep(delay: number, result: unknown = null): Coroutine<unknown> {
  const given = result === null ? null : byName(result, 'result', null);
  return bornSleep(
    delay <= 0 && given === null ? new Pass() : new Sleep(delay, given),
  ) as unknown as Coroutine<unknown>;
}
