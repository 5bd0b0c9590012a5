/**
 * The loop's timers: a binary heap that moves its entries exactly as CPython's
 * `heapq` does.
 *
 * Timers are compared by their time alone, so those with equal times come
 * out in an order that follows from how the heap was built: three timers set
 * for one moment fire 0, 2, 1. A reader's transcript has to agree with
 * CPython's, hence the same sifting and not just any heap.
 */

import type { Timer } from './events.ts';

/** Adds a timer. */
export function push(heap: Timer[], timer: Timer): void {
  heap.push(timer);
  siftTowardsRoot(heap, 0, heap.length - 1);
}

/** Removes and returns the first timer of a heap that is not empty. */
export function pop(heap: Timer[]): Timer {
  const last = heap.pop() as Timer;
  if (heap.length === 0) return last;
  const first = heap[0] as Timer;
  heap[0] = last;
  siftTowardsLeaves(heap, 0);
  return first;
}

/** Makes a heap of an array in place. */
export function heapify(heap: Timer[]): void {
  for (let i = (heap.length >> 1) - 1; i >= 0; i--) siftTowardsLeaves(heap, i);
}

function siftTowardsRoot(heap: Timer[], start: number, from: number): void {
  const timer = heap[from] as Timer;
  const when = timer.dueAt;
  let position = from;
  while (position > start) {
    const parentPosition = (position - 1) >> 1;
    const parent = heap[parentPosition] as Timer;
    if (!(when < parent.dueAt)) break;
    heap[position] = parent;
    position = parentPosition;
  }
  heap[position] = timer;
}

/** Moves the smaller child up all the way to a leaf, then the timer back up from there: fewer comparisons, and heapq's order. */
function siftTowardsLeaves(heap: Timer[], start: number): void {
  const end = heap.length;
  const timer = heap[start] as Timer;
  let position = start;
  let child = 2 * position + 1;
  while (child < end) {
    const right = child + 1;
    if (right < end && !((heap[child] as Timer).dueAt < (heap[right] as Timer).dueAt)) child = right;
    heap[position] = heap[child] as Timer;
    position = child;
    child = 2 * position + 1;
  }
  heap[position] = timer;
  siftTowardsRoot(heap, start, position);
}
