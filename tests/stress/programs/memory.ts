/**
 * A thousand runs one after the other, some with threads: what they leave behind does not grow, their loops, tasks and
 * pools are collected, and no thread is left.
 */
import * as asyncio from 'awaitable/asyncio';
import { asyncWith } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';
import { ContextVar } from 'awaitable/contextvars';
import { violationsAfter } from './invariants';

const variable = new ContextVar('variable', { default: 0 });
const refs: WeakRef<object>[] = [];

async function* numbers(count: number) {
  for (let i = 0; i < count; i++) {
    await asyncio.sleep(0.01);
    yield i;
  }
}

async function fails() {
  await asyncio.sleep(1);
  throw new RangeError('expected');
}

/** In a thread. */
export function square(n: number) {
  return n * n;
}

export function failsThere(): never {
  throw new RangeError('expected');
}

/** By turns the loop's own pool, which ends with the loop, and one of the run's own. */
async function useThreads(run: number) {
  const loop = asyncio.getRunningLoop();
  if (run % 2 === 0) await loop.runInExecutor(null, square, run);
  else {
    const pool = new futures.ThreadPoolExecutor({ maxWorkers: 1 });
    const jobs = [loop.runInExecutor(pool, square, run), loop.runInExecutor(pool, failsThere)];
    await asyncio.gather(...jobs, { returnExceptions: true });
    await pool.shutdown();
    refs.push(new WeakRef(pool));
  }
}

async function main(run: number) {
  const loop = asyncio.getRunningLoop();
  loop.setExceptionHandler(() => {});
  variable.set(run);
  const queue = new asyncio.Queue<number>(3);
  const lock = new asyncio.Lock();
  await asyncWith(new asyncio.TaskGroup(), async (group) => {
    group.createTask(
      (async () => {
        for (let i = 0; i < 10; i++) await queue.put(i);
      })(),
    );
    for (let i = 0; i < 5; i++) {
      group.createTask(
        (async () => {
          await asyncWith(lock, () => asyncio.sleep(0.1));
          await queue.get();
          await queue.get();
        })(),
      );
    }
  });
  await asyncio.gather(fails(), fails(), asyncio.sleep(1), { returnExceptions: true });
  for await (const n of numbers(10)) if (n === 3) break;
  try {
    await asyncWith(asyncio.timeout(0.5), () => asyncio.sleep(5));
  } catch {}
  // A thread takes some twenty milliseconds to start.
  if (run % 10 === 0) await useThreads(run / 10);
  const cancelled = asyncio.createTask(asyncio.sleep(100));
  await asyncio.sleep(0);
  cancelled.cancel('message');
  // What is left for run() and for the reports at the end.
  const left = asyncio.createTask(asyncio.sleep(1000));
  asyncio.createTask(fails());
  loop.callLater(5000, () => {});
  await asyncio.sleep(2);
  refs.push(new WeakRef(loop), new WeakRef(left), new WeakRef(cancelled), new WeakRef(asyncio.currentTask()!));
  return loop;
}

interface Platform {
  readonly gc?: () => void;
  readonly process?: {
    memoryUsage(): { heapUsed: number };
    getActiveResourcesInfo(): string[];
    getBuiltinModule(name: 'node:v8'): { setFlagsFromString(flags: string): void };
    getBuiltinModule(name: 'node:vm'): { runInNewContext(code: string): () => void };
  };
  readonly performance: { readonly memory?: { readonly usedJSHeapSize: number } };
}
const { process, performance, gc: given } = globalThis as unknown as Platform;

/** A browser is started with it; in Node a thread can have it at any time. */
function collector(): () => void {
  if (given !== undefined || process === undefined) return given as () => void;
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  return process.getBuiltinModule('node:vm').runInNewContext('gc');
}

/** Bytes in use once everything has been collected that can be. */
function heap(gc: () => void): Promise<number> {
  return new Promise((resolve) => {
    let turns = 0;
    // Weak references are kept until the end of a turn.
    const collect = (): void => {
      gc();
      if (++turns < 4) setTimeout(collect, 10);
      else resolve(process?.memoryUsage().heapUsed ?? performance.memory?.usedJSHeapSize ?? 0);
    };
    setTimeout(collect, 10);
  });
}

/** Runs until what is hot is compiled; the code is part of the heap. */
const WARM = 400;
if (import.meta.main) {
  const gc = collector();
  /** What Node keeps a thread running for; a browser does not tell. */
  const resources = (): number => process?.getActiveResourcesInfo().length ?? 0;
  let early = 0;
  let before = 0;
  const problems = new Set<string>();
  for (let run = 1; run <= 1000; run++) {
    const loop = await asyncio.run(main(run));
    for (const problem of violationsAfter(loop)) problems.add(problem);
    if (run !== WARM) continue;
    early = await heap(gc);
    before = resources();
  }
  const late = await heap(gc);
  // Of the code that was compiled meanwhile, and of the references themselves, there may be a little more.
  console.log(late < early + 500_000 ? 'no growth' : `${(late - early) / (1000 - WARM)} bytes a run`);
  for (let i = 0; resources() > before && i < 500; i++) await new Promise((resolve) => setTimeout(resolve, 20));
  console.log(resources() <= before ? 'no thread is left' : process?.getActiveResourcesInfo());
  console.log('alive:', refs.filter((ref) => ref.deref() !== undefined).length < 20, 'of', refs.length);
  console.log([...problems]);
}
