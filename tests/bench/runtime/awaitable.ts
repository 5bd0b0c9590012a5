/** The workloads on this project's runtime, compiled like any cell. Each takes how many operations it is to do. */

import * as asyncio from 'awaitable/asyncio';
import * as contextvars from 'awaitable/contextvars';

async function nothing(): Promise<number> {
  return 1;
}

export async function spawn(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await asyncio.createTask(nothing());
}

async function rounds(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await asyncio.sleep(0);
}

export async function yields(n: number): Promise<void> {
  const tasks: asyncio.Task<void>[] = [];
  for (let i = 0; i < 100; i++) tasks.push(asyncio.createTask(rounds(n / 100)));
  for (const task of tasks) await task;
}

export async function gather(n: number): Promise<void> {
  const all: Promise<number>[] = [];
  for (let i = 0; i < n; i++) all.push(nothing());
  await asyncio.gather(...all);
}

/** All alive at once, and more than a call can have arguments. */
export async function alive(n: number): Promise<void> {
  const tasks: asyncio.Task<number>[] = [];
  for (let i = 0; i < n; i++) tasks.push(asyncio.createTask(nothing()));
  for (const task of tasks) await task;
}

export async function queue(n: number): Promise<void> {
  const items = new asyncio.Queue<number>({ maxsize: 100 });
  async function produce(): Promise<void> {
    for (let i = 0; i < n; i++) await items.put(i);
  }
  const producer = asyncio.createTask(produce());
  for (let i = 0; i < n; i++) await items.get();
  await producer;
}

export async function timers(n: number): Promise<void> {
  const tasks: asyncio.Task<null>[] = [];
  for (let i = 0; i < n; i++) tasks.push(asyncio.createTask(asyncio.sleep(1 + ((i * 7919) % n) / n)));
  for (const task of tasks) await task;
}

async function sleeper(): Promise<void> {
  await asyncio.sleep(3600);
}

export async function cancel(n: number): Promise<void> {
  const tasks: asyncio.Task<void>[] = [];
  for (let i = 0; i < n; i++) tasks.push(asyncio.createTask(sleeper()));
  await asyncio.sleep(0);
  for (const task of tasks) task.cancel();
  await asyncio.gather(...tasks, { returnExceptions: true });
}

export async function leaf(n: number): Promise<void> {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await nothing();
  if (sum !== n) throw new Error('wrong sum');
}

async function deep(depth: number): Promise<number> {
  if (depth === 0) {
    await asyncio.sleep(0);
    return 0;
  }
  return 1 + (await deep(depth - 1));
}

export async function chain(n: number): Promise<void> {
  for (let i = 0; i < n; i += 400) await deep(400);
}

export async function lock(n: number): Promise<void> {
  const mutex = new asyncio.Lock();
  async function hand(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await mutex.acquire();
      await asyncio.sleep(0);
      mutex.release();
    }
  }
  const tasks: asyncio.Task<void>[] = [];
  for (let i = 0; i < 100; i++) tasks.push(asyncio.createTask(hand(n / 100)));
  for (const task of tasks) await task;
}

const variable = new contextvars.ContextVar<number>('variable', { default: 0 });

export async function context(n: number): Promise<void> {
  async function own(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      variable.set(variable.get() + 1);
      await asyncio.sleep(0);
    }
    if (variable.get() !== count) throw new Error("not the task's own");
  }
  const tasks: asyncio.Task<void>[] = [];
  for (let i = 0; i < 100; i++) tasks.push(asyncio.createTask(own(n / 100)));
  for (const task of tasks) await task;
}

/** Parks `n` tasks on one future, has `measure` called, and lets them go. */
export async function park(n: number, measure: () => void): Promise<void> {
  const gate = asyncio.getRunningLoop().createFuture<null>();
  async function parked(): Promise<void> {
    await gate;
  }
  const tasks: asyncio.Task<void>[] = new Array(n);
  for (let i = 0; i < n; i++) tasks[i] = asyncio.createTask(parked());
  await asyncio.sleep(0);
  measure();
  gate.setResult(null);
  for (const task of tasks) await task;
}
