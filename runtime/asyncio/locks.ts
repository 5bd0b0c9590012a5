/**
 * Locks, events, conditions, semaphores and barriers. Mirrors `asyncio/locks.py`.
 *
 * All are fair: whoever waits is served in order, and a newcomer never
 * overtakes a waiter. A waiter that is cancelled leaves the line, and passes on
 * what it had been given already. `asyncWith(lock, …)` holds them for a block.
 */

import { RuntimeError, ValueError } from '../builtins/exceptions.ts';
import { declareClasses } from '../builtins/modules.ts';
import { type Coroutine, internal } from './coroutines.ts';
import { noteHolder, noteLock, watching } from './deadlocks.ts';
import { BrokenBarrierError, CancelledError } from './exceptions.ts';
import type { Awaitable } from './futures.ts';
import { LoopBound } from './loop-bound.ts';
import { currentTask } from './tasks.ts';
import { Waiters } from './waiters.ts';

/** What can be acquired, released, and held for a block. */
interface Acquirable {
  acquire(): Awaitable<boolean>;
  release(): void;
}

const enter = internal('_ContextManagerMixin.__aenter__', function* (lock: Acquirable) {
  yield lock.acquire();
  return null;
});

// biome-ignore lint/correctness/useYield: releasing never waits.
const exit = internal('_ContextManagerMixin.__aexit__', function* (lock: Acquirable) {
  lock.release();
  return null;
});

// ── Lock ─────────────────────────────────────────────────────────────────────

/** A lock that one task holds at a time. It does not know who: any task may release it, and its holder cannot acquire it twice. */
export class Lock extends LoopBound {
  #locked = false;
  readonly #waiters = new Waiters<boolean>();

  locked(): boolean {
    return this.#locked;
  }

  /**
   * Waits until the lock is free and takes it; returns true. Does not wait at
   * all if it is free and nobody is in line.
   */
  acquire(): Coroutine<boolean> {
    return Lock.#acquire(this);
  }

  static readonly #acquire = internal('Lock.acquire', function* (self: Lock) {
    const waiters = self.#waiters;
    if (!self.#locked && (waiters.size === 0 || !waiters.hasLive())) {
      self.#locked = true;
      if (watching) noteHolder(self, currentTask());
      return true;
    }
    const waiter = waiters.add(self.boundLoop().createFuture<boolean>());
    if (watching) noteLock(waiter.future, self);
    try {
      yield waiter.future;
    } catch (error) {
      waiters.remove(waiter);
      // It may have been woken before it was cancelled: the next one goes on in its place.
      if (error instanceof CancelledError && !self.#locked) self.#wakeFirst();
      throw error;
    }
    waiters.remove(waiter);
    self.#locked = true;
    if (watching) noteHolder(self, currentTask());
    return true;
  });

  /**
   * Frees the lock and wakes the first in line, who gets it in a later pass.
   *
   * @throws {RuntimeError} if it is not locked
   */
  release(): void {
    if (!this.#locked) throw new RuntimeError('Lock is not acquired.');
    this.#locked = false;
    if (watching) noteHolder(this, null);
    this.#wakeFirst();
  }

  #wakeFirst(): void {
    const first = this.#waiters.first;
    // One that is done was woken before and has not run yet, or was cancelled and will pass it on.
    if (first !== null && !first.done()) first.setResult(true);
  }

  aenter(): Coroutine<null> {
    return enter(this);
  }

  aexit(_error?: unknown): Coroutine<null> {
    return exit(this);
  }

  override toString(): string {
    const waiting = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return this.describe(`${this.#locked ? 'locked' : 'unlocked'}${waiting}`);
  }
}

// ── Event ────────────────────────────────────────────────────────────────────

/** A flag that tasks wait for. */
export class Event extends LoopBound {
  #value = false;
  readonly #waiters = new Waiters<boolean>();

  isSet(): boolean {
    return this.#value;
  }

  /** Sets the flag and wakes all that wait, in order; clearing it right after does not keep them from waking. */
  set(): void {
    if (this.#value) return;
    this.#value = true;
    for (const future of this.#waiters) if (!future.done()) future.setResult(true);
  }

  clear(): void {
    this.#value = false;
  }

  /** Waits until the flag is set; returns true. Does not wait if it is. */
  wait(): Coroutine<true> {
    return Event.#wait(this);
  }

  static readonly #wait = internal('Event.wait', function* (self: Event): Generator<unknown, true, unknown> {
    if (self.#value) return true;
    const waiter = self.#waiters.add(self.boundLoop().createFuture<boolean>());
    try {
      yield waiter.future;
      return true;
    } finally {
      self.#waiters.remove(waiter);
    }
  });

  override toString(): string {
    const waiting = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return this.describe(`${this.#value ? 'set' : 'unset'}${waiting}`);
  }
}

// ── Condition ────────────────────────────────────────────────────────────────

/** What a `Condition` may be built on: `Lock`, or anything that behaves like one. */
export interface LockLike extends Acquirable {
  locked(): boolean;
}

/** A lock together with a line of tasks that wait for a change of what it guards. */
export class Condition extends LoopBound {
  readonly #lock: LockLike;
  readonly #waiters = new Waiters<boolean>();

