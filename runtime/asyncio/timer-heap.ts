/**
 * The loop's timers: a binary heap that moves its entries exactly as CPython's
 * `heapq` does.
 *
 * Handles are compared by their time alone, so handles with equal times come
 * out in an order that follows from how the heap was built: three timers set
 * for one moment fire 0, 2, 1. A reader's transcript has to agree with
 * CPython's, hence the same sifting and not just any heap.
 */

import type { TimerHandle } from './events.ts';

/** Adds a handle. */
export function push(heap: TimerHandle[], handle: TimerHandle): void {
  heap.push(handle);
  siftTowardsRoot(heap, 0, heap.length - 1);
}

/** Removes and returns the first handle of a heap that is not empty. */
export function pop(heap: TimerHandle[]): TimerHandle {
  const last = heap.pop() as TimerHandle;
  if (heap.length === 0) return last;
  const first = heap[0] as TimerHandle;
  heap[0] = last;
  siftTowardsLeaves(heap, 0);
  return first;
}

/** Makes a heap of an array in place. */
export function heapify(heap: TimerHandle[]): void {
  for (let i = (heap.length >> 1) - 1; i >= 0; i--) siftTowardsLeaves(heap, i);
}

function siftTowardsRoot(heap: TimerHandle[], start: number, from: number): void {
  const handle = heap[from] as TimerHandle;
  const when = handle.dueAt;
  let position = from;
  while (position > start) {
    const parentPosition = (position - 1) >> 1;
    const parent = heap[parentPosition] as TimerHandle;
    if (!(when < parent.dueAt)) break;
    heap[position] = parent;
    position = parentPosition;
  }
  heap[position] = handle;
}

/** Moves the smaller child up all the way to a leaf, then the handle back up from there: fewer comparisons, and heapq's order. */
function siftTowardsLeaves(heap: TimerHandle[], start: number): void {
  const end = heap.length;
  const handle = heap[start] as TimerHandle;
  let position = start;
  let child = 2 * position + 1;
  while (child < end) {
    const right = child + 1;
    if (right < end && !((heap[child] as TimerHandle).dueAt < (heap[right] as TimerHandle).dueAt)) child = right;
    heap[position] = heap[child] as TimerHandle;
    position = child;
    child = 2 * position + 1;
  }
  heap[position] = handle;
  siftTowardsRoot(heap, start, position);
}
