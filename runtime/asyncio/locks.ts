/**
 * Locks, events, conditions, semaphores and barriers. Mirrors `asyncio/locks.py`.
 *
 * All are fair: whoever waits is served in order, and a newcomer never
 * overtakes a waiter. A waiter that is cancelled leaves the line, and passes on
 * what it had been given already. `asyncWith(lock, …)` holds them for a block.
 */

import { RuntimeError, ValueError } from '../builtins/exceptions.ts';
import { parameterOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { type Coroutine, coroutineMethods, internal } from './coroutines.ts';
import { holdersOf, noteHolder, noteLock, watching } from './deadlocks.ts';
import { BrokenBarrierError, CancelledError } from './exceptions.ts';
import type { Awaitable, Future } from './futures.ts';
import { instrument } from './instruments.ts';
import { LoopBound } from './loop-bound.ts';
import { currentTask } from './tasks.ts';
import { Waiters } from './waiters.ts';

/** What can be acquired, released, and held for a block. */
interface Acquirable {
  acquire(): Awaitable<boolean>;
  release(): void;
}

const enter = /* @__PURE__ */ internal('_ContextManagerMixin.__aenter__', function* (lock: Acquirable) {
  yield lock.acquire();
  return null;
});

// biome-ignore lint/correctness/useYield: releasing never waits.
const exit = /* @__PURE__ */ internal('_ContextManagerMixin.__aexit__', function* (lock: Acquirable) {
  lock.release();
  return null;
});

// ── Lock ─────────────────────────────────────────────────────────────────────

/** A lock that one task holds at a time. It does not know who: any task may release it, and its holder cannot acquire it twice. */
export class Lock extends LoopBound {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Lock', 'asyncio.locks');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(this, 'acquire');

  private _locked = false;
  private readonly _waiters = new Waiters<boolean>();

  locked(): boolean {
    return this._locked;
  }

  /**
   * Waits until the lock is free and takes it; returns true. Does not wait at
   * all if it is free and nobody is in line.
   */
  acquire(): Coroutine<boolean> {
    return Lock._acquire(this);
  }

  private static readonly _acquire = /* @__PURE__ */ internal('Lock.acquire', function* (self: Lock) {
    const waiters = self._waiters;
    if (!self._locked && (waiters.size === 0 || !waiters.hasLive())) {
      self._locked = true;
      if (watching || instrument !== null) noteHolder(self, currentTask());
      return true;
    }
    const waiter = waiters.add(self.boundLoop().createFuture<boolean>());
    if (watching) noteLock(waiter.future, self);
    instrument?.futureStandsFor(waiter.future as Future<unknown>, holdersOf(self));
    try {
      yield waiter.future;
    } catch (error) {
      waiters.remove(waiter);
      // It may have been woken before it was cancelled: the next one goes on in its place.
      if (error instanceof CancelledError && !self._locked) self._wakeFirst();
      throw error;
    }
    waiters.remove(waiter);
    self._locked = true;
    if (watching || instrument !== null) noteHolder(self, currentTask());
    return true;
  });

  /**
   * Frees the lock and wakes the first in line, who gets it in a later pass.
   *
   * @throws {RuntimeError} if it is not locked
   */
  release(): void {
    if (!this._locked) throw new RuntimeError('Lock is not acquired.');
    this._locked = false;
    if (watching || instrument !== null) noteHolder(this, null);
    this._wakeFirst();
  }

  private _wakeFirst(): void {
    const first = this._waiters.first;
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
    const waiting = this._waiters.size > 0 ? `, waiters:${this._waiters.size}` : '';
    return this.describe(`${this._locked ? 'locked' : 'unlocked'}${waiting}`);
  }
}

// ── Event ────────────────────────────────────────────────────────────────────

/** A flag that tasks wait for. */
export class Event extends LoopBound {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Event', 'asyncio.locks');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(this, 'wait');

  private _value = false;
  private readonly _waiters = new Waiters<boolean>();

  isSet(): boolean {
    return this._value;
  }

  /** Sets the flag and wakes all that wait, in order; clearing it right after does not keep them from waking. */
  set(): void {
    if (this._value) return;
    this._value = true;
    for (const future of this._waiters) if (!future.done()) future.setResult(true);
  }

  clear(): void {
    this._value = false;
  }

  /** Waits until the flag is set; returns true. Does not wait if it is. */
  wait(): Coroutine<true> {
    return Event._wait(this);
  }

  private static readonly _wait = /* @__PURE__ */ internal('Event.wait', function* (self: Event): Generator<
    unknown,
    true,
    unknown
  > {
    if (self._value) return true;
    const waiter = self._waiters.add(self.boundLoop().createFuture<boolean>());
    try {
      yield waiter.future;
      return true;
    } finally {
      self._waiters.remove(waiter);
    }
  });

  override toString(): string {
    const waiting = this._waiters.size > 0 ? `, waiters:${this._waiters.size}` : '';
    return this.describe(`${this._value ? 'set' : 'unset'}${waiting}`);
  }
}

// ── Condition ────────────────────────────────────────────────────────────────

/** What a `Condition` may be built on: `Lock`, or anything that behaves like one. */
export interface LockLike extends Acquirable {
  locked(): boolean;
}

/** A lock together with a line of tasks that wait for a change of what it guards. */
export class Condition extends LoopBound {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Condition', 'asyncio.locks');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(
    this,
    'acquire',
    'wait',
    'waitFor',
  );

  private readonly _lock: LockLike;
  private readonly _waiters = new Waiters<boolean>();

  /** `lock` may be shared with other conditions; default: one of its own. */
  constructor(lock: LockLike | { readonly lock?: LockLike | null } | null = null) {
    super();
    // A lock may be a plain object too.
    const isLock = lock !== null && 'acquire' in lock;
    this._lock = (isLock ? lock : parameterOf<LockLike | null>('Condition', lock, 'lock', null)) ?? new Lock();
  }

  locked(): boolean {
    return this._lock.locked();
  }

  acquire(): Awaitable<boolean> {
    return this._lock.acquire();
  }

  release(): void {
    this._lock.release();
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
    return Condition._wait(this);
  }

  private static readonly _wait = /* @__PURE__ */ internal('Condition.wait', function* (self: Condition): Generator<
    unknown,
    true,
    unknown
  > {
    if (!self.locked()) throw new RuntimeError('cannot wait on un-acquired lock');
    const future = self.boundLoop().createFuture<boolean>();
    self.release();
    let failure: { readonly error: unknown } | null = null;
    const waiter = self._waiters.add(future);
    try {
      yield future;
    } catch (error) {
      failure = { error };
    } finally {
      self._waiters.remove(waiter);
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
    self._notify(1);
    throw failure.error;
  });

  /** Waits until `predicate()` is true, looking again after every notification; returns its value. */
  waitFor<T>(predicate: () => T): Coroutine<T> {
    return Condition._waitFor(this, predicate) as Coroutine<T>;
  }

  private static readonly _waitFor = /* @__PURE__ */ internal(
    'Condition.wait_for',
    function* (self: Condition, predicate: () => unknown) {
      let result = predicate();
      while (!result) {
        yield self.wait();
        result = predicate();
      }
      return result;
    },
  );

  /**
   * Wakes at most `n` of those that wait, in order. Each goes on when it has
   * the lock again. @throws {RuntimeError} if the lock is not held
   */
  notify(n: number | { readonly n?: number } = 1): void {
    if (!this.locked()) throw new RuntimeError('cannot notify on un-acquired lock');
    this._notify(parameterOf('notify', n, 'n', 1));
  }

  private _notify(n: number): void {
    let woken = 0;
    for (const future of this._waiters) {
      if (woken >= n) break;
      if (future.done()) continue;
      woken++;
      future.setResult(false);
    }
  }

  /** Wakes all that wait. @throws {RuntimeError} if the lock is not held */
  notifyAll(): void {
    this.notify(this._waiters.size);
  }

  aenter(): Coroutine<null> {
    return enter(this);
  }

  aexit(_error?: unknown): Coroutine<null> {
    return exit(this);
  }

  override toString(): string {
    const waiting = this._waiters.size > 0 ? `, waiters:${this._waiters.size}` : '';
    return this.describe(`${this.locked() ? 'locked' : 'unlocked'}${waiting}`);
  }
}

// ── Semaphores ───────────────────────────────────────────────────────────────

/** A number of permits. */
export class Semaphore extends LoopBound {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Semaphore', 'asyncio.locks');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(this, 'acquire');

  /** How many permits are free and promised to nobody. */
  private _value: number;
  private readonly _waiters = new Waiters<boolean>();

  /** `value`: how many permits there are at first. @throws {ValueError} if it is negative */
  constructor(value: number | { readonly value?: number } = 1) {
    super();
    const permits = parameterOf(new.target.name, value, 'value', 1);
    if (permits < 0) throw new ValueError('Semaphore initial value must be >= 0');
    this._value = permits;
  }

  /** @internal */
  protected get value(): number {
    return this._value;
  }

  /** Whether a newcomer would have to wait: no permit is free, or others wait already. */
  locked(): boolean {
    return this._value === 0 || this._waiters.hasLive();
  }

  /** Waits for a permit and takes it; returns true. */
  acquire(): Coroutine<boolean> {
    return Semaphore._acquire(this);
  }

  private static readonly _acquire = /* @__PURE__ */ internal('Semaphore.acquire', function* (self: Semaphore) {
    if (!self.locked()) {
      self._value--;
      return true;
    }
    const waiter = self._waiters.add(self.boundLoop().createFuture<boolean>());
    try {
      yield waiter.future;
    } catch (error) {
      // It had got a permit before it was cancelled: back with it.
      if (error instanceof CancelledError && waiter.future.done() && !waiter.future.cancelled()) self._value++;
      throw error;
    } finally {
      self._waiters.remove(waiter);
      // Newcomers may have queued up behind us although permits were free.
      while (self._value > 0 && self._wakeNext());
    }
    return true;
  });

  /** Gives a permit back; with somebody in line it goes straight to the first. */
  release(): void {
    this._value++;
    this._wakeNext();
  }

  /** Gives a free permit to the first that waits; false if nobody does. */
  private _wakeNext(): boolean {
    const future = this._waiters.firstPending();
    if (future === null) return false;
    this._value--;
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
    const waiting = this._waiters.size > 0 ? `, waiters:${this._waiters.size}` : '';
    return this.describe(`${this.locked() ? 'locked' : `unlocked, value:${this._value}`}${waiting}`);
  }
}

/** A semaphore that must not be released more often than it was acquired. */
export class BoundedSemaphore extends Semaphore {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'BoundedSemaphore',
    'asyncio.locks',
  );

  private readonly _bound: number;

  constructor(value: number | { readonly value?: number } = 1) {
    super(value);
    this._bound = this.value;
  }

  /** @throws {ValueError} if all permits are there already */
  override release(): void {
    if (this.value >= this._bound) throw new ValueError('BoundedSemaphore released too many times');
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
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Barrier', 'asyncio.locks');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(
    this,
    'wait',
    'reset',
    'abort',
  );

  private readonly _condition = new Condition();
  private readonly _parties: number;
  private _state: BarrierState = 'filling';
  private _count = 0;

  /** @throws {ValueError} for less than one party */
  constructor(parties: number | { readonly parties: number }) {
    super();
    const needed = parameterOf('Barrier', parties, 'parties', 0);
    if (needed < 1) throw new ValueError('parties must be >= 1');
    this._parties = needed;
  }

  /** How many tasks have to meet. */
  get parties(): number {
    return this._parties;
  }

  /** How many wait now. */
  get nWaiting(): number {
    return this._state === 'filling' ? this._count : 0;
  }

  /** Whether it was broken by `abort()`. */
  get broken(): boolean {
    return this._state === 'broken';
  }

  /**
   * Waits until all parties are there; returns a number from 0 to `parties` - 1
   * that is different for each of them.
   *
   * @throws {BrokenBarrierError} if the barrier is broken, or reset meanwhile
   */
  wait(): Coroutine<number> {
    return Barrier._wait(this);
  }

  private static readonly _wait = /* @__PURE__ */ internal('Barrier.wait', function* (self: Barrier): Generator<
    unknown,
    number,
    unknown
  > {
    const condition = self._condition;
    yield condition.acquire();
    try {
      yield condition.waitFor(() => self._state !== 'draining' && self._state !== 'resetting');
      if (self._state === 'broken') throw new BrokenBarrierError('Barrier aborted');
      try {
        const index = self._count++;
        if (index + 1 === self._parties) {
          self._state = 'draining';
          condition.notifyAll();
        } else {
          yield condition.waitFor(() => self._state !== 'filling');
          // Read again: TypeScript cannot know that it changed while we waited.
          const state = self._state as BarrierState;
          if (state === 'broken' || state === 'resetting') throw new BrokenBarrierError('Abort or reset of barrier');
        }
        return index;
      } finally {
        self._count--;
        self._leave();
      }
    } finally {
      condition.release();
    }
  });

  /** The last to leave opens the barrier for the next round. */
  private _leave(): void {
    if (this._count > 0) return;
    if (this._state === 'resetting' || this._state === 'draining') this._state = 'filling';
    this._condition.notifyAll();
  }

  /** Empties the barrier: whoever waits gets BrokenBarrierError. It can be used afterwards. */
  reset(): Coroutine<void> {
    return Barrier._reset(this);
  }

  private static readonly _reset = /* @__PURE__ */ internal('Barrier.reset', function* (self: Barrier): Generator<
    unknown,
    void,
    unknown
  > {
    yield self._condition.acquire();
    try {
      self._state = self._count > 0 ? 'resetting' : 'filling';
      self._condition.notifyAll();
    } finally {
      self._condition.release();
    }
  });

  /** Breaks the barrier: whoever waits or arrives gets BrokenBarrierError, until `reset()`. */
  abort(): Coroutine<void> {
    return Barrier._abort(this);
  }

  private static readonly _abort = /* @__PURE__ */ internal('Barrier.abort', function* (self: Barrier): Generator<
    unknown,
    void,
    unknown
  > {
    yield self._condition.acquire();
    try {
      self._state = 'broken';
      self._condition.notifyAll();
    } finally {
      self._condition.release();
    }
  });

  /** `asyncWith(barrier, async (position) => …)`: waits at the beginning of the block. */
  aenter(): Coroutine<number> {
    return this.wait();
  }

  aexit(_error?: unknown): Coroutine<null> {
    return Barrier._exit();
  }

  // biome-ignore lint/correctness/useYield: leaving never waits.
  private static readonly _exit = /* @__PURE__ */ internal('Barrier.__aexit__', function* () {
    return null;
  });

  override toString(): string {
    return this.describe(this.broken ? this._state : `${this._state}, waiters:${this.nWaiting}/${this._parties}`);
  }
}
