import * as asyncio from 'awaitable/asyncio';
import { Exception, KeyError, print, RuntimeError, stderr, ValueError } from 'awaitable/builtins';

/** Exceptions and tasks that the program keeps. */
export const K = new Map<number, unknown>();
// biome-ignore lint/suspicious/noExplicitAny: a random program keeps tasks of anything.
export const T = new Map<number, asyncio.Task<any>>();

export function report(tag: string | number, e: unknown): void {
  asyncio.getRunningLoop().callExceptionHandler(
    new Map<string, unknown>([
      ['message', `#${tag}`],
      ['exception', e],
    ]),
  );
}

export function kept(slot: number): unknown {
  if (!K.has(slot)) K.set(slot, new ValueError(`kept ${slot}`));
  return K.get(slot);
}

/** Raised once more, and not by several at a time: whose frames an exception has then depends on who prints it when. */
export function take(slot: number): unknown {
  const e = kept(slot);
  K.delete(slot);
  return e;
}

function look(task: asyncio.Future<unknown>): void {
  if (!task.cancelled()) task.exception();
}

export function spawn<V>(coroutine: PromiseLike<V>): asyncio.Task<V> {
  const task = asyncio.createTask(coroutine);
  task.addDoneCallback(look);
  return task;
}

export function eager<V>(coroutine: PromiseLike<V>): asyncio.Task<V> {
  const task = asyncio.eagerTaskFactory(asyncio.getRunningLoop(), coroutine as never) as asyncio.Task<V>;
  task.addDoneCallback(look);
  return task;
}

export class Manager {
  readonly tag: number;
  readonly swallow: boolean;

  constructor(tag: number, swallow: boolean) {
    this.tag = tag;
    this.swallow = swallow;
  }

  enter(): this {
    return this;
  }

  exit(e: unknown): boolean {
    if (e !== null) report(`exit ${this.tag}`, e);
    return this.swallow && e instanceof Exception;
  }

  async aenter(): Promise<this> {
    await asyncio.sleep(0);
    return this;
  }

  async aexit(e: unknown): Promise<boolean> {
    await asyncio.sleep(0);
    if (e !== null) report(`exit ${this.tag}`, e);
    if (e instanceof KeyError) throw new RuntimeError('exit', { cause: e });
    return this.swallow && e instanceof Exception;
  }
}

export async function drive(main: () => Promise<unknown>): Promise<void> {
  try {
    await main();
  } finally {
    const left = [...asyncio.allTasks()].filter((task) => task !== asyncio.currentTask());
    for (const task of left) task.cancel();
    await asyncio.gather(...left, { returnExceptions: true });
  }
}

export function ended(seed: number, e: unknown): void {
  if (e !== null) {
    const loop = asyncio.newEventLoop();
    loop.callExceptionHandler(
      new Map<string, unknown>([
        ['message', '#end'],
        ['exception', e],
      ]),
    );
    loop.close();
  }
  K.clear();
  T.clear();
  print(`== ${seed}`, { file: stderr });
}
