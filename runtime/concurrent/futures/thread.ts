/** Pools of threads: workers that share a process id. Mirrors `concurrent/futures/thread.py`. */

import { THREAD_POOL } from '../../asyncio/base-events.ts';
import { declareClass } from '../../builtins/modules.ts';
import { host } from '../../host/current.ts';
import { type AnyFunction, BrokenExecutor } from './base.ts';
import { checkInitializer, checkWorkers, type PoolKind, WorkerPool } from './pool.ts';

/** A worker of the pool could not be initialised, or was lost. */
export class BrokenThreadPool extends BrokenExecutor {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'concurrent.futures.thread',
    'BrokenThreadPool',
  );
}

export interface ThreadPoolOptions {
  /** Default: the number of processors and 4 more, 32 at most. */
  readonly maxWorkers?: number | null;
  /** Threads are called `PREFIX_0`, `PREFIX_1`, … Default: `ThreadPoolExecutor-N`. */
  readonly threadNamePrefix?: string;
  /** Called in each worker before its first call. */
  readonly initializer?: AnyFunction | null;
  readonly initargs?: readonly unknown[];
}

let pools = 0;

/** @internal The number of the next pool without a name of its own. */
export function nextPoolNumber(): number {
  return pools++;
}

export function threadOptions(given: number | null | ThreadPoolOptions, others: ThreadPoolOptions): ThreadPoolOptions {
  return typeof given === 'object' && given !== null ? given : { ...others, maxWorkers: given };
}

export type ThreadKind = Pick<PoolKind, 'failure' | 'initializerFailed' | 'workerLost' | 'brokenSince'>;

/**
 * Executes calls in threads.
 *
 * Each thread is a realm of its own that has imported the program once more:
 * it shares no variables with the program, functions travel by name and values
 * are copied. A call that returns a promise occupies its thread until that
 * settles.
 */
export class ThreadPoolExecutor extends WorkerPool {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'concurrent.futures.thread',
    'ThreadPoolExecutor',
  );

  /** @internal */
  readonly [THREAD_POOL] = true;

  /** `new ThreadPoolExecutor(5)`, or with options. */
  constructor(
    maxWorkers: number | null | ThreadPoolOptions = null,
    others: ThreadPoolOptions = {},
    /** @internal */ kind: ThreadKind = THREADS,
    /** @internal */ name = 'ThreadPoolExecutor',
  ) {
    const options = threadOptions(maxWorkers, others);
    const count = checkWorkers(options.maxWorkers, Math.min(32, (host().processors ?? 1) + 4));
    const prefix = options.threadNamePrefix || `${name}-${nextPoolNumber()}`;
    super({
      ...kind,
      kind: 'thread',
      remote: false,
      threadName: (index) => `${prefix}_${index}`,
      label: (index) => `${prefix}_${index}`,
      maxWorkers: count,
      maxTasks: null,
      initializer: checkInitializer(options.initializer),
      initargs: options.initargs ?? [],
      initializerReason: INITIALIZER,
      lostReason: LOST,
    });
  }
}

const INITIALIZER = 'A thread initializer failed, the thread pool is not usable anymore';
const LOST = 'A thread terminated abruptly, the thread pool is not usable anymore';

const THREADS: ThreadKind = {
  failure: (error) => error,
  initializerFailed: () => new BrokenThreadPool(INITIALIZER),
  workerLost: () =>
    new BrokenThreadPool('A thread of the pool was terminated abruptly while the future was running or pending.'),
  brokenSince: (reason) => new BrokenThreadPool(reason),
};
