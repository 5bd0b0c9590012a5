/** `os`, as far as programs about concurrency need it: the module `awaitable/os`. */

import { ProcessLookupError } from './builtins/exceptions.ts';
import { killWorker } from './concurrent/futures/pool.ts';
import { host } from './host/current.ts';

/** The process id: a number of its own for every process of a pool. */
export function getpid(): number {
  return host().processId;
}

/** Ends this process at once: nothing is cleaned up, nothing is reported. */
export function _exit(status: number): void {
  host().exit?.(status);
}

/** Ends a process of a pool, or this one; whatever the signal, it ends. @throws {ProcessLookupError} if there is none of that id */
export function kill(processId: number, _signal = 15): void {
  if (processId === getpid()) _exit(137);
  else if (!killWorker(processId)) throw new ProcessLookupError(3, 'No such process');
}

/** How many processors there are. */
export function cpuCount(): number {
  return host().processors ?? 1;
}
