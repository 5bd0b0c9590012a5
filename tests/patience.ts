/** How long tests wait. There is one limit, here; a slow machine makes a test slow and not red. */
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Milliseconds after which something is taken never to happen. Nothing takes nearly as long on a machine that is only
 * busy. PATIENCE, in seconds, is for those who look for a fault and know that it is one: `PATIENCE=10 npm run …`.
 */
export const PATIENCE = 1000 * Number(process.env['PATIENCE'] ?? 300);

/**
 * Waits until something holds, where nothing tells that it does.
 *
 * @param what completes “waited for …”
 * @param seen what there is instead, for the message
 * @throws {Error} when the limit is reached
 */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seen: () => string | Promise<string> = () => '',
): Promise<void> {
  for (const end = performance.now() + PATIENCE; !(await holds()); await delay(20)) {
    if (performance.now() > end) throw new Error(`waited ${PATIENCE / 1000} s for ${what}. ${await seen()}`.trimEnd());
  }
}

/** The same for something that answers by itself. */
export async function within<T>(what: string, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`waited ${PATIENCE / 1000} s for ${what}`)), PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
