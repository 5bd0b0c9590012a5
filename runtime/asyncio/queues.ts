/**
 * Queues between tasks. Mirrors `asyncio/queues.py`.
 *
 * Those that wait for an item, or for room, are served in order. Items are
 * neither lost nor doubled when one of them is cancelled.
 */

import { lessThan } from '../builtins/compare.ts';
import { Exception, ValueError } from '../builtins/exceptions.ts';
import { parameterOf, parametersOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { addressOf, repr } from '../builtins/repr.ts';
import { type Coroutine, coroutineMethods, internal } from './coroutines.ts';
import { Event } from './locks.ts';
import { LoopBound } from './loop-bound.ts';
import { Waiters } from './waiters.ts';

/** `getNowait()` found nothing. */
export class QueueEmpty extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'QueueEmpty',
    'asyncio.queues',
  );
}
/** `putNowait()` found no room. */
export class QueueFull extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'QueueFull',
    'asyncio.queues',
  );
}
/** The queue was shut down: nothing can be put, and nothing is left to get. */
export class QueueShutDown extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'QueueShutDown',
    'asyncio.queues',
  );
}

export interface QueueOptions {
  /** How many items fit; zero or less: any number. Default: 0. */
  readonly maxsize?: number;
}

/** What a queue keeps its items in. */
interface Store<T> {
  readonly size: number;
  put(item: T): void;
  take(): T;
  list(): T[];
}

/** First in, first out. */
export class Queue<T = unknown> extends LoopBound {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Queue', 'asyncio.queues');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(this, 'put', 'get', 'join');
  /** @internal What its constructor takes beside `maxsize`. */
  static readonly keywords: readonly string[] = [];

  private readonly _maxsize: number;
  private readonly _store: Store<T>;
  private readonly _getters = new Waiters<null>();
  private readonly _putters = new Waiters<null>();
  private _unfinished = 0;
  private readonly _finished = new Event();
  private _isShutDown = false;

  constructor(maxsize: number | QueueOptions = 0) {
    super();
    const options = parametersOf<QueueOptions>(new.target.name, [maxsize], ['maxsize'], new.target.keywords);
    this._maxsize = options.maxsize ?? 0;
    this._store = this.makeStore(options);
    this._finished.set();
  }

  /** @internal */
  protected makeStore(_options: QueueOptions): Store<T> {
    return new FirstInFirstOut<T>();
  }

  /** How many items fit; zero or less: any number. */
  get maxsize(): number {
    return this._maxsize;
  }

  /** How many items are in it. */
  qsize(): number {
    return this._store.size;
  }

  empty(): boolean {
    return this._store.size === 0;
  }

  full(): boolean {
    return this._maxsize > 0 && this._store.size >= this._maxsize;
  }

  /**
   * Puts an item in; waits while the queue is full.
   *
   * @throws {QueueShutDown} if the queue is shut down, also while waiting
   */
  put(item: T): Coroutine<void> {
    return Queue._put(this as Queue<unknown>, item);
  }

  private static readonly _put = /* @__PURE__ */ internal(
    'Queue.put',
    function* (self: Queue<unknown>, item: unknown): Generator<unknown, void, unknown> {
      while (self.full()) {
        if (self._isShutDown) throw new QueueShutDown();
        const waiter = self._putters.add(self.boundLoop().createFuture<null>());
        try {
          yield waiter.future;
        } catch (error) {
          waiter.future.cancel();
          self._putters.remove(waiter);
          // We had been told of room and cannot take it: the next one can.
          if (!self.full() && !waiter.future.cancelled()) wakeNext(self._putters);
          throw error;
        }
      }
      self.putNowait(item);
    },
  );

  /** Puts an item in at once. @throws {QueueFull} if there is no room @throws {QueueShutDown} if it is shut down */
  putNowait(item: T): void {
    if (this._isShutDown) throw new QueueShutDown();
    if (this.full()) throw new QueueFull();
    this._store.put(item);
    this._unfinished++;
    this._finished.clear();
    wakeNext(this._getters);
  }

