/** Pools of threads: workers that share a process id. Mirrors `concurrent/futures/thread.py`. */

import { THREAD_POOL } from '../../asyncio/base-events.ts';
import { parametersOf } from '../../builtins/keywords.ts';
import { declareClass } from '../../builtins/modules.ts';
import { host } from '../../host/current.ts';
import { type AnyFunction, BrokenExecutor } from './base.ts';
import { checkInitializer, checkWorkers, type PoolKind, WorkerPool } from './pool.ts';

/** A worker of the pool could not be initialised, or was lost. */
export class BrokenThreadPool extends BrokenExecutor {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'BrokenThreadPool',
    'concurrent.futures.thread',
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
function nextPoolNumber(): number {
  return pools++;
}

/** @internal What threads of pools of a class have in common. */
export interface ThreadKind extends Pick<PoolKind, 'failure' | 'initializerFailed' | 'workerLost' | 'brokenSince'> {
  /** What pools without a `threadNamePrefix` call their threads. */
  readonly poolName: string;
}

const INITIALIZER = 'A thread initializer failed, the thread pool is not usable anymore';
const LOST = 'A thread terminated abruptly, the thread pool is not usable anymore';

const THREADS: ThreadKind = {
  poolName: 'ThreadPoolExecutor',
  failure: (error) => error,
  initializerFailed: () => new BrokenThreadPool(INITIALIZER),
  workerLost: () =>
    new BrokenThreadPool('A thread of the pool was terminated abruptly while the future was running or pending.'),
  brokenSince: (reason) => new BrokenThreadPool(reason),
};

const PARAMETERS = ['maxWorkers', 'threadNamePrefix', 'initializer', 'initargs'] as const;

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
    'ThreadPoolExecutor',
    'concurrent.futures.thread',
  );

  protected static readonly threadKind: ThreadKind = THREADS;

  /** @internal */
  readonly [THREAD_POOL] = true;

  /** `new ThreadPoolExecutor(5)`; all parameters go by position or by name. */
  constructor(options?: ThreadPoolOptions);
  constructor(
    maxWorkers: number | null,
    threadNamePrefix?: string | ThreadPoolOptions,
    initializer?: AnyFunction | null | ThreadPoolOptions,
    initargs?: readonly unknown[] | ThreadPoolOptions,
  );
  constructor(...args: unknown[]) {
    const options = parametersOf<ThreadPoolOptions>(new.target.name, args, PARAMETERS);
    const { poolName, ...kind } = (new.target as typeof ThreadPoolExecutor).threadKind;
    const count = checkWorkers(options.maxWorkers, Math.min(32, (host().processors ?? 1) + 4));
    const prefix = options.threadNamePrefix || `${poolName}-${nextPoolNumber()}`;
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
