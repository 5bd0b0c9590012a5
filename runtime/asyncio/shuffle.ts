/** Another order of what is ready, for tests of programs. Ours, not CPython's. */

import type { EventLoop } from './types.ts';

/**
 * Has each iteration of a loop run what is ready in an order that follows from `seed`. A program whose result depends on
 * the order of its tasks shows that under some seed, and again under the same one.
 */
export function shuffleReady(loop: EventLoop, seed: number): void {
  let state = seed | 0;
  // Fisher and Yates, with Tommy Ettinger's Mulberry32.
  loop.orderReady = (ready, count) => {
    for (let i = count - 1; i > 0; i--) {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      const j = Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * (i + 1));
      [ready[i], ready[j]] = [ready[j], ready[i]];
    }
  };
}