  /** `lock` may be shared with other conditions; default: one of its own. */
  constructor(lock: LockLike | { readonly lock?: LockLike | null } | null = null) {
    super();
    const given = lock !== null && 'acquire' in lock ? lock : (lock?.lock ?? null);
    this.#lock = given ?? new Lock();
  }

  locked(): boolean {
    return this.#lock.locked();
  }

  acquire(): Awaitable<boolean> {
    return this.#lock.acquire();
  }

  release(): void {
    this.#lock.release();
  }

  /**
   * Releases the lock, waits to be notified, takes the lock again and returns
   * true. May also return without a notification: wait in a loop, or use
   * `waitFor()`.
   *
   * Cancelled, it still takes the lock again before CancelledError leaves, and
   * a notification that it had got goes to the next in line.
   *
   * @throws {RuntimeError} if the lock is not held
   */
  wait(): Coroutine<true> {
    return Condition.#wait(this);
  }

  static readonly #wait = internal('Condition.wait', function* (self: Condition): Generator<unknown, true, unknown> {
    if (!self.locked()) throw new RuntimeError('cannot wait on un-acquired lock');
    const future = self.boundLoop().createFuture<boolean>();
    self.release();
    let failure: { readonly error: unknown } | null = null;
    const waiter = self.#waiters.add(future);
    try {
      yield future;
    } catch (error) {
      failure = { error };
    } finally {
      self.#waiters.remove(waiter);
    }
    for (;;) {
      try {
        yield self.acquire();
        break;
      } catch (error) {
        failure = { error };
        if (!(error instanceof CancelledError)) break;
      }
    }
    if (failure === null) return true;
    // We may have been notified and will not act on it: somebody else must.
    self.#notify(1);
    throw failure.error;
  });

  /** Waits until `predicate()` is true, looking again after every notification; returns its value. */
  waitFor<T>(predicate: () => T): Coroutine<T> {
    return Condition.#waitFor(this, predicate) as Coroutine<T>;
  }

  static readonly #waitFor = internal('Condition.wait_for', function* (self: Condition, predicate: () => unknown) {
    let result = predicate();
    while (!result) {
      yield self.wait();
      result = predicate();
    }
    return result;
  });

  /**
   * Wakes at most `n` of those that wait, in order. Each goes on when it has
   * the lock again. @throws {RuntimeError} if the lock is not held
   */
  notify(n = 1): void {
    if (!this.locked()) throw new RuntimeError('cannot notify on un-acquired lock');
    this.#notify(n);
  }

  #notify(n: number): void {
    let woken = 0;
    for (const future of this.#waiters) {
      if (woken >= n) break;
      if (future.done()) continue;
      woken++;
      future.setResult(false);
    }
  }

  /** Wakes all that wait. @throws {RuntimeError} if the lock is not held */
  notifyAll(): void {
    this.notify(this.#waiters.size);
  }

  aenter(): Coroutine<null> {
    return enter(this);
  }

  aexit(_error?: unknown): Coroutine<null> {
    return exit(this);
  }

  override toString(): string {
    const waiting = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return this.describe(`${this.locked() ? 'locked' : 'unlocked'}${waiting}`);
  }
}

// ── Semaphores ───────────────────────────────────────────────────────────────

/** A number of permits. */
export class Semaphore extends LoopBound {
  /** How many permits are free and promised to nobody. */
  #value: number;
  readonly #waiters = new Waiters<boolean>();

  /** `value`: how many permits there are at first. @throws {ValueError} if it is negative */
  constructor(value?: number | { readonly value?: number }) {
    super();
    const permits = (typeof value === 'object' ? value.value : value) ?? 1;
    if (permits < 0) throw new ValueError('Semaphore initial value must be >= 0');
    this.#value = permits;
  }

  /** @internal */
  protected get value(): number {
    return this.#value;
  }

  /** Whether a newcomer would have to wait: no permit is free, or others wait already. */
  locked(): boolean {
    return this.#value === 0 || this.#waiters.hasLive();
  }

  /** Waits for a permit and takes it; returns true. */
  acquire(): Coroutine<boolean> {
    return Semaphore.#acquire(this);
  }

