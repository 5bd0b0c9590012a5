/**
 * Every parameter that CPython takes by name goes by name here too, as a property of one object behind the other
 * arguments; what CPython also takes by position goes by position. `src/site/python-signatures.json` has CPython's. A name
 * that differs says so in the table of names. Parameters without a default go by position only: the page with the
 * table says that of all of them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, before, describe, test } from 'node:test';
import * as asyncio from '../../runtime/asyncio.ts';
import { stderr } from '../../runtime/builtins.ts';
import type { WorkerPool } from '../../runtime/concurrent/futures/pool.ts';
import * as futures from '../../runtime/concurrent/futures.ts';
import * as contextlib from '../../runtime/contextlib.ts';
import { ContextVar, copyContext } from '../../runtime/contextvars.ts';
import { installHost } from '../../runtime/host/current.ts';
import type { Host } from '../../runtime/host/host.ts';
import * as testing from '../../runtime/testing.ts';
import { createNodeHost } from '../../src/notebook/command/node-host.ts';
import { apiTable, camelCase } from '../../src/site/api-table.ts';
import { remarks } from '../../src/site/python-api.ts';

type Parameter = readonly [name: string, kind: string, hasDefault: boolean];

const signatures = JSON.parse(
  readFileSync(new URL('../../src/site/python-signatures.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly Parameter[]>>;

/** Of CPython's signatures, not of its documentation. */
const UNDOCUMENTED = ['concurrent.futures.ThreadPoolExecutor ctxkwargs'];

/** What the functions give back must be `is`, once awaited; without the argument it would be something else. */
interface Proof {
  readonly is: unknown;
  readonly byName: () => unknown;
  /** For parameters that have a position in CPython. */
  readonly byPosition?: () => unknown;
}
type Proofs = Readonly<Record<string, Proof>>;

const printed = { out: '', err: '' };
const variable = new ContextVar('variable', { default: 'default' });
const context = copyContext();
context.run(() => variable.set('given'));

// biome-ignore lint/suspicious/noExplicitAny: the proofs pass arguments of all types, and read private fields.
type Any = any;
const here = (): asyncio.EventLoop => asyncio.getRunningLoop();
/** A coroutine of a generator function's. */
const go = <T>(body: () => Generator<unknown, T, unknown>): asyncio.Coroutine<T> => asyncio.coroutine(body)();
const errorOf = async (promise: PromiseLike<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (error) {
    return `${(error as Error).constructor.name} ${(error as Error).message}`;
  }
  return 'none';
};
/** What an awaitable ends with, and how many seconds that takes. */
const timed = (make: () => PromiseLike<unknown>): asyncio.Coroutine<unknown> =>
  go(function* () {
    const start = here().time();
    let result: unknown;
    try {
      result = yield make();
    } catch (error) {
      result = (error as Error).constructor.name;
    }
    return [result, here().time() - start];
  });

/** In which context a callback runs, and with which argument. */
const scheduled = (schedule: (callback: (argument: string) => void) => void): asyncio.Future<string> => {
  const future = here().createFuture<string>();
  schedule((argument) => future.setResult(`${argument} ${variable.get()}`));
  return future;
};

const taskOptions = (make: (options: asyncio.TaskOptions) => asyncio.Task<unknown>): Proofs => ({
  name: { is: 'one', byName: () => make({ name: 'one' }).getName() },
  context: { is: true, byName: () => make({ context }).getContext() === context },
  eager_start: { is: true, byName: () => make({ eagerStart: true }).getCoro() === null },
});
/** `create_task()` hands its keyword arguments on to the task. */
const createTask = (make: (options: asyncio.TaskOptions) => asyncio.Task<unknown>): Proofs => ({
  kwargs: {
    is: ['one', true, true],
    byName: () => Object.values(taskOptions(make)).map(({ byName }) => byName()),
  },
});
// biome-ignore lint/correctness/useYield: a coroutine function, which need not wait.
const done = asyncio.coroutine(function* done() {
  return variable.get();
});
/** How a cancelled task or future ends. */
const cancelled = (cancel: (future: asyncio.Future<unknown>) => void): Promise<string> => {
  const future = here().createFuture();
  cancel(future);
  return errorOf(future);
};
const woken = (n: number | { readonly n?: number }): asyncio.Coroutine<number> =>
  go(function* () {
    const condition = new asyncio.Condition();
    let count = 0;
    const wait = asyncio.coroutine(function* () {
      yield condition.acquire();
      try {
        yield condition.wait();
        count++;
      } finally {
        condition.release();
      }
    });
    const tasks = [1, 2, 3].map(() => asyncio.createTask(wait()));
    yield* asyncio.sleep(1);
    yield condition.acquire();
    condition.notify(n);
    condition.release();
    yield* asyncio.sleep(1);
    for (const task of tasks) task.cancel();
    return count;
  });
