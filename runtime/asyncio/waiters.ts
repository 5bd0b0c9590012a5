/** Who waits for a lock or a queue, in order; leaving from the middle costs as little as from the front. */

import type { Future } from './futures.ts';

/** A place in the line. */
export interface Waiter<T> {
  readonly future: Future<T>;
  /** @internal */
  previous: Waiter<T> | null;
  /** @internal */
  next: Waiter<T> | null;
  /** @internal Whether it stands in the line. */
  listed: boolean;
}

/** A line of futures, first come first served. */
export class Waiters<T> {
  private _first: Waiter<T> | null = null;
  private _last: Waiter<T> | null = null;
  private _size = 0;

  get size(): number {
    return this._size;
  }

  /** The first future in the line, or null. */
  get first(): Future<T> | null {
    return this._first === null ? null : this._first.future;
  }

  /** Puts a future at the end. */
  add(future: Future<T>): Waiter<T> {
    const waiter: Waiter<T> = { future, previous: this._last, next: null, listed: true };
    if (this._last === null) this._first = waiter;
    else this._last.next = waiter;
    this._last = waiter;
    this._size++;
    return waiter;
  }

  /** Takes a waiter out, wherever it stands; nothing happens if it has left already. */
  remove(waiter: Waiter<T>): void {
    if (!waiter.listed) return;
    waiter.listed = false;
    if (waiter.previous === null) this._first = waiter.next;
    else waiter.previous.next = waiter.next;
    if (waiter.next === null) this._last = waiter.previous;
    else waiter.next.previous = waiter.previous;
    this._size--;
  }

  /** Takes the first future out; null if there is none. */
  shift(): Future<T> | null {
    const waiter = this._first;
    if (waiter === null) return null;
    this.remove(waiter);
    return waiter.future;
  }

  *[Symbol.iterator](): Iterator<Future<T>> {
    for (let waiter = this._first; waiter !== null; waiter = waiter.next) yield waiter.future;
  }

  /** The first future that is not done, or null. */
  firstPending(): Future<T> | null {
    for (let waiter = this._first; waiter !== null; waiter = waiter.next) {
      if (!waiter.future.done()) return waiter.future;
    }
    return null;
  }

  /** Whether some future was not cancelled: it waits, or was woken and has not run yet. */
  hasLive(): boolean {
    for (let waiter = this._first; waiter !== null; waiter = waiter.next) {
      if (!waiter.future.cancelled()) return true;
    }
    return false;
  }
}
