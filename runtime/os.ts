/** `os`, as far as programs about concurrency need it: the module `awaitable/os`. */

import { host } from './host/current.ts';

/** The process id: a number of its own for every process of a pool. */
export function getpid(): number {
  return host().processId;
}
