/** One process at a time. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './engines/processes.ts';

/** Milliseconds between two looks at a lock that somebody else holds. */
const LOOK = 250;

/**
 * Does something while no other process does anything under the same lock. A lock whose holder has ended without
 * giving it back is taken over.
 *
 * @param file the lock: a file that exists while it is held, and names its holder
 */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  while (!take(file)) await delay(LOOK);
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  let holder: number;
  try {
    holder = Number(readFileSync(file, 'utf8'));
  } catch {
    // Given back this moment.
    return false;
  }
  // Empty: its holder is about to write its number.
  if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
  return false;
}
