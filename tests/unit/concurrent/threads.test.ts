/** Pools of threads, in Node. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { stopCompiler } from '../../../src/command/compiler.ts';
import { err, out, prints, run, runModule } from './run.ts';

after(stopCompiler);

const NAP = `
function nap(seconds: number): Promise<string> {
  const loop = asyncio.newEventLoop();
  return loop.runUntilComplete(asyncio.sleep(seconds)).then(() => { loop.close(); return threading.currentThread().name; });
}
function square(n: number): number { return n * n; }
function name(): string { return threading.currentThread().name; }
`;

describe('ThreadPoolExecutor', () => {
  test('reuses an idle thread before it starts one, and names them', () =>
    prints(
      ["{'ThreadPoolExecutor-0_0'}", "['mine_0', 'mine_1', 'mine_0']", '3'],
      NAP,
      `
      const pool = new futures.ThreadPoolExecutor(5);
      const names = new Set();
      for (let i = 0; i < 10; i++) names.add(await pool.submit(name).result());
      print(names);
      await asyncWith(new futures.ThreadPoolExecutor(2, { threadNamePrefix: 'mine' }), async (mine) => {
        print(await asyncio.gather(loop.runInExecutor(mine, nap, 2), loop.runInExecutor(mine, nap, 3), loop.runInExecutor(mine, nap, 1)));
      });
      print(loop.time());
      await pool.shutdown();`,
    ));

  test("lets the virtual clock go exactly as far as the workers' work takes", () =>
    prints(
      ['0.5 beat', '1 beat', '1.5 beat', '1.75 nap', '2 beat'],
      NAP,
      `
      const pool = new futures.ThreadPoolExecutor(1);
      const beating = asyncio.createTask((async () => {
        for (let i = 0; i < 4; i++) { await asyncio.sleep(0.5); print(loop.time(), 'beat'); }
      })());
      await loop.runInExecutor(pool, nap, 1.75);
      print(loop.time(), 'nap');
      await beating;
      await pool.shutdown();`,
    ));

  test('cancels a queued call, not a running one', () =>
    prints(
      ['False True', 'CancelledError()', 'True', 'pool_0'],
      NAP,
      `
      const pool = new futures.ThreadPoolExecutor(1, { threadNamePrefix: 'pool' });
      const [running, queued] = [pool.submit(nap, 5), pool.submit(nap, 5)];
      const wrapped = asyncio.wrapFuture(pool.submit(nap, 1));
      while (!running.running()) await asyncio.sleep(0);
      print(running.cancel(), queued.cancel());
      try { await queued.result(); } catch (error) { print(repr(error)); }
      print(wrapped.cancel());
      print(await running.result());
      await pool.shutdown();`,
    ));

  test('cancels what is queued when it is shut down so', () =>
    prints(
      ['[False, True, True]', "RuntimeError('cannot schedule new futures after shutdown')"],
      NAP,
      `
      const pool = new futures.ThreadPoolExecutor(1);
      const all = [1, 2, 3].map((n) => pool.submit(nap, n));
      while (!all[0].running()) await asyncio.sleep(0);
      await pool.shutdown(true, { cancelFutures: true });
      print(all.map((future) => future.cancelled()));
      try { pool.submit(square, 1); } catch (error) { print(repr(error)); }`,
    ));

  test('is broken when its initializer fails', async () => {
    const result = await run(
      `function bad(why: string) { throw new ValueError(why); }\n${NAP}`,
      `
      const pool = new futures.ThreadPoolExecutor(1, { initializer: bad, initargs: ['so'] });
      const [a, b] = [pool.submit(square, 1), pool.submit(square, 2)];
      print(repr(await a.exception()), repr(await b.exception()));
      try { pool.submit(square, 3); } catch (error) { print(repr(error)); }
      await pool.shutdown();`,
    );
    const broken = "BrokenThreadPool('A thread initializer failed, the thread pool is not usable anymore')";
    assert.deepEqual(out(result), [`${broken} ${broken}`, broken]);
    assert.deepEqual(err(result).slice(0, 2), ['Exception in initializer:', 'Traceback (most recent call last):']);
    assert.equal(err(result).at(-1), 'ValueError: so');
  });

  test('keeps what an initializer has made', () =>
    prints(
      ['[[0, 3], [1, 4], [2, 5]]', '1'],
      `
      let mine: asyncio.EventLoop;
      const tasks: asyncio.Task<number>[] = [];
      function start() { mine = asyncio.newEventLoop(); asyncio.setEventLoop(mine); }
      async function job(n: number) { await asyncio.sleep(1); return n; }
      function dispatch(n: number) { tasks.push(mine.createTask(job(n))); }
      async function all() { return await asyncio.gather(...tasks); }
      function drain() { return mine.runUntilComplete(all()); }`,
      `
      const pools = [0, 1, 2].map(() => new futures.ThreadPoolExecutor(1, { initializer: start }));
      for (let n = 0; n < 6; n++) await loop.runInExecutor(pools[n % 3], dispatch, n);
      print(await asyncio.gather(...pools.map((pool) => loop.runInExecutor(pool, drain))));
      print(loop.time());
      for (const pool of pools) await pool.shutdown();`,
    ));

  test('executes a coroutine function by making its coroutine, unless in debug mode', () =>
    prints(
      ['coroutine', '8', "TypeError('coroutines cannot be used with run_in_executor()')"],
      'async function twice(n: number) { await asyncio.sleep(1); return 2 * n; }',
      `
      const made = await loop.runInExecutor(null, twice, 4);
      print(repr(made).slice(1, 10));
      print(await made);
      loop.setDebug(true);
      try { await loop.runInExecutor(null, twice, 4); } catch (error) { print(repr(error)); }`,
    ));

  test('waits for its threads at the end of the program, after an exception too', async () => {
    const result = await run(
      `${NAP}\nfunction late() { return nap(1).then(() => print('late')); }`,
      `new futures.ThreadPoolExecutor(1).submit(late); throw new ValueError('main');`,
    );
    assert.deepEqual(out(result), ['[ThreadPoolExecutor-0_0] late']);
    assert.equal(result.status, 1);
    assert.equal(err(result).at(-1), 'ValueError: main');
  });

  test('does not import the program for ever', async () => {
    const result = await runModule(`
function nothing() {}
const pool = new futures.ThreadPoolExecutor(1);
print(repr(await pool.submit(nothing).exception()).slice(0, 16));
`);
    assert.equal(out(result).at(-1), 'BrokenThreadPool');
    assert.ok(err(result).some((line) => line.includes('has finished its bootstrapping phase')));
  });
});

describe('the loop', () => {
  test('has a default executor, which ends with it', () =>
    prints(
      [
        'asyncio_0',
        "RuntimeError('Executor shutdown has been called')",
        "TypeError('executor must be ThreadPoolExecutor instance')",
      ],
      NAP,
      `
      print(await loop.runInExecutor(null, name));
      await loop.shutdownDefaultExecutor();
      try { await loop.runInExecutor(null, name); } catch (error) { print(repr(error)); }
      try { loop.setDefaultExecutor(new futures.ProcessPoolExecutor(1)); } catch (error) { print(repr(error)); }`,
    ));

  test('warns when the default executor takes too long', async () => {
    const result = await run(
      NAP,
      `
      const future = loop.runInExecutor(null, nap, 5);
      await loop.shutdownDefaultExecutor(1);
      print(loop.time());
      await future;`,
    );
    assert.deepEqual(out(result), ['1']);
    assert.deepEqual(err(result), [
      'RuntimeWarning: The executor did not finishing joining its threads within 1 seconds.',
    ]);
  });

  test('takes context variables along in toThread(), not in runInExecutor()', () =>
    prints(
      [
        'ann',
        'nobody',
        'TypeError("the context variable \'local\' cannot go to a worker: it is no variable at the top of the program")',
      ],
      `
      const user = new ContextVar<string>('user', { default: 'nobody' });
      function who() { return user.get(); }`,
      `
      user.set('ann');
      print(await asyncio.toThread(who));
      print(await loop.runInExecutor(null, who));
      new ContextVar('local').set(1);
      try { await asyncio.toThread(who); } catch (error) { print(repr(error)); }`,
    ));

  test('is called from its workers', () =>
    prints(
      ['progress 1', 'progress 2', '42 10', "ValueError('asked')"],
      `
      function note(n: number) { print('progress', n); }
      async function double(n: number) { await asyncio.sleep(10); return 2 * n; }
      async function refuse() { throw new ValueError('asked'); }
      function work(loop: asyncio.EventLoop) {
        loop.callSoonThreadsafe(note, 1);
        loop.callSoonThreadsafe(note, 2);
        return asyncio.runCoroutineThreadsafe(double, loop, 21).result();
      }
      function ask(loop: asyncio.EventLoop) { return asyncio.runCoroutineThreadsafe(refuse, loop).result(); }`,
      `
      print(await loop.runInExecutor(null, work, loop), loop.time());
      try { await loop.runInExecutor(null, ask, loop); } catch (error) { print(repr(error)); }`,
    ));

  test('runs coroutines for others, cancelled both ways', () =>
    prints(
      ['7', 'True', 'CancelledError()', "TypeError('A coroutine object is required')"],
      `async function seven() { await asyncio.sleep(1); return 7; }
      async function forever() { try { await asyncio.sleep(1000); } finally { cancelled = true; } }
      async function leave() { throw new asyncio.CancelledError(); }
      let cancelled = false;`,
      `
      print(await asyncio.runCoroutineThreadsafe(seven(), loop).result());
      const future = asyncio.runCoroutineThreadsafe(forever(), loop);
      await asyncio.sleep(1);
      future.cancel();
      await asyncio.sleep(1);
      print(cancelled);
      try { await asyncio.runCoroutineThreadsafe(leave(), loop).result(); } catch (error) { print(repr(error)); }
      try { asyncio.runCoroutineThreadsafe(seven, loop); } catch (error) { print(repr(error)); }`,
    ));
});

describe('what travels', () => {
  test('values keep their kinds, instances and errors their classes', () =>
    prints(
      [
        "[(1, 2), {1}, {'a': (1,)}, {'b': 1}, b'\\x00\\x00', True]",
        '5 True',
        "Odd('odd 1 2') True 5",
        '9',
        "ExceptionGroup('both', [ValueError('a'), RangeError('b')])",
      ],
      `
      class Odd extends ValueError { readonly extra = 5; constructor(a: number, b: number) { super('odd ' + a + ' ' + b); } }
      class Point {
        x = 0; y = 0;
        norm() { return Math.hypot(this.x, this.y); }
        static of(x: number, y: number) { const point = new Point(); point.x = x; point.y = y; return point; }
      }
      function echo(value: unknown) { return value; }
      function norm(point: Point) { return point.norm(); }
      function odd() { throw new Odd(1, 2); }`,
      `
      const pool = new futures.ThreadPoolExecutor(1);
      const call = (f: any, ...args: any[]): Promise<any> => pool.submit(f, ...args).result();
      const back = await call(echo, [Object.freeze([1, 2]), new Set([1]), new Map([['a', Object.freeze([1])]]), { b: 1 }, new Uint8Array(2), echo]);
      back[5] = back[5] === echo;
      print(back);
      const point = await call(Point.of, 3, 4);
      print(await call(norm, point), point instanceof Point);
      try { await call(odd); } catch (error) { print(repr(error), error instanceof Odd, error.extra); }
      print(await call(Math.max, 3, 9));
      const group = new AggregateError([]);
      void group;
      const { ExceptionGroup } = await import('awaitable/builtins');
      print(repr(await call(echo, new ExceptionGroup('both', [new ValueError('a'), new RangeError('b')]))));
      await pool.shutdown();`,
    ));

  test('what cannot travel fails the call, in the words of pickle', async () => {
    const result = await run(
      'function echo(value: unknown) { return value; }\nasync function coroutine() {}',
      `
      const pool = new futures.ThreadPoolExecutor(1);
      const unborn = coroutine();
      for (const value of [Symbol('x'), () => 1, unborn, asyncio.createTask(coroutine()), new asyncio.Future(), new Promise(() => {}), new WeakMap(), (function* () {})(), new (class Local {})]) {
        print(repr(await pool.submit(echo, value).exception()).replace(/ at 0x[0-9a-f]+/, ''));
      }
      await unborn;
      await pool.shutdown();`,
    );
    assert.deepEqual(out(result), [
      `TypeError("cannot pickle 'Symbol' object")`,
      `PicklingError("Can't pickle local object <function <lambda>>")`,
      `TypeError("cannot pickle 'coroutine' object")`,
      `TypeError("cannot pickle '_asyncio.Task' object")`,
      `TypeError("cannot pickle '_asyncio.Future' object")`,
      `TypeError("cannot pickle 'Promise' object")`,
      `TypeError("cannot pickle 'WeakMap' object")`,
      `TypeError("cannot pickle 'generator' object")`,
      `PicklingError("Can't pickle local object <class '__main__.Local'>")`,
    ]);
  });
});