  static readonly #acquire = internal('Semaphore.acquire', function* (self: Semaphore) {
    if (!self.locked()) {
      self.#value--;
      return true;
    }
    const waiter = self.#waiters.add(self.boundLoop().createFuture<boolean>());
    try {
      yield waiter.future;
    } catch (error) {
      // It had got a permit before it was cancelled: back with it.
      if (error instanceof CancelledError && waiter.future.done() && !waiter.future.cancelled()) self.#value++;
      throw error;
    } finally {
      self.#waiters.remove(waiter);
      // Newcomers may have queued up behind us although permits were free.
      while (self.#value > 0 && self.#wakeNext());
    }
    return true;
  });

  /** Gives a permit back; with somebody in line it goes straight to the first. */
  release(): void {
    this.#value++;
    this.#wakeNext();
  }

  /** Gives a free permit to the first that waits; false if nobody does. */
  #wakeNext(): boolean {
    const future = this.#waiters.firstPending();
    if (future === null) return false;
    this.#value--;
    future.setResult(true);
    return true;
  }

  aenter(): Coroutine<null> {
    return enter(this);
  }

  aexit(_error?: unknown): Coroutine<null> {
    return exit(this);
  }

  override toString(): string {
    const waiting = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return this.describe(`${this.locked() ? 'locked' : `unlocked, value:${this.#value}`}${waiting}`);
  }
}

/** A semaphore that must not be released more often than it was acquired. */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number;

  constructor(value?: number | { readonly value?: number }) {
    super(value);
    this.#bound = this.value;
  }

  /** @throws {ValueError} if all permits are there already */
  override release(): void {
    if (this.value >= this.#bound) throw new ValueError('BoundedSemaphore released too many times');
    super.release();
  }
}

// ── Barrier ──────────────────────────────────────────────────────────────────

type BarrierState = 'filling' | 'draining' | 'resetting' | 'broken';

/**
 * A meeting point: tasks wait until `parties` of them are there, then all go on.
 *
 * It can be used again: while one round leaves (`draining`), those who arrive
 * already wait for the next.
 */
export class Barrier extends LoopBound {
  readonly #condition = new Condition();
  readonly #parties: number;
  #state: BarrierState = 'filling';
  #count = 0;

  /** @throws {ValueError} for less than one party */
  constructor(parties: number | { readonly parties: number }) {
    super();
    const needed = typeof parties === 'object' ? parties.parties : parties;
    if (needed < 1) throw new ValueError('parties must be >= 1');
    this.#parties = needed;
  }

  /** How many tasks have to meet. */
  get parties(): number {
    return this.#parties;
  }

  /** How many wait now. */
  get nWaiting(): number {
    return this.#state === 'filling' ? this.#count : 0;
  }

  /** Whether it was broken by `abort()`. */
  get broken(): boolean {
    return this.#state === 'broken';
  }

  /**
   * Waits until all parties are there; returns a number from 0 to `parties` - 1
   * that is different for each of them.
   *
   * @throws {BrokenBarrierError} if the barrier is broken, or reset meanwhile
   */
  wait(): Coroutine<number> {
    return Barrier.#wait(this);
  }

  static readonly #wait = internal('Barrier.wait', function* (self: Barrier): Generator<unknown, number, unknown> {
    const condition = self.#condition;
    yield condition.acquire();
    try {
      yield condition.waitFor(() => self.#state !== 'draining' && self.#state !== 'resetting');
      if (self.#state === 'broken') throw new BrokenBarrierError('Barrier aborted');
      try {
        const index = self.#count++;
        if (index + 1 === self.#parties) {
          self.#state = 'draining';
          condition.notifyAll();
        } else {
          yield condition.waitFor(() => self.#state !== 'filling');
          // Read again: TypeScript cannot know that it changed while we waited.
          const state = self.#state as BarrierState;
          if (state === 'broken' || state === 'resetting') throw new BrokenBarrierError('Abort or reset of barrier');
        }
        return index;
      } finally {
        self.#count--;
        self.#leave();
      }
    } finally {
      condition.release();
    }
  });

  /** The last to leave opens the barrier for the next round. */
  #leave(): void {
    if (this.#count > 0) return;
    if (this.#state === 'resetting' || this.#state === 'draining') this.#state = 'filling';
    this.#condition.notifyAll();
  }

  /** Empties the barrier: whoever waits gets BrokenBarrierError. It can be used afterwards. */
  reset(): Coroutine<void> {
    return Barrier.#reset(this);
  }

  static readonly #reset = internal('Barrier.reset', function* (self: Barrier): Generator<unknown, void, unknown> {
    yield self.#condition.acquire();
    try {
      self.#state = self.#count > 0 ? 'resetting' : 'filling';
      self.#condition.notifyAll();
    } finally {
      self.#condition.release();
    }
  });

  /** Breaks the barrier: whoever waits or arrives gets BrokenBarrierError, until `reset()`. */
  abort(): Coroutine<void> {
    return Barrier.#abort(this);
  }

  static readonly #abort = internal('Barrier.abort', function* (self: Barrier): Generator<unknown, void, unknown> {
    yield self.#condition.acquire();
    try {
      self.#state = 'broken';
      self.#condition.notifyAll();
    } finally {
      self.#condition.release();
    }
  });

  /** `asyncWith(barrier, async (position) => …)`: waits at the beginning of the block. */
  aenter(): Coroutine<number> {
    return this.wait();
  }

  aexit(_error?: unknown): Coroutine<null> {
    return Barrier.#exit();
  }

  // biome-ignore lint/correctness/useYield: leaving never waits.
  static readonly #exit = internal('Barrier.__aexit__', function* () {
    return null;
  });

  override toString(): string {
    return this.describe(this.broken ? this.#state : `${this.#state}, waiters:${this.nWaiting}/${this.#parties}`);
  }
}

declareClasses('asyncio.locks', { Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier });
