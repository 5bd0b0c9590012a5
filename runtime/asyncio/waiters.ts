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
  #first: Waiter<T> | null = null;
  #last: Waiter<T> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The first future in the line, or null. */
  get first(): Future<T> | null {
    return this.#first === null ? null : this.#first.future;
  }

  /** Puts a future at the end. */
  add(future: Future<T>): Waiter<T> {
    const waiter: Waiter<T> = { future, previous: this.#last, next: null, listed: true };
    if (this.#last === null) this.#first = waiter;
    else this.#last.next = waiter;
    this.#last = waiter;
    this.#size++;
    return waiter;
  }

  /** Takes a waiter out, wherever it stands; nothing happens if it has left already. */
  remove(waiter: Waiter<T>): void {
    if (!waiter.listed) return;
    waiter.listed = false;
    if (waiter.previous === null) this.#first = waiter.next;
    else waiter.previous.next = waiter.next;
    if (waiter.next === null) this.#last = waiter.previous;
    else waiter.next.previous = waiter.previous;
    this.#size--;
  }

  /** Takes the first future out; null if there is none. */
  shift(): Future<T> | null {
    const waiter = this.#first;
    if (waiter === null) return null;
    this.remove(waiter);
    return waiter.future;
  }

  *[Symbol.iterator](): Iterator<Future<T>> {
    for (let waiter = this.#first; waiter !== null; waiter = waiter.next) yield waiter.future;
  }

  /** The first future that is not done, or null. */
  firstPending(): Future<T> | null {
    for (let waiter = this.#first; waiter !== null; waiter = waiter.next) {
      if (!waiter.future.done()) return waiter.future;
    }
    return null;
  }

  /** Whether some future was not cancelled: it waits, or was woken and has not run yet. */
  hasLive(): boolean {
    for (let waiter = this.#first; waiter !== null; waiter = waiter.next) {
      if (!waiter.future.cancelled()) return true;
    }
    return false;
  }
}
