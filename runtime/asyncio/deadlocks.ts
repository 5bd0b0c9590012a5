/**
 * Says who waits for whom when a loop can never go on. Ours, not CPython's;
 * on after `detectDeadlocks()`.
 */

import { RuntimeError } from '../builtins/exceptions.ts';
import { repr } from '../builtins/repr.ts';
import { place } from './coroutines.ts';
import { awaitersOf } from './graph.ts';
import type { EventLoop, Future, Task } from './types.ts';

/** Nothing is ready, no timer is set, nothing outside is under way, and tasks wait. Leaves the loop. */
export class DeadlockError extends RuntimeError {}

/** Whether some loop wants to know; a lock asks before it notes anything, unless an instrument does. */
export let watching = false;

/**
 * Has DeadlockError leave the loop when nothing is ready, no timer is set, nothing outside is under way, and tasks wait:
 * its message says who waits for whom, and names a cycle. Locks know their holders from here on. @internal
 */
export function detectDeadlocks(loop: EventLoop): void {
  watching = true;
  loop.whenStuck = () => {
    const deadlock = deadlockOf(loop);
    if (deadlock !== null) throw deadlock;
  };
}

const holders = new WeakMap<object, Task<unknown>>();
const locks = new WeakMap<Future<never> | Future<unknown>, object>();

/** A task holds a lock now; null: nobody does. @internal */
export function noteHolder(lock: object, task: Task<unknown> | null): void {
  if (task === null) holders.delete(lock);
  else holders.set(lock, task);
}

/** The task that holds a lock, if there is one. @internal */
export function holdersOf(lock: object): readonly Task<unknown>[] {
  const holder = holders.get(lock);
  return holder === undefined ? [] : [holder];
}

/** A future is done when it is its waiter's turn to have a lock. @internal */
export function noteLock(future: Future<never> | Future<unknown>, lock: object): void {
  locks.set(future, lock);
}

interface Edge {
  readonly to: Task<unknown>;
  /** What stands between the two, if it is not plain `await`. */
  readonly by: string;
}

/** The error for a loop that is stuck; null if no task waits for anything. */
function deadlockOf(loop: EventLoop): DeadlockError | null {
  const tasks: Task<unknown>[] = [];
  for (let task = loop.firstTask; task !== null; task = task.nextTask) tasks.push(task);
  if (tasks.length === 0) return null;
  const edges = new Map(tasks.map((task) => [task, edgesOf(task, tasks)]));
  const lines = ['nothing can wake these tasks any more:'];
  for (const task of tasks) {
    const waits = (edges.get(task) ?? []).map(({ to, by }) => to.getName() + by);
    const what = waits.length > 0 ? waits.join(', ') : task.waiter === null ? 'nothing' : repr(task.waiter);
    lines.push(`  ${task.getName()} ${standing(task)}waits for ${what}`);
  }
  const cycle = cycleIn(edges);
  if (cycle !== null) lines.push(`cycle: ${[...cycle, cycle[0]].map((task) => task?.getName()).join(' -> ')}`);
  return new DeadlockError(lines.join('\n'));
}

function edgesOf(task: Task<unknown>, tasks: readonly Task<unknown>[]): Edge[] {
  const { waiter } = task;
  if (waiter === null) return [];
  const known = tasks.find((other) => other === (waiter as unknown));
  if (known !== undefined) return [{ to: known, by: '' }];
  const lock = locks.get(waiter);
  if (lock !== undefined) {
    const holder = holders.get(lock);
    return holder === undefined ? [] : [{ to: holder, by: `, which holds ${repr(lock)}` }];
  }
  // gather(), wait(), shield(), a group.
  return tasks.filter((other) => awaitersOf(other).includes(task)).map((to) => ({ to, by: '' }));
}

/** `(worker() at cell.ts:7) `. */
function standing(task: Task<unknown>): string {
  const frames = task.coroutineStack();
  for (const { frame, line } of frames.toReversed()) {
    const { code } = frame;
    if (code !== undefined && code.internal !== true) {
      return `(${code.qualname}() at ${place(code.file, line || code.line)}) `;
    }
  }
  return '';
}

function cycleIn(edges: ReadonlyMap<Task<unknown>, readonly Edge[]>): Task<unknown>[] | null {
  const finished = new Set<Task<unknown>>();
  for (const start of edges.keys()) {
    // Depth first without recursion: chains of tasks may be long.
    const path: { task: Task<unknown>; next: number }[] = finished.has(start) ? [] : [{ task: start, next: 0 }];
    const onPath = new Set(path.map(({ task }) => task));
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = edges.get(top.task)?.[top.next++]?.to;
      if (to === undefined) {
        finished.add(top.task);
        onPath.delete(top.task);
        path.pop();
      } else if (onPath.has(to)) {
        return path.slice(path.findIndex(({ task }) => task === to)).map(({ task }) => task);
      } else if (!finished.has(to)) {
        path.push({ task: to, next: 0 });
        onPath.add(to);
      }
    }
  }
  return null;
}
