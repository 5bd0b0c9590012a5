/** `time`, as far as programs about blocking need it: the module `awaitable/time`. */

import { runningLoop } from './asyncio/running.ts';
import { TypeError, ValueError } from './builtins/exceptions.ts';
import { typeName } from './builtins/repr.ts';
import { passTime, programTime } from './host/clock.ts';
import { host } from './host/current.ts';

/**
 * Blocks the calling thread: its event loop runs nothing else meanwhile. It stands for any call that blocks.
 *
 * On the virtual and paced clocks the loop's time advances by as much and nobody waits. On the real clock, and in a
 * pool's worker outside any event loop, the thread is really busy for so long. `Stop` ends it; cancellation does not.
 *
 * @param seconds 0 or more
 * @throws {TypeError} if `seconds` is no number
 * @throws {ValueError} if it is negative
 */
export function sleep(seconds: number): void {
  if (typeof seconds !== 'number') {
    throw new TypeError(`'${typeName(seconds)}' object cannot be interpreted as an integer`);
  }
  if (!(seconds >= 0)) throw new ValueError('sleep length must be non-negative');
  const { clock, parent } = host();
  const loopless = runningLoop() === null;
  if (clock === 'real' || (parent !== undefined && loopless)) {
    // Atomics.wait() needs shared memory, which a page without cross-origin isolation does not have.
    const end = host().now() + seconds;
    while (host().now() < end);
  } else passTime(seconds);
}

/** Seconds on the clock of the loop that runs, or of the one that ran last; only differences mean something. */
export function monotonic(): number {
  return host().clock === 'real' ? host().now() : programTime();
}