const other = asyncio.newEventLoop();
const loopOption = (make: () => { getLoop(): asyncio.EventLoop }): Proof => ({
  is: true,
  byName: () => make().getLoop() === other,
});
const factory = { loopFactory: () => asyncio.newEventLoop() };

const graphOptions = (make: (options: Any) => string): Proofs => {
  // biome-ignore lint/correctness/useYield: a coroutine function, which need not wait.
  const inner = asyncio.coroutine(function* inner(options: object) {
    return make(options);
  });
  const outer = asyncio.coroutine(function* outer(options: object) {
    return (yield* inner(options)) as string;
  });
  const frames = async (options: object): Promise<number> => ((await outer(options)).match(/File /g) ?? []).length;
  return {
    depth: { is: true, byName: async () => (await frames({ depth: 2 })) < (await frames({ depth: 1 })) },
    limit: { is: 0, byName: () => frames({ limit: 0 }) },
  };
};

const never = (): futures.Future<string> => new futures.Future<string>();
const limit = (get: (future: futures.Future<string>, timeout: Any) => Promise<unknown>): Proof => ({
  is: 'TimeoutError',
  byName: async () => (await errorOf(get(never(), { timeout: 0 }))).split(' ')[0],
  byPosition: async () => (await errorOf(get(never(), 0))).split(' ')[0],
});
const success = (): futures.Future<string> => {
  const future = never();
  future.setResult('success');
  return future;
};
/** How many of two are done when `wait()` returns, of which one never is. */
const doneOf = async (...args: unknown[]): Promise<number> => {
  const { done: ended } = await (futures.wait as Any)([success(), never()], ...args);
  return ended.size;
};

const initializer = (): void => {};
const kindOf = (pool: WorkerPool): Any => (pool as Any)._kind;
const poolOptions = (Pool: new (...args: Any[]) => WorkerPool, second: unknown): Proofs => ({
  max_workers: {
    is: 3,
    byName: () => kindOf(new Pool({ maxWorkers: 3 })).maxWorkers,
    byPosition: () => kindOf(new Pool(3)).maxWorkers,
  },
  initializer: {
    is: true,
    byName: () => kindOf(new Pool({ initializer })).initializer === initializer,
    byPosition: () => kindOf(new Pool(null, second, initializer)).initializer === initializer,
  },
  initargs: {
    is: [1],
    byName: () => kindOf(new Pool(1, { initargs: [1] })).initargs,
    byPosition: () => kindOf(new Pool(null, second, initializer, [1])).initargs,
  },
});
const threadPoolOptions = (Pool: new (...args: Any[]) => WorkerPool): Proofs => ({
  ...poolOptions(Pool, 'pool'),
  thread_name_prefix: {
    is: 'pool_0',
    byName: () => kindOf(new Pool(3, { threadNamePrefix: 'pool' })).threadName(0),
    byPosition: () => kindOf(new Pool(3, 'pool')).threadName(0),
  },
});

/** The workers of `busyPool()` that are there, each as the function that ends it. */
const workers = new Set<() => void>();
const startWorker: Host['startWorker'] = (_, { ended }) => {
  workers.add(ended);
  return { processId: 0, post() {}, terminate() {} };
};
/** A pool whose only worker never answers, with a call that waits for it. */
const busyPool = (): { pool: futures.ThreadPoolExecutor; waiting: futures.Future<number> } => {
  const pool = new futures.ThreadPoolExecutor(1);
  pool.submit(parseInt, '1');
  return { pool, waiting: pool.submit(parseInt, '2') };
};
/** Whether a promise settles without anything from outside. */
const isOver = async (promise: Promise<unknown>): Promise<boolean> => {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  for (let job = 0; job < 20; job++) await null;
  return over;
};

/** An executor that does its calls at once. */
class Inline extends futures.Executor {
  taken = 0;

  override submit(func: Any, ...args: Any[]): Any {
    const future = new futures.Future<unknown>();
    if (func === undefined) return future;
    future.setResult(func(...args));
    return future;
  }
}
const collect = async (results: AsyncIterable<unknown>): Promise<unknown[]> => {
  const all: unknown[] = [];
  for await (const result of results) all.push(result);
  return all;
};

