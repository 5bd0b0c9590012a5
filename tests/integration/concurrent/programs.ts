/**
 * What executors do, as programs with what they print. They run in Node
 * (programs.test.ts) and in the browser's sandbox (tests/browser/executors.test.ts).
 */
import assert from 'node:assert/strict';
import type { Line } from '../../../src/notebook/model/transcript.ts';

export interface PoolProgram {
  readonly name: string;
  /** Functions at the top of the program. */
  readonly top?: string;
  /** The body of `main()`, or the whole module after its imports if it is none. */
  readonly main?: string;
  readonly module?: string;
  /** Lines of stdout, with the worker that printed them in front. */
  readonly out: readonly string[];
  /** Texts that lines of stderr contain, in this order; without them nothing is printed there. */
  readonly err?: readonly string[];
}

const HEAD = `import * as asyncio from 'awaitable/asyncio';
import { asyncWith, print, repr, ExceptionGroup, RuntimeError, TypeError, ValueError } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';
import { ContextVar } from 'awaitable/contextvars';
import { datetime } from 'awaitable/datetime';
import * as os from 'awaitable/os';
import * as threading from 'awaitable/threading';
import * as time from 'awaitable/time';

function nap(seconds: number) {
  const loop = asyncio.newEventLoop();
  return loop.runUntilComplete(asyncio.sleep(seconds, seconds)).finally(() => loop.close());
}
function square(n: number): number { return n * n; }
function name(): string { return threading.currentThread().name; }
function pid(): number { return os.getpid(); }
function fail(n: number): void { throw new RangeError('too big: ' + n); }
function spin(): void { for (;;); }
function forever(): Promise<void> { return new Promise(() => {}); }
function leave(): void { os._exit(3); }
function echo(value: any): any { return value; }
async function twice(n: number) { await asyncio.sleep(1); return 2 * n; }
const POOLS = [futures.ThreadPoolExecutor, futures.ProcessPoolExecutor, futures.InterpreterPoolExecutor] as const;
/** The outcome of a call as text. */
async function outcome(future: any, wanted = (value: unknown) => repr(value)) {
  try { return wanted(await (future instanceof futures.Future ? future.result() : future)); }
  catch (error) { return repr(error).replace(/ at 0x[0-9a-f]+/, ''); }
}
`;

/** The source of a program, whole. */
export function sourceOf({ top = '', main, module }: Pick<PoolProgram, 'top' | 'main' | 'module'>): string {
  if (module !== undefined) return HEAD + module;
  const body = `async function main() {\nconst loop = asyncio.getRunningLoop();\n${main}\n}`;
  return `${HEAD}${top}\n${body}\nif (import.meta.main) await asyncio.run(main());\n`;
}

/** Four calls for two workers: two that take their time, one that fails, and one that is cancelled before a worker takes it. */
export const twoWorkers: string = sourceOf({
  main: `const pool = new futures.ProcessPoolExecutor(2);
    const naps = [2, 3].map((seconds) => loop.runInExecutor(pool, nap, seconds));
    const failing = loop.runInExecutor(pool, fail, 1);
    const cancelled = loop.runInExecutor(pool, square, 3);
    cancelled.cancel();
    print(await asyncio.gather(...naps, failing, { returnExceptions: true }));
    pool.shutdown();`,
});

/** Compares what a program has printed with what it should have. */
export function check({ out, err = [] }: PoolProgram, lines: readonly Line[]): void {
  const text = ({ worker, text }: Line): string => (worker === undefined ? text : `[${worker}] ${text}`);
  const printed = (stream: Line['stream']): string[] => lines.filter((line) => line.stream === stream).map(text);
  const errors = printed('err');
  assert.deepEqual({ out: printed('out'), err: err.length === 0 ? errors : [] }, { out, err: [] }, errors.join('\n'));
  let from = 0;
  for (const wanted of err) {
    const at = errors.findIndex((line, index) => index >= from && line.includes(wanted));
    assert.ok(at >= 0, `no line of stderr contains ${wanted}:\n${errors.join('\n')}`);
    from = at + 1;
  }
}

const LOST = 'A process in the process pool was terminated abruptly while the future was running or pending.';
const UNUSABLE = 'A child process terminated abruptly, the process pool is not usable anymore';
const THREAD_LOST = 'A thread of the pool was terminated abruptly while the future was running or pending.';

