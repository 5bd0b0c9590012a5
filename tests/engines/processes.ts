/** What processes do, as the system sees it (Linux). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { until } from '../patience.ts';

/** Whether the system can be asked. */
export const observable = existsSync('/proc/self/task');

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** The fields of a process's `stat` from its state on; its name before them may hold spaces. */
function stat(pid: number): string[] {
  return read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** Whether a process lives; one that has ended and is only not yet waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^[ZX]$/.test(stat(pid)[0] ?? '');
}

/** A process and all below it that live. */
export function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of list('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), Number(stat(Number(name))[1]));
  const found = [pid];
  for (let i = 0; i < found.length; i++) {
    for (const [child, parent] of parents) if (parent === found[i]) found.push(child);
  }
  return found;
}

/** Names of all threads of these processes; the system keeps 15 characters of each. */
export function threads(pids: readonly number[]): string[] {
  return pids.flatMap((pid) => list(`/proc/${pid}/task`).map((task) => read(`/proc/${pid}/task/${task}/comm`).trim()));
}

/** Processor time that these processes have used so far, in seconds. */
export function processorTime(pids: readonly number[]): number {
  // User and system time, in hundredths of a second on every Linux that people use.
  return pids.reduce((sum, pid) => sum + (Number(stat(pid)[11]) || 0) + (Number(stat(pid)[12]) || 0), 0) / 100;
}

/** Memory that these processes hold, in megabytes. */
export function memory(pids: readonly number[]): number {
  // In pages, of four kilobytes on the systems that people use; what processes share counts for each of them.
  return pids.reduce((sum, pid) => sum + (Number(read(`/proc/${pid}/statm`).split(' ')[1]) || 0), 0) / 256;
}

/** Waits until a process and all below it leave most of a processor alone. */
export async function idle(pid: number): Promise<void> {
  let used = 0;
  const rests = async (): Promise<boolean> => {
    const before = processorTime(family(pid));
    await new Promise((resolve) => setTimeout(resolve, 500));
    used = processorTime(family(pid)) - before;
    return used < 0.1;
  };
  await until('processes to rest', rests, () => `They computed for ${used} s in half a second.`);
}