/** The function's own keyword arguments: its last argument here. */
const handedOn = (call: (callback: (...args: Any[]) => Any, ...args: Any[]) => unknown): Proof => ({
  is: [1, { key: 2 }],
  byName: async () => {
    let seen: unknown;
    const result = await call(
      (...args) => {
        seen = args;
        return args;
      },
      1,
      { key: 2 },
    );
    return seen ?? result;
  },
});
const maxsize = (Queue: new (maxsize: Any) => asyncio.Queue): Proofs => ({
  maxsize: { is: 2, byName: () => new Queue({ maxsize: 2 }).maxsize, byPosition: () => new Queue(2).maxsize },
});
const permits = (Semaphore: new (value: Any) => asyncio.Semaphore): Proofs => ({
  value: {
    is: true,
    byName: () => new Semaphore({ value: 0 }).locked(),
    byPosition: () => new Semaphore(0).locked(),
  },
});
const lock = new asyncio.Lock();
const isLockOf = (condition: asyncio.Condition): boolean => (condition as Any)._lock === lock;

const PROOFS: Readonly<Record<string, Proofs>> = {
  'asyncio.create_task': createTask((options) => asyncio.createTask(done(), options)),
  'asyncio.EventLoop.create_task': createTask((options) => here().createTask(done(), options)),
  'asyncio.TaskGroup.create_task': {
    kwargs: {
      is: ['one', true],
      byName: () =>
        go(function* () {
          const group = new asyncio.TaskGroup();
          yield group.aenter();
          const task = group.createTask(done(), { name: 'one', context });
          yield group.aexit();
          return [task.getName(), task.getContext() === context];
        }),
    },
  },
  'asyncio.Task': {
    ...taskOptions((options) => new asyncio.Task(done(), options)),
    loop: loopOption(() => new asyncio.Task(done(), { loop: other })),
  },
  'asyncio.eager_task_factory': {
    eager_start: {
      is: false,
      byName: () => asyncio.eagerTaskFactory(here(), done() as Any, { eagerStart: false }).done(),
    },
    kwargs: {
      is: 'one',
      byName: () => asyncio.eagerTaskFactory(here(), done() as Any, { name: 'one' }).getName(),
    },
  },
  'asyncio.gather': {
    return_exceptions: {
      is: 1,
      byName: () =>
        go(function* () {
          const failing = here().createFuture();
          failing.setException(new RangeError());
          return (yield* asyncio.gather(failing, { returnExceptions: true })).length;
        }),
    },
  },
  'asyncio.wait': {
    timeout: {
      is: 2,
      byName: async () => ((await timed(() => asyncio.wait([here().createFuture()], { timeout: 2 }))) as Any)[1],
    },
    return_when: {
      is: 1,
      byName: async () => {
        const tasks = [1, 2].map((seconds) => asyncio.createTask(asyncio.sleep(seconds)));
        const options = { returnWhen: asyncio.FIRST_COMPLETED } as const;
        return ((await timed(() => asyncio.wait(tasks, options))) as Any)[1];
      },
    },
  },
  'asyncio.as_completed': {
    timeout: {
      is: ['TimeoutError', 2],
      byName: () =>
        timed(() => {
          const [first] = asyncio.asCompleted([here().createFuture()], { timeout: 2 });
          return first as PromiseLike<unknown>;
        }),
    },
  },
  'asyncio.sleep': {
    result: {
      is: [['result', 1]],
      byName: async () => [await timed(() => asyncio.sleep(1, { result: 'result' }))],
      byPosition: async () => [await timed(() => asyncio.sleep(1, 'result'))],
    },
  },
  'asyncio.to_thread': {
    kwargs: handedOn((f, ...args) => {
      (here() as Any)._defaultExecutor = new Inline();
      return asyncio.toThread(f, ...args);
    }),
  },
  'asyncio.ensure_future': { loop: loopOption(() => asyncio.ensureFuture(done(), { loop: other })) },
  'asyncio.wrap_future': { loop: loopOption(() => asyncio.wrapFuture(Promise.resolve(1), { loop: other })) },
  'asyncio.Future': { loop: loopOption(() => new asyncio.Future({ loop: other })) },
  'asyncio.current_task': {
    loop: {
      is: null,
      byName: () => asyncio.currentTask({ loop: other }),
      byPosition: () => asyncio.currentTask(other),
    },
  },
  'asyncio.all_tasks': {
    loop: {
      is: 0,
      byName: () => asyncio.allTasks({ loop: asyncio.newEventLoop() }).size,
      byPosition: () => asyncio.allTasks(asyncio.newEventLoop()).size,
    },
  },
  'asyncio.Condition': {
    lock: {
      is: true,
      byName: () => isLockOf(new asyncio.Condition({ lock })),
      byPosition: () => isLockOf(new asyncio.Condition(lock)),
    },
  },
  'asyncio.Condition.notify': { n: { is: 2, byName: () => woken({ n: 2 }), byPosition: () => woken(2) } },
  'asyncio.Semaphore': permits(asyncio.Semaphore),
  'asyncio.BoundedSemaphore': permits(asyncio.BoundedSemaphore),
  'asyncio.Queue': maxsize(asyncio.Queue),
  'asyncio.PriorityQueue': maxsize(asyncio.PriorityQueue),
  'asyncio.LifoQueue': maxsize(asyncio.LifoQueue),
  'asyncio.Queue.shutdown': {
    immediate: {
      is: 0,
      byName: () => {
        const queue = new asyncio.Queue();
        queue.putNowait(1);
        queue.shutdown({ immediate: true });
        return queue.qsize();
      },
      byPosition: () => {
        const queue = new asyncio.Queue();
        queue.putNowait(1);
        queue.shutdown(true);
        return queue.qsize();
      },
    },
  },
  'asyncio.EventLoop.call_soon': {
    context: { is: 'x given', byName: () => scheduled((f) => here().callSoon(f, 'x', { context })) },
  },
  'asyncio.EventLoop.call_soon_threadsafe': {
    context: { is: 'x given', byName: () => scheduled((f) => here().callSoonThreadsafe(f, 'x', { context })) },
  },
  'asyncio.EventLoop.call_later': {
    context: { is: 'x given', byName: () => scheduled((f) => here().callLater(1, f, 'x', { context })) },
  },
  'asyncio.EventLoop.call_at': {
    context: { is: 'x given', byName: () => scheduled((f) => here().callAt(here().time() + 1, f, 'x', { context })) },
  },
  'asyncio.EventLoop.shutdown_default_executor': {
    timeout: {
      is: ['executor is asked', 0],
      byName: () => shutDown({ timeout: 0 }),
      byPosition: () => shutDown(0),
    },
  },
  'asyncio.Future.cancel': {
    msg: {
      is: 'CancelledError why',
      byName: () => cancelled((future) => future.cancel({ msg: 'why' })),
      byPosition: () => cancelled((future) => future.cancel('why')),
    },
  },
  'asyncio.Future.add_done_callback': {
    context: {
      is: 'done given',
      byName: () =>
        scheduled((callback) => {
          const future = here().createFuture();
          future.addDoneCallback(() => callback('done'), { context });
          future.setResult(null);
        }),
    },
  },
  'asyncio.Task.get_stack': {
    limit: { is: 0, byName: () => (asyncio.currentTask() as asyncio.Task).getStack({ limit: 0 }).length },
  },
  'asyncio.Task.print_stack': {
    limit: {
      is: true,
      byName: () => {
        printed.out = '';
        asyncio.currentTask()?.printStack({ limit: 0 });
        return printed.out.startsWith('No stack for');
      },
    },
    file: {
      is: true,
      byName: () => {
        printed.err = '';
        asyncio.currentTask()?.printStack({ limit: 0, file: stderr });
        return printed.err.startsWith('No stack for');
      },
    },
  },
  'asyncio.capture_call_graph': graphOptions((options) => asyncio.formatCallGraph(options)),
  'asyncio.format_call_graph': graphOptions((options) => asyncio.formatCallGraph(null, options)),
  'asyncio.print_call_graph': {
    ...graphOptions((options) => {
      printed.out = '';
      asyncio.printCallGraph(options);
      return printed.out;
    }),
    file: {
      is: true,
      byName: () => {
        printed.err = '';
        asyncio.printCallGraph({ file: stderr });
        return printed.err.includes('Task(');
      },
    },
  },
  'contextvars.ContextVar': {
    default: { is: 1, byName: () => new ContextVar('other', { default: 1 }).get() },
  },
  'contextvars.Context.run': { kwargs: handedOn((f, ...args) => copyContext().run(f, ...args)) },
  'contextlib.nullcontext': {
    enter_result: {
      is: 1,
      byName: () => new contextlib.nullcontext({ enterResult: 1 }).enter(),
      byPosition: () => new contextlib.nullcontext(1).enter(),
    },
  },
  'contextlib.ExitStack.callback': {
    kwds: handedOn((f, ...args) => {
      const stack = new contextlib.ExitStack();
      stack.callback(f, ...args);
      stack.close();
    }),
  },
  'contextlib.AsyncExitStack.callback': {
    kwds: handedOn((f, ...args) => {
      const stack = new contextlib.AsyncExitStack();
      stack.callback(f, ...args);
      return stack.aclose();
    }),
  },
  'contextlib.AsyncExitStack.push_async_callback': {
    kwds: handedOn((f, ...args) => {
      const stack = new contextlib.AsyncExitStack();
      stack.pushAsyncCallback(async (...all: unknown[]) => f(...all), ...args);
      return stack.aclose();
    }),
  },
  'concurrent.futures.Executor.submit': { kwargs: handedOn((f, ...args) => new Inline().submit(f, ...args).result()) },
  'concurrent.futures.Executor.map': {
    timeout: {
      is: 'TimeoutError',
      byName: async () => {
        class Stuck extends futures.Executor {
          override submit = (): Any => never();
        }
        return (await errorOf(collect(new Stuck().map((n: number) => n, [1], { timeout: 0 })))).trim();
      },
    },
    chunksize: {
      is: 'ValueError chunksize must be >= 1.',
      byName: () =>
        errorOf((async () => new futures.ProcessPoolExecutor(1).map((n: number) => n, [1], { chunksize: 0 }))()),
    },
    buffersize: {
      is: 1,
      byName: () => {
        const executor = new (class extends Inline {
          override submit(...args: [Any]): Any {
            this.taken++;
            return super.submit(...args);
          }
        })();
        executor.map((n: number) => n, [1, 2, 3], { buffersize: 1 });
        return executor.taken;
      },
    },
  },
  'concurrent.futures.Executor.shutdown': {
    wait: {
      is: true,
      byName: () => isOver(busyPool().pool.shutdown({ wait: false })),
      byPosition: () => isOver(busyPool().pool.shutdown(false)),
    },
    cancel_futures: {
      is: true,
      byName: () => {
        const { pool, waiting } = busyPool();
        void pool.shutdown({ cancelFutures: true });
        return waiting.cancelled();
      },
    },
  },
  'concurrent.futures.Future.result': { timeout: limit((future, timeout) => future.result(timeout)) },
  'concurrent.futures.Future.exception': { timeout: limit((future, timeout) => future.exception(timeout)) },
  'concurrent.futures.wait': {
    timeout: { is: 1, byName: () => doneOf({ timeout: 0 }), byPosition: () => doneOf(0) },
    return_when: {
      is: 1,
      byName: () => doneOf(null, { returnWhen: futures.FIRST_COMPLETED }),
      byPosition: () => doneOf(null, futures.FIRST_COMPLETED),
    },
  },
  'concurrent.futures.as_completed': {
    timeout: limit((future, timeout) => collect(futures.asCompleted([future as Any], timeout)) as Promise<unknown>),
  },
  'concurrent.futures.ThreadPoolExecutor': threadPoolOptions(futures.ThreadPoolExecutor),
  'concurrent.futures.InterpreterPoolExecutor': threadPoolOptions(futures.InterpreterPoolExecutor),
  'concurrent.futures.ProcessPoolExecutor': {
    ...poolOptions(futures.ProcessPoolExecutor, null),
    max_tasks_per_child: {
      is: 2,
      byName: () => kindOf(new futures.ProcessPoolExecutor(1, { maxTasksPerChild: 2 })).maxTasks,
    },
  },
};

