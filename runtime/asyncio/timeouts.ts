/** `timeout()` and `timeoutAt()`. Mirrors `asyncio/timeouts.py`. */

import { RuntimeError, TimeoutError } from '../builtins/exceptions.ts';
import { declareClass } from '../builtins/modules.ts';
import { type Coroutine, internal } from './coroutines.ts';
import type { Handle } from './events.ts';
import { CancelledError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import { getRunningLoop } from './running.ts';
import { currentTask, type Task } from './tasks.ts';

type State = 'created' | 'active' | 'expiring' | 'expired' | 'finished';

/**
 * A limit on the time that a block may take; use it with `asyncWith()`.
 *
 * When the time is over the block's task is cancelled at its next await, and
 * that CancelledError leaves the block as TimeoutError, unless somebody else
 * asked for a cancellation too. A block that never waits does not expire.
 */
export class Timeout {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Timeout', 'asyncio.timeouts');

  private _state: State = 'created';
  private _handler: Handle | null = null;
  private _task: Task<unknown> | null = null;
  private _when: number | null;
  private _cancelling = 0;

  /** `when`: seconds of `loop.time()`, or null for never. */
  constructor(when: number | null) {
    this._when = when;
  }

  /** The deadline, in seconds of `loop.time()`; null: never. */
  when(): number | null {
    return this._when;
  }

  /**
   * Moves the deadline; one that has passed already takes effect in the next pass.
   *
   * @throws {RuntimeError} unless the block is active
   */
  reschedule(when: number | null): void {
    if (this._state !== 'active') {
      if (this._state === 'created') throw new RuntimeError('Timeout has not been entered');
      throw new RuntimeError(`Cannot change state of ${this._state} Timeout`);
    }
    this._when = when;
    this._handler?.cancel();
    if (when === null) {
      this._handler = null;
      return;
    }
    const loop = getRunningLoop();
    this._handler = when <= loop.time() ? loop.callSoon(this._onTimeout) : loop.callAt(when, this._onTimeout);
  }

  /** Whether the time was over while the block ran. */
  expired(): boolean {
    return this._state === 'expiring' || this._state === 'expired';
  }

  /** Enters the block. @throws {RuntimeError} outside a task, or the second time */
  aenter(): Coroutine<this> {
    return Timeout._enter(this) as Coroutine<this>;
  }

  // biome-ignore lint/correctness/useYield: entering a timeout never waits.
  private static readonly _enter = /* @__PURE__ */ internal('Timeout.__aenter__', function* (self: Timeout) {
    if (self._state !== 'created') throw new RuntimeError('Timeout has already been entered');
    const task = currentTask();
    if (task === null) throw new RuntimeError('Timeout should be used inside a task');
    self._state = 'active';
    self._task = task;
    self._cancelling = task.cancelling();
    self.reschedule(self._when);
    return self;
  });

  /** Leaves the block. @throws {TimeoutError} if the time is over and the cancellation was this timeout's alone */
  aexit(error: unknown): Coroutine<false> {
    return Timeout._exit(this, error);
  }

  private static readonly _exit = /* @__PURE__ */ internal(
    'Timeout.__aexit__',
    // biome-ignore lint/correctness/useYield: leaving a timeout never waits.
    function* (self: Timeout, error: unknown): Generator<unknown, false, unknown> {
      self._handler?.cancel();
      self._handler = null;
      if (self._state === 'expiring') {
        self._state = 'expired';
        const left = (self._task as Task<unknown>).uncancel();
        if (left <= self._cancelling && error instanceof CancelledError) throw new TimeoutError({ cause: error });
      } else if (self._state === 'active') {
        self._state = 'finished';
      }
      return false;
    },
  );

  private readonly _onTimeout = /* @__PURE__ */ named('Timeout._on_timeout', (): void => {
    (this._task as Task<unknown>).cancel();
    this._state = 'expiring';
    this._handler = null;
  });

  toString(): string {
    if (this._state !== 'active') return `<Timeout [${this._state}]>`;
    const when = this._when === null ? 'None' : String(Math.round(this._when * 1000) / 1000);
    return `<Timeout [active] when=${when}>`;
  }
}

/** A limit of `delay` seconds from now on; null: none. @throws {RuntimeError} without a running loop */
export function timeout(delay: number | null): Timeout {
  const loop = getRunningLoop();
  return new Timeout(delay === null ? null : loop.time() + delay);
}

/** A limit at a time of `loop.time()`; null: none. */
export function timeoutAt(when: number | null): Timeout {
  return new Timeout(when);
}