  /**
   * Takes an item out; waits while the queue is empty.
   *
   * @throws {QueueShutDown} if it is shut down and empty, also while waiting
   */
  get(): Coroutine<T> {
    return Queue._get(this as Queue<unknown>) as Coroutine<T>;
  }

  private static readonly _get = /* @__PURE__ */ internal('Queue.get', function* (self: Queue<unknown>) {
    while (self.empty()) {
      if (self._isShutDown) throw new QueueShutDown();
      const waiter = self._getters.add(self.boundLoop().createFuture<null>());
      try {
        yield waiter.future;
      } catch (error) {
        waiter.future.cancel();
        self._getters.remove(waiter);
        // We had been told of an item and cannot take it: the next one can.
        if (!self.empty() && !waiter.future.cancelled()) wakeNext(self._getters);
        throw error;
      }
    }
    return self.getNowait();
  });

  /** Takes an item out at once. @throws {QueueEmpty} if there is none @throws {QueueShutDown} if there will be none */
  getNowait(): T {
    if (this.empty()) {
      if (this._isShutDown) throw new QueueShutDown();
      throw new QueueEmpty();
    }
    const item = this._store.take();
    wakeNext(this._putters);
    return item;
  }

  /** Says that the work on an item that was taken is done; see `join()`. @throws {ValueError} if called more often than items were put */
  taskDone(): void {
    if (this._unfinished <= 0) throw new ValueError('task_done() called too many times');
    this._unfinished--;
    if (this._unfinished === 0) this._finished.set();
  }

  /** Waits until `taskDone()` was called for every item. Does not wait if there is none. */
  join(): Coroutine<void> {
    return Queue._join(this as Queue<unknown>);
  }

  private static readonly _join = /* @__PURE__ */ internal('Queue.join', function* (self: Queue<unknown>): Generator<
    unknown,
    void,
    unknown
  > {
    if (self._unfinished > 0) yield self._finished.wait();
  });

  /**
   * Ends the queue: `put()` raises QueueShutDown from now on, `get()` as soon
   * as the queue is empty. Those that wait see it too.
   *
   * `immediate` drops the items that are left and counts them as done.
   */
  shutdown(immediate: boolean | { readonly immediate?: boolean } = false): void {
    const drops = parameterOf('shutdown', immediate, 'immediate', false);
    this._isShutDown = true;
    if (drops) {
      while (!this.empty()) {
        this._store.take();
        if (this._unfinished > 0) this._unfinished--;
      }
      if (this._unfinished === 0) this._finished.set();
    }
    // All of them look again, and find the queue shut down.
    for (const waiters of [this._getters, this._putters]) {
      for (let waiter = waiters.shift(); waiter !== null; waiter = waiters.shift()) {
        if (!waiter.done()) waiter.setResult(null);
      }
    }
  }

  private _describe(): string {
    const parts = [`maxsize=${repr(this._maxsize)}`];
    if (!this.empty()) parts.push(`_queue=${repr(this._store.list())}`);
    if (this._getters.size > 0) parts.push(`_getters[${this._getters.size}]`);
    if (this._putters.size > 0) parts.push(`_putters[${this._putters.size}]`);
    if (this._unfinished > 0) parts.push(`tasks=${this._unfinished}`);
    if (this._isShutDown) parts.push('shutdown');
    return parts.join(' ');
  }

  /** `repr(queue)`: as `str(queue)`, with the address. */
  repr(): string {
    return `<${this.constructor.name} at ${addressOf(this)} ${this._describe()}>`;
  }

  override toString(): string {
    return `<${this.constructor.name} ${this._describe()}>`;
  }
}

function wakeNext(waiters: Waiters<null>): void {
  for (let waiter = waiters.shift(); waiter !== null; waiter = waiters.shift()) {
    if (waiter.done()) continue;
    waiter.setResult(null);
    return;
  }
}

