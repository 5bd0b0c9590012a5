/** `sleep()`. Mirrors a part of `asyncio/tasks.py`. */

import type { Code } from '../builtins/code.ts';
import { ValueError } from '../builtins/exceptions.ts';
import { byName } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { bornSleep, Coroutine, KIND, KIND_SLEEP, registerCallable, UNMARKED } from './coroutines.ts';
import type { Timer } from './events.ts';
import { Future, PENDING, setResultUnlessCancelled } from './futures.ts';
import { instrument } from './instruments.ts';
import { getRunningLoop, setSteppedTask } from './running.ts';
import type { EventLoop } from './types.ts';

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

  /** Sets the timer and gives the future to wait for; null: the others get a turn. */
  fallAsleep(): Sleeper | null {
    return null;
  }

  /** What the task keeps meanwhile, without a timer. */
  get kept(): Pass {
    return PASS;
  }

  /** Whether a task waits in it. */
  get isAsleep(): boolean {
    return false;
  }

  /** The coroutine, for those who look at a task's stack. */
  get frame(): Pass {
    return this;
  }

  /** The task goes on: cancels the timer, and gives the result. */
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

/** In place of any `sleep(0)` that has begun: one is like another, and an old object is cheaper to keep than a new one. */
const PASS: Pass = /* @__PURE__ */ new Pass();

/** The coroutine of any other `sleep()`. */
class Sleep extends Pass {
  private readonly _delay: number;
  private readonly _result: unknown;
  private _sleeper: Sleeper | null;

  constructor(delay: number, result: unknown, sleeper: Sleeper | null = null) {
    super();
    this._delay = delay;
    this._result = result;
    this._sleeper = sleeper;
  }

  override get kept(): Sleep {
    return this;
  }

  override fallAsleep(): Sleeper | null {
    if (this._delay <= 0) return null;
    if (Number.isNaN(this._delay)) throw new ValueError('Invalid delay: NaN (not a number)');
    const loop = getRunningLoop();
    this._sleeper = new Sleeper(loop, loop.time() + this._delay, this._result);
    loop.schedule(this._sleeper);
    return this._sleeper;
  }

  override get isAsleep(): boolean {
    return this._sleeper?.isCancelledHandle === false;
  }

  override wakeUp(): unknown {
    return this._sleeper === null ? this._result : this._sleeper.wakeUp();
  }
}

/**
 * What a task waits for in `sleep()`: CPython's future and its timer in one, for most of what waits in a program
 * sleeps. The coroutine is not kept.
 */
export class Sleeper extends Future<unknown> implements Timer {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Future', '_asyncio');

  isCancelledHandle = false;
  isScheduled = false;
  readonly dueAt: number;
  private readonly _result: unknown;

  constructor(loop: EventLoop, dueAt: number, result: unknown) {
    super(loop.ownOptions);
    this.dueAt = dueAt;
    this._result = result;
  }

  /** For instruments, as of CPython's timer. */
  get callback(): typeof setResultUnlessCancelled {
    return setResultUnlessCancelled;
  }

  get args(): readonly unknown[] {
    return [this, this._result];
  }

  get frame(): Pass {
    return new Sleep(0, this._result, this);
  }

  runHandle(): void {
    setSteppedTask(null);
    if (this.state === PENDING) this.finish(this._result, false);
  }

  wakeUp(): unknown {
    if (!this.isCancelledHandle) {
      this.loop.timerCancelled(this);
      this.isCancelledHandle = true;
      instrument?.callbackCancelled(this);
    }
    return this._result;
  }
}

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