export const programs: readonly PoolProgram[] = [
  // ── Futures ────────────────────────────────────────────────────────────────
  {
    name: 'a future is pending, running, finished; waiting for it can time out',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        const begin = loop.time();
        const [first, second, third] = [pool.submit(nap, 5), pool.submit(nap, 1), pool.submit(square, 3)];
        print(first.done(), second.running(), repr(third).includes('state=pending'));
        while (!first.running()) await asyncio.sleep(0);
        print(first.cancel(), second.cancel(), second.cancelled(), second.done());
        print(await outcome(first.result(1)), loop.time() - begin);
        print(await outcome(third.exception(0.5)), loop.time() - begin);
        print(await third.result(), await third.exception(), await first.result(), loop.time() - begin);
        print(await outcome(second), first.cancel(), third.running(), third.done());
        await pool.shutdown();
      }`,
    out: Array.from({ length: 3 }, () => [
      'False False True',
      'False True True True',
      'TimeoutError() 1',
      'TimeoutError() 1.5',
      '9 None 5 5',
      'CancelledError() False False True',
    ]).flat(),
  },
  {
    name: 'a job that blocks its worker leaves the loop free; a wrong length is refused in it',
    main: `
      let turns = 0;
      const others = (async () => { while (true) { turns++; await asyncio.sleep(0); } })();
      const counting = asyncio.createTask(others);
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        const before = turns;
        print(await outcome(loop.runInExecutor(pool, time.sleep, 0.05)), turns > before + 1);
        print(await outcome(loop.runInExecutor(pool, time.sleep, -1)));
        await pool.shutdown();
      }
      counting.cancel();`,
    out: Array.from({ length: 3 }, () => ['None True', "ValueError('sleep length must be non-negative')"]).flat(),
  },
  {
    name: 'callbacks run in order when a call has ended, and what they raise is reported',
    main: `
      const pool = new futures.ThreadPoolExecutor(1);
      const future = pool.submit(square, 3);
      future.addDoneCallback((done) => print('first', done === future, done.done()));
      future.addDoneCallback(() => { throw new RangeError('in a callback'); });
      future.addDoneCallback(() => print('third'));
      await future.result();
      future.addDoneCallback(() => print('at once'));
      print('after');
      await pool.shutdown();`,
    out: ['first True True', 'third', 'at once', 'after'],
    err: ['exception calling callback for <Future at', 'RangeError: in a callback'],
  },
  // ── map, wait, asCompleted ─────────────────────────────────────────────────
  {
    name: 'map() gives results in the order of the items, whatever ends first',
    top: 'function add(a: number, b: number) { return a + b; }',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(2);
        const begin = loop.time();
        const given = [];
        for await (const seconds of pool.map(nap, [3, 1, 2])) given.push([seconds, loop.time() - begin]);
        print(given);
        const sums = [];
        for await (const sum of pool.map(add, [1, 2, 3, 4, 5], [10, 20, 30, 40], { chunksize: 3 })) sums.push(sum);
        print(sums);
        await pool.shutdown();
      }`,
    out: Array.from({ length: 3 }, () => ['[[3, 3], [1, 3], [2, 3]]', '[11, 22, 33, 44]']).flat(),
  },
  {
    name: 'map() stops at an exception, at its timeout, and when it is left; the rest is cancelled',
    top: `
      function few(n: number) { if (n > 1) fail(n); return n; }`,
    main: `
      const pool = new futures.ThreadPoolExecutor(1);
      const given = [];
      try { for await (const n of pool.map(few, [0, 1, 2, 3])) given.push(n); } catch (error) { print(given, repr(error)); }
      const begin = loop.time();
      const slow = pool.map(nap, [1, 50, 2], { timeout: 5 });
      print((await slow.next()).value);
      print(await outcome(slow.next()), loop.time() - begin);
      print((await slow.next()).done);
      let taken = 0;
      const endless = (function* () { for (;;) yield taken++; })();
      for await (const n of pool.map(square, endless, { buffersize: 2 })) if (n === 4) break;
      print(taken);
      await pool.shutdown();
      print(loop.time() - begin);`,
    out: ["[0, 1] RangeError('too big: 2')", '1', 'TimeoutError() 5', 'True', '5', '51'],
  },
  {
    name: 'wait() waits for the first, the first exception, all; or a while',
    top: 'function late(n: number) { return nap(n).then(fail); }',
    main: `
      const pool = new futures.ThreadPoolExecutor(3);
      const begin = loop.time();
      const calls = [pool.submit(nap, 1), pool.submit(late, 2), pool.submit(nap, 3)];
      for (const returnWhen of [futures.FIRST_COMPLETED, futures.FIRST_EXCEPTION, futures.ALL_COMPLETED] as const) {
        const { done, notDone } = await futures.wait(calls, { returnWhen });
        print(returnWhen, done.size, notDone.size, loop.time() - begin);
      }
      const [done, notDone] = await futures.wait([...calls, pool.submit(nap, 10)], { timeout: 4 });
      print(done.size, notDone.size, loop.time() - begin);
      await pool.shutdown();`,
    out: ['FIRST_COMPLETED 1 2 1', 'FIRST_EXCEPTION 2 1 2', 'ALL_COMPLETED 3 0 3', '3 1 7'],
  },
  {
    name: 'asCompleted() gives calls as they end, each once, and says how many are missing',
    main: `
      const pool = new futures.ProcessPoolExecutor(3);
      const calls = [3, 1, 2].map((n) => pool.submit(nap, n));
      for await (const call of futures.asCompleted([...calls, ...calls])) print(await call.result(), loop.time());
      const iterator = futures.asCompleted([pool.submit(nap, 1), pool.submit(nap, 9), pool.submit(nap, 9)], { timeout: 5 });
      print(await (await iterator.next()).value.result());
      print(await outcome(iterator.next()), loop.time());
      await pool.shutdown();`,
    out: ['1 1', '2 2', '3 3', '1', "TimeoutError('2 (of 3) futures unfinished') 8"],
  },
  // ── Pools ──────────────────────────────────────────────────────────────────
  {
    name: 'an idle worker is reused before one is started; threads have names',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(5);
        const places = new Set();
        for (let i = 0; i < 6; i++) places.add((await pool.submit(pid).result()) + (await pool.submit(name).result()));
        print(places.size);
        await pool.shutdown();
      }
      await asyncWith(new futures.ThreadPoolExecutor(2, { threadNamePrefix: 'mine' }), async (mine) => {
        const calls = [2, 3, 1].map((n) => loop.runInExecutor(mine, nap, n));
        await calls[0];
        print(loop.time(), await mine.submit(name).result(), await loop.runInExecutor(mine, name));
      });
      print(loop.time());`,
    out: ['1', '1', '1', '2 mine_1 mine_1', '3'],
  },
  {
    name: 'calls are executed in the order in which they were submitted',
    top: `
      const seen: number[] = [];
      function note(n: number) { seen.push(n); if (n % 7 === 3) { const until = performance.now() + 12; while (performance.now() < until); } }
      function all() { return seen; }`,
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        await futures.wait(Array.from({ length: 60 }, (_, n) => pool.submit(note, n)));
        const order = await pool.submit(all).result();
        print(order.length, order.every((n, i) => n === i));
        await pool.shutdown();
      }`,
    out: ['60 True', '60 True', '60 True'],
  },
  {
    name: 'shutdown() takes no more calls, and those that were taken are executed',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        const begin = loop.time();
        const calls = [pool.submit(nap, 1), pool.submit(nap, 2)];
        await pool.shutdown(false);
        print(loop.time() - begin, await outcome((async () => pool.submit(square, 1))()));
        print(await calls[0].result(), await calls[1].result(), loop.time() - begin);
        await pool.shutdown();
        await pool.shutdown();
        let inside;
        await asyncWith(new Pool(1), async (other) => { inside = other.submit(nap, 4); });
        print(inside.done(), loop.time() - begin);
      }`,
    out: Array.from({ length: 3 }, () => [
      "0 RuntimeError('cannot schedule new futures after shutdown')",
      '1 2 3',
      'True 7',
    ]).flat(),
  },
  {
    name: 'shutdown({ cancelFutures }) cancels what has not begun',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        const calls = [1, 2, 3].map((n) => pool.submit(nap, n));
        while (!calls[0].running()) await asyncio.sleep(0);
        await pool.shutdown({ cancelFutures: true });
        print(calls.map((call) => call.cancelled()), await calls[0].result());
      }
      const pool = new futures.ProcessPoolExecutor(1);
      const call = pool.submit(square, 1);
      await pool.shutdown(true, { cancelFutures: true });
      print(call.cancelled());`,
    out: ['[False, True, True] 1', '[False, True, True] 1', '[False, True, True] 1', 'True'],
  },
  {
    name: 'a process is replaced after so many calls, while the pool shuts down too',
    main: `
      const pool = new futures.ProcessPoolExecutor(1, { maxTasksPerChild: 2 });
      const ids = [];
      for (let i = 0; i < 6; i++) ids.push(await pool.submit(pid).result());
      print(new Set(ids).size, ids[0] === ids[1], ids[1] === ids[2]);
      const more = Array.from({ length: 5 }, () => pool.submit(pid));
      await pool.shutdown();
      const counts = new Map<number, number>();
      for (const future of more) { const id = await future.result(); counts.set(id, (counts.get(id) ?? 0) + 1); }
      print([...counts.values()]);`,
    out: ['3 True False', '[2, 2, 1]'],
  },
  {
    name: 'what a pool is made with is checked',
    main: `
      const attempts: (() => unknown)[] = [
        () => new futures.ProcessPoolExecutor(0),
        () => new futures.ThreadPoolExecutor(-1),
        () => new futures.ProcessPoolExecutor(1, { maxTasksPerChild: 0 }),
        () => new futures.ProcessPoolExecutor(1, { initializer: 3 as any }),
        () => new futures.ProcessPoolExecutor(1).map(square, [1], { chunksize: 0 }),
        () => new futures.ThreadPoolExecutor(1).map(square, [1], { buffersize: 0 }),
        () => new futures.ThreadPoolExecutor(1).submit(3 as any),
      ];
      for (const attempt of attempts) try { attempt(); } catch (error) { print(repr(error)); }`,
    out: [
      "ValueError('max_workers must be greater than 0')",
      "ValueError('max_workers must be greater than 0')",
      "ValueError('max_tasks_per_child must be >= 1')",
      "TypeError('initializer must be a callable')",
      "ValueError('chunksize must be >= 1.')",
      "ValueError('buffersize must be None or > 0')",
      "TypeError('a callable is expected, got 3')",
    ],
  },
  {
    name: 'an initializer prepares each worker; what it has made is kept',
    top: `
      let mine: asyncio.EventLoop;
      const tasks: asyncio.Task<number>[] = [];
      function start(word: string) { print(word); mine = asyncio.newEventLoop(); asyncio.setEventLoop(mine); }
      async function job(n: number) { await asyncio.sleep(1); return n; }
      function dispatch(n: number) { tasks.push(mine.createTask(job(n))); }
      async function all() { return await asyncio.gather(...tasks); }
      function drain() { return mine.runUntilComplete(all()); }`,
    main: `
      const pools = [0, 1].map((n) => new POOLS[n](1, { initializer: start, initargs: ['hello'] }));
      for (let n = 0; n < 4; n++) await loop.runInExecutor(pools[n % 2], dispatch, n);
      print(await asyncio.gather(...pools.map((pool) => loop.runInExecutor(pool, drain))), loop.time());
      for (const pool of pools) await pool.shutdown();`,
    out: ['[ThreadPoolExecutor-0_0] hello', '[Process-1] hello', '[[0, 2], [1, 3]] 1'],
  },
  // ── In asyncio ─────────────────────────────────────────────────────────────
  {
    name: 'the loop has a default executor, which ends with it',
    main: `
      print(await loop.runInExecutor(null, name));
      try { loop.setDefaultExecutor(new futures.ProcessPoolExecutor(1) as any); } catch (error) { print(repr(error)); }
      await loop.shutdownDefaultExecutor();
      try { await loop.runInExecutor(null, name); } catch (error) { print(repr(error)); }`,
    out: [
      'asyncio_0',
      "TypeError('executor must be ThreadPoolExecutor instance')",
      "RuntimeError('Executor shutdown has been called')",
    ],
  },
  {
    name: 'a default executor of the program is used and shut down',
    main: `
      const mine = new futures.ThreadPoolExecutor(1, { threadNamePrefix: 'mine' });
      loop.setDefaultExecutor(mine);
      print(await loop.runInExecutor(null, name), await asyncio.toThread(name));
      await loop.shutdownDefaultExecutor();
      try { mine.submit(square, 1); } catch (error) { print(repr(error)); }`,
    out: ['mine_0 mine_0', "RuntimeError('cannot schedule new futures after shutdown')"],
  },
  {
    name: 'shutting the default executor down can take too long',
    main: `
      const future = loop.runInExecutor(null, nap, 3600);
      await loop.shutdownDefaultExecutor(1);
      print(loop.time());
      print(await future, loop.time());`,
    out: ['1', '3600 3600'],
    err: ['RuntimeWarning: The executor did not finishing joining its threads within 1 seconds.'],
  },
  {
    name: 'runInExecutor() given a coroutine function makes its coroutine, and refuses it in debug mode',
    main: `
      const made: any = await loop.runInExecutor(null, twice, 4);
      print(repr(made).slice(0, 23), await made);
      const processes = new futures.ProcessPoolExecutor(1);
      print(await outcome(loop.runInExecutor(processes, twice, 4)));
      await processes.shutdown();
      loop.setDebug(true);
      for (const pool of [null, processes]) print(await outcome((async () => await loop.runInExecutor(pool, twice, 4))()));`,
    out: [
      '<coroutine object twice 8',
      `TypeError("cannot pickle 'coroutine' object")`,
      "TypeError('coroutines cannot be used with run_in_executor()')",
      "TypeError('coroutines cannot be used with run_in_executor()')",
    ],
    err: ["coroutine 'twice' was never awaited"],
  },
  {
    name: 'toThread() takes context variables along, runInExecutor() does not; one that has no place is named',
    top: `
      const user = new ContextVar<string>('user', { default: 'nobody' });
      function who() { const before = user.get(); user.set('changed there'); return before; }`,
    main: `
      user.set('ann');
      print(await asyncio.toThread(who), await asyncio.toThread(who), user.get());
      print(await loop.runInExecutor(null, who));
      new ContextVar('local').set(1);
      print(await outcome(asyncio.createTask(asyncio.toThread(who))));
      user.set(() => 1);
      print(await outcome(asyncio.createTask(asyncio.toThread(who))));`,
    out: [
      'ann ann ann',
      'nobody',
      'TypeError("the context variable \'local\' cannot go to a worker: it is no variable at the top of the program")',
      `PicklingError("Can't pickle local object <function <lambda>>")`,
    ],
  },
  {
    name: 'wrapFuture() cancels both ways, and passes results and exceptions on',
    main: `
      const pool = new futures.ThreadPoolExecutor(1);
      const running = pool.submit(nap, 5);
      const [one, two, three, four] = [pool.submit(nap, 1), pool.submit(nap, 1), pool.submit(square, 3), pool.submit(fail, 3)];
      const [a, b, c, d] = [one, two, three, four].map((future) => asyncio.wrapFuture(future));
      const first = asyncio.wrapFuture(running);
      while (!running.running()) await asyncio.sleep(0);
      print(a.cancel(), two.cancel(), first.cancel());
      await asyncio.sleep(0);
      print(one.cancelled(), b.cancelled(), running.cancelled());
      for (const future of [a, b, c, d, first]) print(await outcome(asyncio.shield(future)));
      print(await running.result(), loop.time());
      await pool.shutdown();`,
    out: [
      'True True True',
      'True True False',
      'CancelledError()',
      'CancelledError()',
      '9',
      "RangeError('too big: 3')",
      'CancelledError()',
      '5 5',
    ],
  },
  {
    name: 'a worker calls its starter: callSoonThreadsafe() and runCoroutineThreadsafe()',
    top: `
      function note(n: unknown) { print('progress', n); }
      async function double(n: number) { await asyncio.sleep(10); return 2 * n; }
      async function refuse() { throw new ValueError('asked'); }
      async function local() { return () => 1; }
      function work(loop: asyncio.EventLoop) {
        loop.callSoonThreadsafe(note, 1);
        loop.callSoonThreadsafe(note, 2);
        loop.callSoonThreadsafe(note, { context: 'of the note' });
        return asyncio.runCoroutineThreadsafe(double, loop, 21).result();
      }
      function ask(loop: asyncio.EventLoop) { return asyncio.runCoroutineThreadsafe(refuse, loop).result(); }
      function closure(loop: asyncio.EventLoop) { return asyncio.runCoroutineThreadsafe(local, loop).result(); }
      function inLoop(parent: asyncio.EventLoop) {
        const loop = asyncio.newEventLoop();
        async function both() {
          const asked = asyncio.wrapFuture(asyncio.runCoroutineThreadsafe(double, parent, 4));
          await asyncio.sleep(3);
          return [await asked, loop.time()];
        }
        return loop.runUntilComplete(both());
      }`,
    main: `
      print(await loop.runInExecutor(null, work, loop), loop.time());
      print(await outcome(loop.runInExecutor(null, ask, loop)));
      print(await outcome(loop.runInExecutor(null, closure, loop)));
      print(await loop.runInExecutor(null, inLoop, loop), loop.time());`,
    out: [
      'progress 1',
      'progress 2',
      "progress {'context': 'of the note'}",
      '42 10',
      "ValueError('asked')",
      `PicklingError("Can't pickle local object <function <lambda>>")`,
      '[8, 20] 20',
    ],
  },
  {
    name: 'runCoroutineThreadsafe() here: result, exception, cancellation both ways',
    top: `
      let cancelled = false;
      async function late() { try { await asyncio.sleep(1000); } finally { cancelled = true; } }
      async function gone() { throw new asyncio.CancelledError(); }`,
    main: `
      print(await asyncio.runCoroutineThreadsafe(twice(4), loop).result(), loop.time());
      const future = asyncio.runCoroutineThreadsafe(late(), loop);
      print(await outcome(future.result(2)), loop.time());
      future.cancel();
      await asyncio.sleep(1);
      print(cancelled);
      print(await outcome(asyncio.runCoroutineThreadsafe(gone(), loop)));
      try { asyncio.runCoroutineThreadsafe(twice as any, loop); } catch (error) { print(repr(error)); }`,
    out: ['8 1', 'TimeoutError() 3', 'True', 'CancelledError()', "TypeError('A coroutine object is required')"],
  },
  // ── Clocks and output ──────────────────────────────────────────────────────
  {
    name: "the clock goes exactly as far as the workers' work takes",
    main: `
      const pool = new futures.ThreadPoolExecutor(1);
      const beating = asyncio.createTask((async () => {
        for (let i = 0; i < 4; i++) { await asyncio.sleep(0.5); print(loop.time(), 'beat'); }
      })());
      await loop.runInExecutor(pool, nap, 1.75);
      print(loop.time(), 'nap');
      await beating;
      await pool.shutdown();
      print(loop.time());`,
    out: ['0.5 beat', '1 beat', '1.5 beat', '1.75 nap', '2 beat', '2'],
  },
  {
    name: 'the clock does not jump while a worker computes, starts or ends',
    top: `
      function burn() { const until = performance.now() + 200; while (performance.now() < until); return 'burnt'; }`,
    main: `
      const say = (what: unknown) => print(what, loop.time());
      for (const Pool of [futures.ThreadPoolExecutor, futures.ProcessPoolExecutor]) {
        const alarm = asyncio.createTask(asyncio.sleep(0.001, 'alarm'));
        alarm.addDoneCallback(() => say('alarm'));
        const pool = new Pool(2);
        for (const what of await asyncio.gather(loop.runInExecutor(pool, burn), loop.runInExecutor(pool, burn))) say(what);
        await pool.shutdown();
        say('over');
        await alarm;
      }`,
    out: ['burnt 0', 'burnt 0', 'over 0', 'alarm 0.001', 'burnt 0.001', 'burnt 0.001', 'over 0.001', 'alarm 0.002'],
  },
  {
    name: "each worker's output is whole, in order and labelled",
    top: `
      function talk(from: number) { for (let i = from; i < from + 20; i++) print(i); console.log('said', from); }`,
    main: `
      const pool = new futures.ProcessPoolExecutor(1);
      const threads = new futures.ThreadPoolExecutor(1, { threadNamePrefix: 'T' });
      await futures.wait([pool.submit(talk, 0), pool.submit(talk, 20)]);
      await futures.wait([threads.submit(talk, 40)]);
      await pool.shutdown();
      await threads.shutdown();`,
    out: [
      ...Array.from({ length: 20 }, (_, i) => `[Process-1] ${i}`),
      '[Process-1] said 0',
      ...Array.from({ length: 20 }, (_, i) => `[Process-1] ${20 + i}`),
      '[Process-1] said 20',
      ...Array.from({ length: 20 }, (_, i) => `[T_0] ${40 + i}`),
      '[T_0] said 40',
    ],
  },
  // ── What travels ───────────────────────────────────────────────────────────
  {
    name: 'values keep their kinds, instances and errors their classes',
    top: `
      class Odd extends ValueError { readonly extra = 5; constructor(a: number, b: number) { super('odd ' + a + ' ' + b); } }
      class Point {
        x = 0; y = 0;
        norm() { return Math.hypot(this.x, this.y); }
        static of(x: number, y: number) { const point = new Point(); point.x = x; point.y = y; return point; }
      }
      function norm(point: Point) { return point.norm(); }
      function odd() { throw new Odd(1, 2); }`,
    main: `
      for (const Pool of [futures.ThreadPoolExecutor, futures.ProcessPoolExecutor]) {
        const pool = new Pool(1);
        const call = (f: any, ...args: any[]): Promise<any> => pool.submit(f, ...args).result();
        const back = await call(echo, [Object.freeze([1, 2]), new Set([1]), new Map([['a', Object.freeze([1])]]), { b: 1 }, new Uint8Array(2), echo]);
        back[5] = back[5] === echo;
        print(back);
        const point = await call(Point.of, 3, 4);
        print(await call(norm, point), point instanceof Point);
        try { await call(odd); } catch (error) { print(repr(error), error instanceof Odd, error.extra); }
        print(await call(Math.max, 3, 9));
        print(repr(await call(echo, new ExceptionGroup('both', [new ValueError('a'), new RangeError('b')]))));
        await pool.shutdown();
      }`,
    out: Array.from({ length: 2 }, () => [
      "[(1, 2), {1}, {'a': (1,)}, {'b': 1}, b'\\x00\\x00', True]",
      '5 True',
      "Odd('odd 1 2') True 5",
      '9',
      "ExceptionGroup('both', [ValueError('a'), RangeError('b')])",
    ]).flat(),
  },
  {
    name: "moments travel, and a worker's clock is its starter's",
    top: `
      function now() { return datetime.now(); }
      function later() { return nap(2).then(() => [String(datetime.now()), datetime.now()]); }`,
    main: `
      await asyncio.sleep(1.5);
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        const begin = datetime.now();
        print(await pool.submit(now).result(), String(await pool.submit(echo, begin).result()) === String(begin));
        print(await pool.submit(later).result());
        await pool.shutdown();
      }`,
    out: [1, 3, 5].flatMap((s) => [
      `2024-01-01 00:00:0${s}.500000 True`,
      `['2024-01-01 00:00:0${s + 2}.500000', datetime.datetime(2024, 1, 1, 0, 0, ${s + 2}, 500000)]`,
    ]),
  },
  {
    name: 'what cannot travel fails its call, in the words of pickle',
    main: `
      const unborn = twice(1);
      const values = () => [Symbol('x'), () => 1, unborn, asyncio.createTask(twice(1)), new asyncio.Future(), loop, new Promise(() => {}), new WeakMap(), (function* () {})(), new (class Local {})];
      for (const Pool of [futures.ThreadPoolExecutor, futures.ProcessPoolExecutor]) {
        const pool = new Pool(1);
        for (const value of values()) {
          const future = pool.submit(echo, [value]);
          if (Pool === futures.ThreadPoolExecutor) print(value === loop ? (await future.result())[0] === loop : await outcome(future));
          else print(await outcome(future), (await future.exception()).cause.constructor.name);
        }
        print(await pool.submit(square, 3).result());
        await pool.shutdown();
      }
      await unborn;`,
    out: ['', ' _RemoteTraceback'].flatMap((cause) => [
      `TypeError("cannot pickle 'Symbol' object")${cause}`,
      `PicklingError("Can't pickle local object <function <lambda>>")${cause}`,
      `TypeError("cannot pickle 'coroutine' object")${cause}`,
      `TypeError("cannot pickle '_asyncio.Task' object")${cause}`,
      `TypeError("cannot pickle '_asyncio.Future' object")${cause}`,
      cause === '' ? 'True' : `TypeError("cannot pickle 'asyncio.EventLoop' object")${cause}`,
      `TypeError("cannot pickle 'Promise' object")${cause}`,
      `TypeError("cannot pickle 'WeakMap' object")${cause}`,
      `TypeError("cannot pickle 'generator' object")${cause}`,
      `PicklingError("Can't pickle local object <class '__main__.Local'>")${cause}`,
      '9',
    ]),
  },
  {
    name: 'a result that cannot travel fails its call and no other',
    top: `
      function task() { const loop = asyncio.newEventLoop(); return loop.createTask(twice(1)); }
      function closure() { return () => 1; }
      function blob() { return new Map([[1, new WeakRef({})]]); }
      function mixed(n: number) { return n % 10 === 4 ? new WeakRef({}) : n; }`,
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        for (const fn of [task, closure, blob] as any[]) print(await outcome(pool.submit(fn)));
        const many = Array.from({ length: 400 }, (_, n) => pool.submit(mixed, n));
        await futures.wait(many);
        let wrong = 0;
        for (const [n, future] of many.entries()) {
          const failed = (await future.exception()) !== null;
          if (failed !== (n % 10 === 4) || (!failed && (await future.result()) !== n)) wrong++;
        }
        print(wrong);
        await pool.shutdown();
      }`,
    out: Array.from({ length: 3 }, () => [
      `TypeError("cannot pickle '_asyncio.Task' object")`,
      `PicklingError("Can't pickle local object <function <lambda>>")`,
      `TypeError("cannot pickle 'WeakRef' object")`,
      '0',
    ]).flat(),
  },
  {
    name: 'a buffer that is transferred is moved, there and back; between processes it is copied',
    top: `
      let kept: Uint8Array | null = null;
      function fill(array: Uint8Array): Uint8Array { kept = array.fill(7); return futures.transfer(array); }
      function left() { return kept?.length; }`,
    main: `
      const pool = new futures.ThreadPoolExecutor(1);
      const array = new Uint8Array(10_000_000);
      const copied = await pool.submit(echo, array).result();
      print(array.length, copied.length);
      const filled = await pool.submit(fill, futures.transfer(array)).result();
      print(array.length, filled.length, filled[9_999_999], await pool.submit(left).result());
      const twice = futures.transfer([filled, filled], [filled.buffer]);
      const pair = await pool.submit(echo, twice).result();
      print(filled.length, pair[0].length, pair[0] === pair[1]);
      await pool.shutdown();
      const processes = new futures.ProcessPoolExecutor(1);
      print((await processes.submit(fill, futures.transfer(pair[0])).result()).length);
      await processes.shutdown();`,
    out: ['10000000 10000000', '0 10000000 7 0', '0 10000000 True', '10000000'],
  },
  // ── Failure ────────────────────────────────────────────────────────────────
  {
    name: 'an exception keeps its traceback of there as its cause',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1);
        const error: any = await pool.submit(fail, 3).exception();
        const cause = error.cause?.message ?? '';
        print(repr(error), error.cause?.constructor.name ?? null, /File "cell.ts", line \\d+, in fail\\n/.test(cause), cause.trim().split('\\n')[0]);
        await pool.shutdown();
      }
      const pool = new futures.ProcessPoolExecutor(1);
      await loop.runInExecutor(pool, fail, 4);`,
    out: [
      "RangeError('too big: 3') None False ",
      `RangeError('too big: 3') _RemoteTraceback True """`,
      "RangeError('too big: 3') ExecutionFailed True RangeError: too big: 3",
    ],
    err: [
      'concurrent.futures.process._RemoteTraceback: ',
      '"""',
      'Traceback (most recent call last):',
      ', in fail',
      'RangeError: too big: 4',
      '"""',
      'The above exception was the direct cause of the following exception:',
      'Traceback (most recent call last):',
      'RangeError: too big: 4',
    ],
  },
  {
    name: 'an initializer that fails breaks the pool',
    top: 'function bad(why: string) { throw new ValueError(why); }',
    main: `
      for (const Pool of POOLS) {
        const pool = new Pool(1, { initializer: bad, initargs: ['so'] });
        const calls = [pool.submit(square, 1), pool.submit(square, 2)];
        for (const call of calls) print(await outcome(call));
        print(await outcome((async () => pool.submit(square, 3))()));
        await pool.shutdown();
      }`,
    out: [
      ...Array.from(
        { length: 3 },
        () => "BrokenThreadPool('A thread initializer failed, the thread pool is not usable anymore')",
      ),
      `BrokenProcessPool('${LOST}')`,
      `BrokenProcessPool('${LOST}')`,
      `BrokenProcessPool('${UNUSABLE}')`,
      ...Array.from(
        { length: 3 },
        () => "BrokenInterpreterPool('A thread initializer failed, the thread pool is not usable anymore')",
      ),
    ],
    err: [1, 2, 3].flatMap(() => ['Exception in initializer:', 'Traceback (most recent call last):', 'ValueError: so']),
  },
  {
    name: 'a worker that ends by itself breaks its pool, whatever it was doing',
    top: `
      function leaveSoon() { setTimeout(() => os._exit(3), 5); return forever(); }
      function leaveAfter() { setTimeout(() => os._exit(3), 0); return new Uint8Array(20_000_000); }
      function large() { return new Uint8Array(20_000_000); }`,
    main: `
      for (const Pool of [futures.ProcessPoolExecutor, futures.ThreadPoolExecutor]) {
        for (const [what, options] of [['at work', {}], ['waiting', {}], ['before', { initializer: leave }]] as any[]) {
          const pool = new Pool(2, options);
          const calls: any[] = [pool.submit(forever), pool.submit(what === 'waiting' ? leaveSoon : leave), pool.submit(square, 1)];
          const outcomes = new Set();
          for (const call of calls.slice(0, 2)) outcomes.add(await outcome(call));
          await outcome(calls[2]);
          print(what, outcomes);
          print(await outcome((async () => pool.submit(square, 3))()));
          await pool.shutdown();
        }
      }
      const pool = new futures.ProcessPoolExecutor(1);
      const replying = [pool.submit(leaveAfter), pool.submit(large), pool.submit(forever)];
      for (const call of replying) await outcome(call, () => '');
      print(replying.every((call) => call.done()), await outcome(replying[2]));
      await pool.shutdown();`,
    out: [
      ...['at work', 'waiting', 'before'].flatMap((what) => [
        `${what} {"BrokenProcessPool('${LOST}')"}`,
        `BrokenProcessPool('${UNUSABLE}')`,
      ]),
      ...['at work', 'waiting', 'before'].flatMap((what) => [
        `${what} {"BrokenThreadPool('${THREAD_LOST}')"}`,
        "BrokenThreadPool('A thread terminated abruptly, the thread pool is not usable anymore')",
      ]),
      `True BrokenProcessPool('${LOST}')`,
    ],
  },
  {
    name: 'killing a worker at any moment leaves nobody waiting',
    top: 'function large() { return new Uint8Array(5_000_000); }',
    main: `
      for (const how of ['killWorkers', 'terminateWorkers', 'os.kill']) {
        for (const ms of [-1, 0, 2, 8, 30, 80]) {
          const pool = new futures.ProcessPoolExecutor(2);
          // What is running when it is known is killed by its id; what only starts, with the pool.
          const id = how === 'os.kill' ? await pool.submit(pid).result() : 0;
          const calls: any[] = [pool.submit(large), pool.submit(spin), pool.submit(large), pool.submit(spin), pool.submit(square, 1)];
          if (ms >= 0) await new Promise((resolve) => setTimeout(resolve, ms));
          if (id === 0) (pool as any)[how](); else os.kill(id, 9);
          const kinds = new Set();
          for (const call of calls) kinds.add((await outcome(call, () => 'result')).split('(')[0]);
          kinds.delete('result');
          kinds.delete('CancelledError');
          print(how, [...kinds].every((kind) => kind === 'BrokenProcessPool'), calls.every((call) => call.done()));
          await pool.shutdown();
        }
      }
      try { os.kill(99_999_999, 9); } catch (error) { print(repr(error)); }`,
    out: [
      ...['killWorkers', 'terminateWorkers', 'os.kill'].flatMap((how) =>
        Array.from({ length: 6 }, () => `${how} True True`),
      ),
      "ProcessLookupError(3, 'No such process')",
    ],
  },
  {
    name: 'terminateWorkers() fails what runs, cancels what is queued, and is safe without workers',
    main: `
      for (const how of ['terminateWorkers', 'killWorkers']) {
        const pool: any = new futures.ProcessPoolExecutor(1);
        const calls = [pool.submit(spin), pool.submit(square, 1), pool.submit(square, 2)];
        while (!calls[0].running()) await asyncio.sleep(0);
        pool[how]();
        for (const call of calls) print(await outcome(call));
        print((await outcome((async () => pool.submit(square, 3))())).split('(')[0]);
        pool[how]();
        await pool.shutdown();
        const idle: any = new futures.ProcessPoolExecutor(1);
        idle[how]();
        await idle.shutdown();
      }`,
    out: Array.from({ length: 2 }, () => [
      `BrokenProcessPool('${LOST}')`,
      'CancelledError()',
      'CancelledError()',
      'BrokenProcessPool',
    ]).flat(),
  },
  {
    name: 'a worker that leaves while it imports the program breaks its pool',
    module: `
if (!import.meta.main) os._exit(1);
async function main() {
  for (const Pool of POOLS) {
    const pool = new Pool(1);
    print((await outcome(pool.submit(square, 1))).split('(')[0]);
    await pool.shutdown();
  }
}
if (import.meta.main) await asyncio.run(main());
`,
    out: ['BrokenThreadPool', 'BrokenProcessPool', 'BrokenInterpreterPool'],
  },
  {
    name: 'a program without a main guard is told what is wrong with it',
    module: `
print('imported');
const pool = new futures.ProcessPoolExecutor(1);
await pool.submit(square, 2).result();
`,
    out: ['imported', '[Process-1] imported'],
    err: [
      'An attempt has been made to start a new process before the',
      'current process has finished its bootstrapping phase.',
      "if __name__ == '__main__':",
      `concurrent.futures.process.BrokenProcessPool: ${LOST}`,
    ],
  },
  {
    name: 'pools are waited for at the end of the program, after an exception too',
    top: "function late() { return nap(1).then(() => print('late')); }",
    main: "new futures.ThreadPoolExecutor(1).submit(late); throw new ValueError('main');",
    out: ['[ThreadPoolExecutor-0_0] late'],
    err: ['ValueError: main'],
  },
];
