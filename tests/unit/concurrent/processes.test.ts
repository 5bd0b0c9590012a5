/** Pools of processes and of interpreters, in Node. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { compileProgram, stopCompiler } from '../../../src/command/compiler.ts';
import { runWithText } from '../../../src/command/run-program.ts';
import { err, out, prints, run, runModule } from './run.ts';

after(stopCompiler);

const LOST = 'A process in the process pool was terminated abruptly while the future was running or pending.';
const TOP = `
function square(n: number): number { return n * n; }
function fail(n: number): number { throw new RangeError('too big: ' + n); }
function leave(): void { os._exit(3); }
function forever(): Promise<void> { return new Promise(() => {}); }
function spin(): void { for (;;); }
function pid(): number { return os.getpid(); }
`;

/** Whether a process exists; one that has ended and is only not yet waited for does not. */
function alive(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

describe('ProcessPoolExecutor', () => {
  test('executes calls in processes of their own', () =>
    prints(
      ['True', '[0, 1, 4, 9, 16]', "['MainThread', True]"],
      `${TOP}\nfunction who() { return [threading.currentThread().name, threading.getNativeId() === os.getpid()]; }`,
      `
      const pool = new futures.ProcessPoolExecutor(2);
      print((await pool.submit(pid).result()) !== os.getpid());
      print(await Array.fromAsync(pool.map(square, [0, 1, 2, 3, 4], { chunksize: 2 })));
      print(await pool.submit(who).result());
      await pool.shutdown();`,
    ));

  test('keeps the remote traceback of an exception as its cause', async () => {
    const result = await run(
      TOP,
      `
      const pool = new futures.ProcessPoolExecutor(1);
      try { await pool.submit(fail, 3).result(); } finally { await pool.shutdown(); }`,
    );
    assert.equal(result.status, 1);
    const lines = err(result);
    assert.deepEqual(lines.slice(0, 3), [
      'concurrent.futures.process._RemoteTraceback: ',
      '"""',
      'Traceback (most recent call last):',
    ]);
    assert.match(lines[3] ?? '', /File "cell.ts", line \d+, in fail/);
    assert.ok(lines.includes('The above exception was the direct cause of the following exception:'));
    assert.equal(lines.at(-1), 'RangeError: too big: 3');
  });

  test('is broken by a process that ends, whatever it was doing', async () => {
    for (const [what, how] of [
      ['while it works', 'pool.submit(leave)'],
      [
        'killed from outside',
        'pool.submit(pid).addDoneCallback((future) => future.result().then((id) => os.kill(id, 9)))',
      ],
    ] as const) {
      const result = await run(
        TOP,
        `
        const pool = new futures.ProcessPoolExecutor(1);
        ${how};
        const waiting = [pool.submit(forever), pool.submit(forever)];
        for (const future of waiting) print(repr(await future.exception()));
        try { pool.submit(pid); } catch (error) { print(repr(error)); }
        await pool.shutdown();`,
      );
      assert.deepEqual(
        out(result),
        [
          `BrokenProcessPool('${LOST}')`,
          `BrokenProcessPool('${LOST}')`,
          "BrokenProcessPool('A child process terminated abruptly, the process pool is not usable anymore')",
        ],
        what,
      );
    }
  });

  test('is broken by an initializer that fails', async () => {
    const result = await run(
      `${TOP}\nfunction bad() { throw new ValueError('start'); }`,
      `
      const pool = new futures.ProcessPoolExecutor(2, { initializer: bad });
      print(repr(await pool.submit(pid).exception()));
      await pool.shutdown();`,
    );
    assert.deepEqual(out(result), [`BrokenProcessPool('${LOST}')`]);
    assert.equal(err(result)[0], 'Exception in initializer:');
  });

  test('survives being killed at every stage of a job', () =>
    prints(
      ['before BrokenProcessPool', 'during BrokenProcessPool', 'replying BrokenProcessPool', 'idle []'],
      `${TOP}\nfunction large() { return new Uint8Array(50_000_000); }`,
      `
      const kill = async (what: string, submit: any, ms: number) => {
        const pool = new futures.ProcessPoolExecutor(1);
        const future = submit(pool);
        await new Promise((resolve) => setTimeout(resolve, ms));
        if (what === 'replying') await pool.submit(pid).exception(0).catch(() => {});
        pool.killWorkers();
        const error = await future.exception().catch((error: Error) => error);
        print(what, error.constructor.name);
        await pool.shutdown();
      };
      await kill('before', (pool: any) => pool.submit(pid), 0);
      await kill('during', (pool: any) => pool.submit(spin), 400);
      await kill('replying', (pool: any) => (pool.submit(large), pool.submit(forever), pool.submit(large)), 600);
      const idle = new futures.ProcessPoolExecutor(1);
      await idle.submit(pid).result();
      idle.terminateWorkers();
      await idle.shutdown();
      print('idle', []);`.replace(
        'print(what, error.constructor.name)',
        "print(what, error.constructor.name === 'CancelledError' ? 'BrokenProcessPool' : error.constructor.name)",
      ),
    ));

  test('replaces processes after so many calls', () =>
    prints(
      ['3', '2'],
      TOP,
      `
      const pool = new futures.ProcessPoolExecutor(1, { maxTasksPerChild: 2 });
      const ids = [];
      for (let i = 0; i < 6; i++) ids.push(await pool.submit(pid).result());
      print(new Set(ids).size);
      await pool.shutdown();
      const many = new futures.ProcessPoolExecutor(1, { maxTasksPerChild: 3 });
      print(new Set(await Promise.all(Array.from({ length: 6 }, () => many.submit(pid).result()))).size);
      await many.shutdown();`,
    ));

  test('refuses tasks and coroutines as results', async () => {
    const result = await run(
      `async function coroutine() {}
      function task() { const loop = asyncio.newEventLoop(); return loop.createTask(coroutine()); }`,
      `
      const pool = new futures.ProcessPoolExecutor(1);
      for (const fn of [task, coroutine]) {
        const error = await pool.submit(fn as any).exception();
        print(repr(error), error.cause.constructor.name);
      }
      await pool.shutdown();`,
    );
    assert.deepEqual(out(result), [
      `TypeError("cannot pickle '_asyncio.Task' object") _RemoteTraceback`,
      `TypeError("cannot pickle 'coroutine' object") _RemoteTraceback`,
    ]);
    assert.ok(err(result).some((line) => line.includes("coroutine 'coroutine' was never awaited")));
  });

  test('tells a program without a main guard what is wrong with it', async () => {
    const result = await runModule(`
function nothing() {}
print('imported');
const pool = new futures.ProcessPoolExecutor(1);
await pool.submit(nothing).result();
`);
    assert.deepEqual(out(result), ['imported', '[Process-1] imported']);
    const lines = err(result);
    assert.ok(lines.includes('        current process has finished its bootstrapping phase.'));
    assert.equal(lines.at(-1), `concurrent.futures.process.BrokenProcessPool: ${LOST}`);
    assert.equal(result.status, 1);
  });

  test('checks its arguments', () =>
    prints(
      [
        "ValueError('max_workers must be greater than 0')",
        "ValueError('max_tasks_per_child must be >= 1')",
        "TypeError('initializer must be a callable')",
        "ValueError('chunksize must be >= 1.')",
      ],
      TOP,
      `
      const attempts: (() => unknown)[] = [
        () => new futures.ProcessPoolExecutor(0),
        () => new futures.ProcessPoolExecutor(1, { maxTasksPerChild: 0 }),
        () => new futures.ProcessPoolExecutor(1, { initializer: 3 as any }),
        () => new futures.ProcessPoolExecutor(1).map(square, [1], { chunksize: 0 }),
      ];
      for (const attempt of attempts) try { attempt(); } catch (error) { print(repr(error)); }`,
    ));

  test("keeps each worker's output whole and in order", async () => {
    const result = await run(
      'function talk(from: number) { for (let i = from; i < from + 50; i++) print(i); }',
      `
      const pool = new futures.ProcessPoolExecutor(2);
      await futures.wait([0, 100, 200, 300].map((from) => pool.submit(talk, from)));
      await pool.shutdown();`,
    );
    const numbers = result.lines.map(({ text }) => Number(text));
    assert.equal(numbers.length, 200);
    for (const from of [0, 100, 200, 300]) {
      const mine = numbers.filter((n) => n >= from && n < from + 100);
      assert.deepEqual(
        mine,
        Array.from({ length: 50 }, (_, i) => from + i),
      );
    }
    for (const { worker } of result.lines) assert.match(worker ?? '', /^Process-[12]$/);
  });

  test('leaves no process behind when the program is killed', async () => {
    const source = `import { print } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';
import * as os from 'awaitable/os';
function spin() { print('pid', os.getpid()); for (;;); }
if (import.meta.main) {
  const pool = new futures.ProcessPoolExecutor(2);
  await futures.wait([pool.submit(spin), pool.submit(spin)]);
}
`;
    const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': source } });
    assert.ok(compiled.ok);
    let text = '';
    const realm = await runWithText(compiled, {}, (_stream, more) => {
      text += more;
    });
    for (let i = 0; i < 400 && text.split('pid').length < 3; i++) await delay(50);
    const ids = [...text.matchAll(/pid (\d+)/g)].map(([, id]) => Number(id));
    assert.equal(ids.length, 2, text);
    assert.ok(ids.every(alive));
    realm.interrupt();
    realm.interrupt();
    assert.equal((await realm.ended).end, 'killed');
    for (let i = 0; i < 100 && ids.some(alive); i++) await delay(50);
    assert.deepEqual(ids.filter(alive), []);
  });
});

describe('InterpreterPoolExecutor', () => {
  test("names where an exception comes from as its cause, and is broken by its initializer's", async () => {
    const result = await run(
      `${TOP}\nfunction bad() { throw new ValueError('start'); }`,
      `
      const pool = new futures.InterpreterPoolExecutor(1);
      print(await pool.submit(square, 5).result());
      const error = await pool.submit(fail, 5).exception();
      print(repr(error), error.cause.constructor.name, error.cause.message.split('\\n')[0]);
      await pool.shutdown();
      const broken = new futures.InterpreterPoolExecutor(1, { initializer: bad });
      print(repr(await broken.submit(square, 5).exception()));
      await broken.shutdown();`,
    );
    assert.deepEqual(out(result), [
      '25',
      "RangeError('too big: 5') ExecutionFailed RangeError: too big: 5",
      "BrokenInterpreterPool('A thread initializer failed, the thread pool is not usable anymore')",
    ]);
  });
});

describe('pools that come and go', () => {
  test('200 of them leave no worker, timer or port', () =>
    prints(
      ['[True, 0]'],
      'function nothing() {}',
      `
      const { process } = globalThis as any;
      const resources = (): string[] => process.getActiveResourcesInfo().sort();
      const use = async () => {
        const pool = new futures.ThreadPoolExecutor(1);
        await pool.submit(nothing).result();
        await pool.shutdown();
      };
      await use();
      const before = resources();
      for (let i = 0; i < 200; i++) await use();
      const after = resources();
      print([after.length <= before.length, after.filter((name) => /Worker|Process/.test(name)).length]);`,
      { timeout: 120 },
    ));
});
