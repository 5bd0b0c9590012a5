/** `timeout()` and `timeoutAt()`. Mirrors `asyncio/timeouts.py`. */

import { RuntimeError, TimeoutError } from '../builtins/exceptions.ts';
import { declareClasses } from '../builtins/modules.ts';
import { type Coroutine, internal } from './coroutines.ts';
import { getRunningLoop, type Handle } from './events.ts';
import { CancelledError } from './exceptions.ts';
import { named } from './format-helpers.ts';
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
  #state: State = 'created';
  #handler: Handle | null = null;
  #task: Task<unknown> | null = null;
  #when: number | null;
  #cancelling = 0;

  /** `when`: seconds of `loop.time()`, or null for never. */
  constructor(when: number | null) {
    this.#when = when;
  }

  /** The deadline, in seconds of `loop.time()`; null: never. */
  when(): number | null {
    return this.#when;
  }

  /**
   * Moves the deadline; one that has passed already takes effect in the next pass.
   *
   * @throws {RuntimeError} unless the block is active
   */
  reschedule(when: number | null): void {
    if (this.#state !== 'active') {
      if (this.#state === 'created') throw new RuntimeError('Timeout has not been entered');
      throw new RuntimeError(`Cannot change state of ${this.#state} Timeout`);
    }
    this.#when = when;
    this.#handler?.cancel();
    if (when === null) {
      this.#handler = null;
      return;
    }
    const loop = getRunningLoop();
    this.#handler = when <= loop.time() ? loop.callSoon(this.#onTimeout) : loop.callAt(when, this.#onTimeout);
  }

  /** Whether the time was over while the block ran. */
  expired(): boolean {
    return this.#state === 'expiring' || this.#state === 'expired';
  }

  /** Enters the block. @throws {RuntimeError} outside a task, or the second time */
  aenter(): Coroutine<this> {
    return Timeout.#enter(this) as Coroutine<this>;
  }

  // biome-ignore lint/correctness/useYield: entering a timeout never waits.
  static readonly #enter = internal('Timeout.__aenter__', function* (self: Timeout) {
    if (self.#state !== 'created') throw new RuntimeError('Timeout has already been entered');
    const task = currentTask();
    if (task === null) throw new RuntimeError('Timeout should be used inside a task');
    self.#state = 'active';
    self.#task = task;
    self.#cancelling = task.cancelling();
    self.reschedule(self.#when);
    return self;
  });

  /** Leaves the block. @throws {TimeoutError} if the time is over and the cancellation was this timeout's alone */
  aexit(error: unknown): Coroutine<boolean> {
    return Timeout.#exit(this, error);
  }

  // biome-ignore lint/correctness/useYield: leaving a timeout never waits.
  static readonly #exit = internal('Timeout.__aexit__', function* (self: Timeout, error: unknown) {
    self.#handler?.cancel();
    self.#handler = null;
    if (self.#state === 'expiring') {
      self.#state = 'expired';
      const left = (self.#task as Task<unknown>).uncancel();
      if (left <= self.#cancelling && error instanceof CancelledError) throw new TimeoutError({ cause: error });
    } else if (self.#state === 'active') {
      self.#state = 'finished';
    }
    return false;
  });

  readonly #onTimeout = named('Timeout._on_timeout', (): void => {
    (this.#task as Task<unknown>).cancel();
    this.#state = 'expiring';
    this.#handler = null;
  });

  toString(): string {
    if (this.#state !== 'active') return `<Timeout [${this.#state}]>`;
    const when = this.#when === null ? 'None' : String(Math.round(this.#when * 1000) / 1000);
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

declareClasses('asyncio.timeouts', { Timeout });
