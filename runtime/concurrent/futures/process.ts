/** Pools of processes. Mirrors `concurrent/futures/process.py`. */

import { Exception, TypeError, ValueError } from '../../builtins/exceptions.ts';
import { parametersOf } from '../../builtins/keywords.ts';
import { declareClass } from '../../builtins/modules.ts';
import { leaveFrames, setTraceback } from '../../builtins/traceback.ts';
import { expected } from '../../host/clock.ts';
import { host } from '../../host/current.ts';
import {
  type AnyFunction,
  BrokenExecutor,
  checkBuffersize,
  type Future,
  type MapOptions,
  mapCalls,
  type ResultOf,
  splitMapOptions,
  zip,
} from './base.ts';
import { checkInitializer, checkWorkers, WorkerPool } from './pool.ts';

/** A process of the pool ended without being asked to. */
export class BrokenProcessPool extends BrokenExecutor {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'BrokenProcessPool',
    'concurrent.futures.process',
  );
}

/** The cause of an exception that was raised in a process: its traceback there, as text. */
class RemoteTraceback extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    '_RemoteTraceback',
    'concurrent.futures.process',
  );

  readonly tb: string;
  constructor(tb: string) {
    super(tb);
    this.tb = tb;
  }
}

export interface ProcessPoolOptions {
  /** Default: the number of processors. */
  readonly maxWorkers?: number | null;
  /** Only null: every process imports the program, as with the start method `spawn`. */
  readonly mpContext?: null;
  /** Called in each worker before its first call. */
  readonly initializer?: AnyFunction | null;
  readonly initargs?: readonly unknown[];
  /** After so many calls a process is replaced by a new one; null: never. */
  readonly maxTasksPerChild?: number | null;
}

const LOST = 'A child process terminated abruptly, the process pool is not usable anymore';
const PENDING = 'A process in the process pool was terminated abruptly while the future was running or pending.';

let processes = 0;

const PARAMETERS = ['maxWorkers', 'mpContext', 'initializer', 'initargs'] as const;

/**
 * Executes calls in processes, which import the program's module once more
 * with `import.meta.main` false. Functions travel by name, values are copied.
 * A call that returns a promise occupies its process until that settles.
 *
 * A process that ends by itself, or whose initializer fails, breaks the pool:
 * every call that has not ended fails with BrokenProcessPool.
 */
export class ProcessPoolExecutor extends WorkerPool {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'ProcessPoolExecutor',
    'concurrent.futures.process',
  );

  /** `new ProcessPoolExecutor(2)`; all parameters but `maxTasksPerChild` go by position or by name. */
  constructor(options?: ProcessPoolOptions);
  constructor(
    maxWorkers: number | null,
    mpContext?: null | ProcessPoolOptions,
    initializer?: AnyFunction | null | ProcessPoolOptions,
    initargs?: readonly unknown[] | ProcessPoolOptions,
    options?: ProcessPoolOptions,
  );
  constructor(...args: unknown[]) {
    const options = parametersOf<ProcessPoolOptions>(new.target.name, args, PARAMETERS, ['maxTasksPerChild']);
    if ((options.mpContext ?? null) !== null) {
      throw new TypeError('processes have one start method here, which is spawn: leave mpContext out');
    }
    const count = checkWorkers(options.maxWorkers, host().processors ?? 1);
    const maxTasks = options.maxTasksPerChild ?? null;
    const initializer = checkInitializer(options.initializer);
    if (maxTasks !== null) {
      if (!Number.isInteger(maxTasks)) throw new TypeError('max_tasks_per_child must be an integer');
      if (maxTasks <= 0) throw new ValueError('max_tasks_per_child must be >= 1');
    }
    const names: string[] = [];
    const name = (index: number): string => {
      names[index] ??= `Process-${++processes}`;
      return names[index];
    };
    super({
      kind: 'process',
      remote: true,
      threadName: () => 'MainThread',
      label: name,
      maxWorkers: count,
      maxTasks,
      initializer,
      initargs: options.initargs ?? [],
      failure: (error, traceback) => {
        setTraceback(error, null);
        error.cause = new RemoteTraceback(`\n"""\n${traceback}"""`);
        return error;
      },
      initializerFailed: null,
      initializerReason: LOST,
      workerLost: () => {
        const error = new BrokenProcessPool(PENDING);
        leaveFrames(error, []);
        return error;
      },
      lostReason: LOST,
      brokenSince: (reason) => new BrokenProcessPool(reason),
    });
  }

  override map<F extends AnyFunction>(
    fn: F,
    ...iterables: (Iterable<unknown> | MapOptions)[]
  ): AsyncIterableIterator<ResultOf<F>> {
    const [items, { timeout = null, chunksize = 1, buffersize = null }] = splitMapOptions(iterables);
    if (chunksize < 1) throw new ValueError('chunksize must be >= 1.');
    checkBuffersize(buffersize);
    const submit = (args: unknown[]): Future<unknown> =>
      this.submit(processChunk, fn, args as unknown[][]) as Future<unknown>;
    const chunks = mapCalls(batched(zip(items), chunksize), submit, timeout, buffersize);
    return chain(chunks) as AsyncIterableIterator<ResultOf<F>>;
  }

  /** Ends all processes at once. What was running fails with BrokenProcessPool, what was not is cancelled. */
  terminateWorkers(): void {
    this.terminateAll();
  }

  /** The same as `terminateWorkers()`: no worker here can refuse to end. */
  killWorkers(): void {
    this.terminateAll();
  }
}

/** In a worker: calls a function for each of several items. */
async function callAll(fn: AnyFunction, chunk: readonly unknown[][], first: unknown): Promise<unknown[]> {
  const results = [await first];
  for (const args of chunk) results.push(await fn(...args));
  return results;
}

/** @internal In a worker: the results of calling a function for each of several items. */
export function processChunk(fn: AnyFunction, chunk: readonly unknown[][]): unknown {
  const results: unknown[] = [];
  for (const [index, args] of chunk.entries()) {
    const result: unknown = fn(...args);
    // From the first promise on each call waits for the one before.
    if (result instanceof Promise) {
      return callAll(fn, chunk.slice(index + 1), result).then((rest) => [...results, ...rest]);
    }
    results.push(result);
  }
  return results;
}

function* batched(items: Iterable<unknown[]>, size: number): Generator<unknown[], void, unknown> {
  let batch: unknown[][] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The results of chunks, one by one. */
function chain(chunks: AsyncIterableIterator<unknown>): AsyncIterableIterator<unknown> {
  let ready: unknown[] = [];
  const next = async (): Promise<IteratorResult<unknown>> => {
    while (ready.length === 0) {
      const step = await chunks.next();
      if (step.done) return { done: true, value: undefined };
      ready = step.value as unknown[];
    }
    return { done: false, value: ready.shift() };
  };
  return {
    next: () => expected(next()),
    async return(): Promise<IteratorResult<unknown>> {
      ready = [];
      await chunks.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