/** An option that nothing has. */
const TYPO: Any = { tpyo: 1 };

/** What each function is called with that takes options, by the section of `api.txt` that it is in. */
const REFUSALS: Readonly<Record<string, (typo: Any) => unknown>> = {
  './asyncio Barrier': (typo) => new asyncio.Barrier(typo),
  './asyncio BoundedSemaphore': (typo) => new asyncio.BoundedSemaphore(typo),
  './asyncio Condition': (typo) => new asyncio.Condition(typo),
  './asyncio Condition.notify': (typo) => {
    const held = { locked: () => true, acquire: () => Promise.resolve(true), release() {} };
    new asyncio.Condition(held).notify(typo);
  },
  './asyncio EventLoop.createTask': (typo) => closing((coroutine) => here().createTask(coroutine, typo)),
  './asyncio EventLoop.shutdownDefaultExecutor': (typo) => here().shutdownDefaultExecutor(typo),
  './asyncio Future': (typo) => new asyncio.Future(typo),
  './asyncio Future.addDoneCallback': (typo) =>
    here()
      .createFuture()
      .addDoneCallback(() => {}, typo),
  './asyncio LifoQueue': (typo) => new asyncio.LifoQueue(typo),
  './asyncio PriorityQueue': (typo) => new asyncio.PriorityQueue({ compare: () => 0, ...typo }),
  './asyncio Queue': (typo) => new asyncio.Queue(typo),
  './asyncio Queue.shutdown': (typo) => new asyncio.Queue().shutdown(typo),
  './asyncio Runner': (typo) => new asyncio.Runner(typo),
  './asyncio Runner.run': (typo) => closing((coroutine) => new asyncio.Runner().run(coroutine, typo)),
  './asyncio Semaphore': (typo) => new asyncio.Semaphore(typo),
  './asyncio Task': (typo) => closing((coroutine) => new asyncio.Task(coroutine, typo)),
  './asyncio Task.getStack': (typo) => asyncio.currentTask()?.getStack(typo),
  './asyncio Task.printStack': (typo) => asyncio.currentTask()?.printStack(typo),
  './asyncio TaskGroup.createTask': (typo) =>
    go(function* () {
      const group = new asyncio.TaskGroup();
      yield* group.aenter();
      return closing((coroutine) => group.createTask(coroutine, typo));
    }),
  './asyncio allTasks': (typo) => asyncio.allTasks(typo),
  './asyncio asCompleted': (typo) => asyncio.asCompleted([here().createFuture()], typo),
  './asyncio captureCallGraph': (typo) => asyncio.captureCallGraph(null, typo),
  './asyncio coroutine': (typo) => asyncio.coroutine(debugOf, typo),
  './asyncio createTask': (typo) => closing((coroutine) => asyncio.createTask(coroutine, typo)),
  './asyncio currentTask': (typo) => asyncio.currentTask(typo),
  './asyncio eagerTaskFactory': (typo) => closing((coroutine) => asyncio.eagerTaskFactory(here(), coroutine, typo)),
  './asyncio ensureFuture': (typo) => closing((coroutine) => asyncio.ensureFuture(coroutine, typo)),
  './asyncio formatCallGraph': (typo) => asyncio.formatCallGraph(null, typo),
  './asyncio gather': (typo) => asyncio.gather(here().createFuture(), typo),
  './asyncio printCallGraph': (typo) => asyncio.printCallGraph(null, typo),
  './asyncio run': (typo) => closing((coroutine) => asyncio.run(coroutine, typo)),
  './asyncio staggeredRace': (typo) => asyncio.staggeredRace([], null, typo),
  './asyncio wait': (typo) => asyncio.wait([here().createFuture()], typo),
  './asyncio waitFor': (typo) => asyncio.waitFor(here().createFuture(), typo),
  './asyncio wrapFuture': (typo) => asyncio.wrapFuture(Promise.resolve(), typo),
  './concurrent/futures Executor.map': (typo) => new Inline().map((n: number) => n, [1], typo),
  './concurrent/futures Executor.shutdown': (typo) => new Inline().shutdown(true, typo),
  './concurrent/futures Future.exception': (typo) => success().exception(typo),
  './concurrent/futures Future.result': (typo) => success().result(typo),
  './concurrent/futures InterpreterPoolExecutor': (typo) => new futures.InterpreterPoolExecutor(1, typo),
  './concurrent/futures ProcessPoolExecutor': (typo) => new futures.ProcessPoolExecutor(typo),
  './concurrent/futures ProcessPoolExecutor.map': (typo) =>
    new futures.ProcessPoolExecutor(1).map((n: number) => n, [1], typo),
  './concurrent/futures ThreadPoolExecutor': (typo) => new futures.ThreadPoolExecutor(typo),
  './concurrent/futures asCompleted': (typo) => futures.asCompleted([], typo),
  './concurrent/futures wait': (typo) => futures.wait([success() as Any], typo),
  './contextvars ContextVar': (typo) => new ContextVar('variable', typo),
  './testing run': (typo) => testing.run(() => 1, typo),
};