export interface PriorityQueueOptions<T> extends QueueOptions {
  /** Negative if `a` comes out before `b`. Default: Python's order, see `PriorityQueue`. */
  readonly compare?: (a: T, b: T) => number;
}

/**
 * The smallest item first.
 *
 * Items are compared as Python compares them: numbers by value, strings by code
 * points, arrays item by item (`[priority, number, job]`), dates by time,
 * objects by their method `lt(other)`, Python's `__lt__`; whatever else is
 * compared raises TypeError. `new PriorityQueue({ compare })` compares by a
 * function like `Array.prototype.sort`'s instead. Items that compare equal come
 * out in the order of CPython's `heapq`, which is not the order of arrival.
 */
export class PriorityQueue<T = unknown> extends Queue<T> {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'PriorityQueue',
    'asyncio.queues',
  );

  /** @internal */
  static override readonly keywords: readonly string[] = ['compare'];

  constructor(maxsize: number | PriorityQueueOptions<T> = 0) {
    super(maxsize);
  }

  protected override makeStore({ compare }: PriorityQueueOptions<T>): Store<T> {
    return new Heap<T>(compare === undefined ? lessThan : (a, b) => compare(a, b) < 0);
  }
}

/** Last in, first out. */
export class LifoQueue<T = unknown> extends Queue<T> {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'LifoQueue',
    'asyncio.queues',
  );

  protected override makeStore(): Store<T> {
    return new LastInFirstOut<T>();
  }
}

// ── Stores ───────────────────────────────────────────────────────────────────

/** A ring that grows; neither end ever moves the other items. */
class FirstInFirstOut<T> implements Store<T> {
  private _items: (T | undefined)[] = new Array(8);
  private _first = 0;
  size = 0;

  put(item: T): void {
    const { length } = this._items;
    if (this.size === length) {
      const items = this.list() as (T | undefined)[];
      items.length = length * 2;
      this._items = items;
      this._first = 0;
    }
    this._items[(this._first + this.size++) & (this._items.length - 1)] = item;
  }

  take(): T {
    const item = this._items[this._first] as T;
    this._items[this._first] = undefined;
    this._first = (this._first + 1) & (this._items.length - 1);
    this.size--;
    return item;
  }

  list(): T[] {
    return Array.from({ length: this.size }, (_, i) => this._items[(this._first + i) & (this._items.length - 1)] as T);
  }
}

class LastInFirstOut<T> implements Store<T> {
  private readonly _items: T[] = [];

  get size(): number {
    return this._items.length;
  }

  put(item: T): void {
    this._items.push(item);
  }

  take(): T {
    return this._items.pop() as T;
  }

  list(): T[] {
    return [...this._items];
  }
}

/** A heap that moves its items as `heapq` does; compare `timer-heap.ts`. */
class Heap<T> implements Store<T> {
  private readonly _items: T[] = [];
  private readonly _less: (a: T, b: T) => boolean;

  constructor(less: (a: T, b: T) => boolean) {
    this._less = less;
  }

  get size(): number {
    return this._items.length;
  }

  put(item: T): void {
    this._items.push(item);
    this._raise(this._items.length - 1);
  }

  take(): T {
    const items = this._items;
    const last = items.pop() as T;
    if (items.length === 0) return last;
    const first = items[0] as T;
    items[0] = last;
    this._sink();
    return first;
  }

  list(): T[] {
    return [...this._items];
  }

  private _raise(from: number): void {
    const items = this._items;
    const item = items[from] as T;
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this._less(item, items[parent] as T)) break;
      items[position] = items[parent] as T;
      position = parent;
    }
    items[position] = item;
  }

  private _sink(): void {
    const items = this._items;
    const item = items[0] as T;
    let position = 0;
    for (let child = 1; child < items.length; child = 2 * position + 1) {
      const right = child + 1;
      if (right < items.length && !this._less(items[child] as T, items[right] as T)) child = right;
      items[position] = items[child] as T;
      position = child;
    }
    items[position] = item;
    this._raise(position);
  }
}