/** Where an object is keyword arguments only if all of its names are: any other value may stand there too. */
const TAKE_ANYTHING = [
  './asyncio EventLoop.callAt',
  './asyncio EventLoop.callLater',
  './asyncio EventLoop.callSoon',
  './asyncio EventLoop.callSoonThreadsafe',
  './asyncio sleep',
  './contextlib nullcontext',
];

/** Calls it with a coroutine that is closed if that is refused, so that no warning is left. */
function closing<T>(call: (coroutine: Any) => T): T {
  const coroutine = done();
  try {
    return call(coroutine);
  } finally {
    (coroutine as Any).close();
  }
}

/** The functions, methods and constructors of `api.txt` that have a parameter for options, as `MODULE NAME`. */
function takersOf(api: string): Set<string> {
  const found = new Set<string>();
  for (const section of api.split(/^# /m)) {
    const [module = '', ...lines] = section.split('\n');
    if (/^\.\/(?:host|main|lowered)$/.test(module)) continue;
    let owner = '';
    let isClass = false;
    for (const line of lines) {
      const [, word = '', name = ''] = /^(?: {2})?(\w+) ?(\w*)/.exec(line) ?? [];
      const isMember = line.startsWith('  ');
      if (!isMember) [owner, isClass] = [name, word === 'class'];
      if (isMember ? !isClass : word !== 'function' && word !== 'const') continue;
      // An overloaded method's parameters stand between braces.
      const parameters = line.includes(': { <') ? line : line.slice(0, Math.max(line.lastIndexOf(') =>'), 0));
      if (!/\w+Options\b|\{ readonly \w+\??:|\bLimit\b/.test(parameters)) continue;
      // One that makes functions with options takes none itself.
      if (/\(construct:/.test(parameters)) continue;
      found.add(`${module} ${isMember ? (word === 'new' ? owner : `${owner}.${word}`) : name}`);
    }
  }
  return found;
}

/** Shuts the default executor down, which never ends; what it is told, and how long that takes. */
async function shutDown(timeout: Any): Promise<unknown> {
  const loop = here();
  let asked = '';
  const stuck = {
    submit: (): Any => undefined,
    shutdown: () => {
      asked = 'executor is asked';
      return new Promise<void>(() => {});
    },
  };
  (loop as Any)._defaultExecutor = stuck;
  const [, seconds] = (await timed(() => loop.shutdownDefaultExecutor(timeout))) as Any;
  (loop as Any)._defaultExecutor = null;
  return [asked, seconds];
}

/** A coroutine that calls the function, and awaits what it gives. */
const inLoop = asyncio.coroutine(function* (prove: () => unknown): Generator<unknown, unknown> {
  const given = prove();
  return typeof (given as { then?: unknown } | null)?.then === 'function' ? yield given : given;
});

/** For those that start a loop themselves. */
const BETWEEN_LOOPS: Readonly<Record<string, Proofs>> = {
  'asyncio.run': {
    debug: { is: true, byName: () => asyncio.run(go(debugOf), { debug: true }) },
    loop_factory: { is: true, byName: () => madeHere((options) => asyncio.run(done(), options)) },
  },
  'asyncio.Runner': {
    debug: { is: true, byName: () => new asyncio.Runner({ debug: true }).run(go(debugOf)) },
    loop_factory: { is: true, byName: () => madeHere((options) => new asyncio.Runner(options).run(done())) },
  },
  'asyncio.Runner.run': {
    context: { is: 'given', byName: () => new asyncio.Runner().run(done(), { context }) },
  },
};
// biome-ignore lint/correctness/useYield: a coroutine function, which need not wait.
function* debugOf(): Generator<unknown, boolean> {
  return here().getDebug();
}
async function madeHere(run: (options: typeof factory) => Promise<unknown>): Promise<boolean> {
  let made = false;
  await run({
    loopFactory: () => {
      made = true;
      return factory.loopFactory();
    },
  });
  return made;
}

describe('keyword arguments', () => {
  before(() => {
    const host = createNodeHost({
      clock: 'virtual',
      write: (stream, text) => {
        printed[stream] += text;
      },
    });
    installHost({ ...host, startWorker });
  });

  // While a worker is at work, the virtual clock stands.
  afterEach(() => {
    for (const end of workers) end();
    workers.clear();
  });

  const rows = new Map(apiTable().flatMap((group) => group.rows.map((row) => [`${group.title}.${row.python}`, row])));
  const isDifferent = (name: string, parameter: string): boolean => {
    const short = name.replace(/^(?:asyncio|contextvars|contextlib|concurrent\.futures)\./, '');
    return remarks[short]?.includes(`\`${camelCase(parameter)}\``) === true;
  };
  const used = new Set<string>();

  for (const [name, parameters] of Object.entries(signatures)) {
    const here = rows.get(name)?.here ?? null;
    if (here === null) continue;
    for (const [parameter, kind, hasDefault] of parameters) {
      const isNamed = kind === 'KEYWORD_ONLY' || kind === 'VAR_KEYWORD';
      if (!isNamed && !(kind === 'POSITIONAL_OR_KEYWORD' && hasDefault)) continue;
      if (isDifferent(name, parameter) || UNDOCUMENTED.includes(`${name} ${parameter}`)) continue;
      used.add(`${name} ${parameter}`);
      test(`${name}: ${parameter}`, async () => {
        const between = BETWEEN_LOOPS[name]?.[parameter];
        const proof = between ?? PROOFS[name]?.[parameter];
        assert.ok(proof !== undefined, `nothing shows that ${here} takes ${parameter}, and no remark says otherwise`);
        const run = (prove: () => unknown): unknown => (between === undefined ? asyncio.run(inLoop(prove)) : prove());
        assert.deepEqual(await run(proof.byName), proof.is, 'by name');
        if (isNamed) return;
        assert.ok(proof.byPosition !== undefined, `nothing shows that ${here} takes ${parameter} by position`);
        assert.deepEqual(await run(proof.byPosition), proof.is, 'by position');
      });
    }
  }

  test('a result that looks like keyword arguments of something else is a result', async () => {
    for (const given of [{ context: 5 }, { context: null }, { msg: 'why' }]) {
      assert.deepEqual(await asyncio.run(asyncio.sleep(1, { result: given })), given);
      assert.deepEqual(await asyncio.run(asyncio.sleep(1, given)), given);
    }
  });

  test('an object without properties is keyword arguments, none of them', async () => {
    const future = success();
    assert.equal(await future.result({}), 'success');
    assert.equal(await future.exception({}), null);
    assert.deepEqual(await collect(futures.asCompleted([future as Any], {})), [future]);
    const [all, current, graph, count] = await asyncio.run(
      go(function* () {
        const task = asyncio.currentTask({}) as asyncio.Task;
        const text = asyncio.formatCallGraph({});
        yield here().shutdownDefaultExecutor({});
        return [asyncio.allTasks({}).has(task), task.getName(), text, yield* woken({})] as const;
      }),
    );
    assert.equal(all, true);
    assert.match(current, /^Task-/);
    assert.match(graph, /Task\(name=/);
    assert.equal(count, 1);
  });

  const WRONG: Readonly<Record<string, () => unknown>> = {
    "ThreadPoolExecutor() got an unexpected keyword argument 'maxWorker'": () =>
      new futures.ThreadPoolExecutor({ maxWorker: 5 } as Any),
    "ThreadPoolExecutor() got an unexpected keyword argument 'threadNamePrefx'": () =>
      new futures.ThreadPoolExecutor(3, { threadNamePrefx: 'p' } as Any),
    "ThreadPoolExecutor() got multiple values for argument 'maxWorkers'": () =>
      new futures.ThreadPoolExecutor(3, { maxWorkers: 5 }),
    'ProcessPoolExecutor() takes at most 4 positional arguments (5 given)': () =>
      new futures.ProcessPoolExecutor(2, null, null, [], 5 as Any),
    'wait() takes at most 2 positional arguments (3 given)': () => (futures.wait as Any)([], 1, 'ALL_COMPLETED', 2),
    'wait() got a positional argument after keyword arguments': () => (futures.wait as Any)([], {}, 'ALL_COMPLETED'),
    "result() got an unexpected keyword argument 'timeuot'": () => success().result({ timeuot: 1 } as Any),
    "formatCallGraph() got an unexpected keyword argument 'depht'": () => asyncio.formatCallGraph({ depht: 1 } as Any),
  };
  for (const [message, call] of Object.entries(WRONG)) {
    test(message, () => assert.throws(call, { name: 'TypeError', message }));
  }

  const takers = takersOf(readFileSync(new URL('api.txt', import.meta.url), 'utf8'));
  for (const name of takers) {
    test(`${name} refuses an option that it does not have`, async () => {
      if (TAKE_ANYTHING.includes(name)) return;
      const refuse = REFUSALS[name];
      assert.ok(refuse !== undefined, 'nothing shows that it refuses one');
      const between = ['./asyncio Runner', './asyncio run', './asyncio Runner.run', './testing run'].includes(name);
      const call = async (): Promise<unknown> => (between ? refuse(TYPO) : asyncio.run(inLoop(() => refuse(TYPO))));
      // As in CPython, what makes tasks hands its keyword arguments on to the task.
      const called = /\bcreateTask$|eagerTaskFactory$/.test(name) ? 'Task' : /\w+$/.exec(name)?.[0];
      const message = `${called}() got an unexpected keyword argument 'tpyo'`;
      await assert.rejects(call, { name: 'TypeError', message });
    });
  }

  test('every function that refuses options is in the API, and takes some', () => {
    const named = [...Object.keys(REFUSALS), ...TAKE_ANYTHING];
    assert.deepEqual(
      named.filter((name) => !takers.has(name)),
      [],
    );
  });

  test('where any value can stand, an object with other names is one', async () => {
    for (const given of [{}, TYPO]) {
      assert.equal(await asyncio.run(asyncio.sleep(1, given)), given);
      assert.equal(new contextlib.nullcontext<unknown>(given).enter(), given);
      for (const schedule of ['callSoon', 'callSoonThreadsafe', 'callLater', 'callAt'] as const) {
        const seen = await asyncio.run(
          go(function* () {
            const future = here().createFuture<unknown>();
            const first = schedule.startsWith('callSoon') ? [] : [0];
            (here()[schedule] as Any)(...first, (argument: unknown) => future.setResult(argument), given);
            return yield* future;
          }),
        );
        assert.equal(seen, given, schedule);
      }
    }
  });

  test('no proof is about a parameter that CPython does not have', () => {
    const proved = Object.entries({ ...PROOFS, ...BETWEEN_LOOPS }).flatMap(([name, proofs]) =>
      Object.keys(proofs).map((parameter) => `${name} ${parameter}`),
    );
    assert.deepEqual(
      proved.filter((one) => !used.has(one)),
      [],
    );
  });
});
