import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { CompileResult } from '../../../src/notebook/languages/typescript/compile/types.ts';
import type { FromCompiler, ToCompiler } from '../../../src/notebook/languages/typescript/compile-protocol.ts';
import { Compiler } from '../../../src/notebook/languages/typescript/compiler.ts';
import type { Program } from '../../../src/notebook/model/program.ts';

class FakeWorker {
  static made: FakeWorker[] = [];
  readonly got: ToCompiler[] = [];
  terminated = false;
  onmessage: (event: { data: FromCompiler }) => void = () => {};
  onerror: (event: { message: string; preventDefault(): void }) => void = () => {};
  constructor() {
    FakeWorker.made.push(this);
  }
  postMessage(message: ToCompiler): void {
    this.got.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(message: FromCompiler): void {
    this.onmessage({ data: message });
  }
  fail(message = ''): void {
    this.onerror({ message, preventDefault() {} });
  }
}

const source = { url: '/c', digest: 'd', runtime: '/r' };

/** @param refused what the server of the site has forbidden */
function start(refused: string | null = null): { compiler: Compiler; workers: FakeWorker[] } {
  FakeWorker.made = [];
  const createWorker = (): Worker => new FakeWorker() as unknown as Worker;
  const compiler = new Compiler(source, createWorker, 5_000, async () => refused);
  return { compiler, workers: FakeWorker.made };
}

const program = (entry: string): Program => ({ entry, files: { [entry]: '' } });
const result: CompileResult = { ok: true, code: '', map: { sources: [], texts: [], lines: [], functions: [] } };
const module_ = {} as WebAssembly.Module;

describe('Compiler', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('fetches nothing before it is asked to', () => {
    const { compiler, workers } = start();
    assert.equal(workers.length, 0);
    compiler.warm();
    compiler.warm();
    assert.equal(workers.length, 1);
    assert.deepEqual(workers[0]?.got, [{ t: 'load', source, module: null }]);
  });

  it('says so where no worker can be started, and tries again', async () => {
    let workers = 0;
    const createWorker = (): Worker => {
      workers++;
      throw new ReferenceError('Worker is not defined');
    };
    const compiler = new Compiler(source, createWorker, 5_000, async () => null);
    for (let i = 1; i <= 2; i++) {
      await assert.rejects(compiler.compile(program('a')), /starts no worker .*Worker is not defined.*allow workers/);
      assert.equal(workers, i);
    }
  });

  it('says what the server of the site forbids, where no worker starts', async () => {
    const { compiler, workers } = start('the server sends a policy');
    const a = compiler.compile(program('a'));
    workers[0]?.fail();
    await assert.rejects(a, { name: 'CompilerError', message: 'the server sends a policy' });
    assert.equal(workers[0]?.terminated, true);
    const created = new Compiler(
      source,
      () => assert.fail('SecurityError'),
      5_000,
      async () => 'the server forbids it',
    );
    await assert.rejects(created.compile(program('a')), { message: 'the server forbids it' });
  });

  it('says what the server of the site forbids its worker', async () => {
    FakeWorker.made = [];
    const asked: (string | null)[] = [];
    const compiler = new Compiler(
      source,
      () => new FakeWorker() as unknown as Worker,
      5_000,
      async (script) => {
        asked.push(script);
        return 'the server sends a policy';
      },
    );
    const a = compiler.compile(program('a'));
    FakeWorker.made[0]?.say({ t: 'failed', message: 'WebAssembly is off', script: '/w' });
    await assert.rejects(a, { message: 'the server sends a policy' });
    assert.deepEqual(asked, ['/w']);
  });

  it('compiles one program after the other', async () => {
    const { compiler, workers } = start();
    const progress: number[] = [];
    compiler.onProgress((loaded) => progress.push(loaded));
    const a = compiler.compile(program('a'));
    const b = compiler.compile(program('b'));
    const [worker] = workers as [FakeWorker];
    worker.say({ t: 'progress', loaded: 7, total: null });
    assert.equal(worker.got.length, 1);
    worker.say({ t: 'loaded', module: module_ });
    assert.deepEqual(worker.got[1], { t: 'compile', id: 1, program: program('a') });
    assert.equal(worker.got.length, 2);
    worker.say({ t: 'result', id: 1, result });
    assert.equal(await a, result);
    assert.deepEqual(worker.got[2], { t: 'compile', id: 2, program: program('b') });
    worker.say({ t: 'result', id: 2, result });
    assert.equal(await b, result);
    assert.deepEqual(progress, [7]);
  });

  it('gives up a program that takes too long, keeps the module, and goes on with the next', async () => {
    const { compiler, workers } = start();
    const first = compiler.compile(program('first'));
    const a = compiler.compile(program('a'));
    const b = compiler.compile(program('b'));
    workers[0]?.say({ t: 'loaded', module: module_ });
    // The first one has longer.
    mock.timers.tick(19_000);
    workers[0]?.say({ t: 'result', id: 1, result });
    assert.equal(await first, result);
    mock.timers.tick(5_000);
    await assert.rejects(a, {
      name: 'CompilerError',
      message: 'the compiler took more than 5 seconds and was stopped',
    });
    assert.equal(workers[0]?.terminated, true);
    assert.deepEqual(workers[1]?.got, [{ t: 'load', source, module: module_ }]);
    workers[1]?.say({ t: 'loaded', module: null });
    // The first worker's late answer belongs to nobody.
    workers[0]?.say({ t: 'result', id: 3, result: { ok: false, errors: [] } });
    workers[1]?.say({ t: 'result', id: 3, result });
    assert.equal(await b, result);
  });

  it('says so when esbuild dies of a program', async () => {
    const { compiler, workers } = start();
    const a = compiler.compile(program('a'));
    workers[0]?.say({ t: 'loaded', module: module_ });
    workers[0]?.fail('Maximum call stack size exceeded');
    await assert.rejects(a, /nested too deeply/);
    compiler.warm();
    assert.equal(workers.length, 2);
  });

  it('lets all waiting programs fail when the compiler cannot be had, and tries again later', async () => {
    const { compiler, workers } = start();
    const a = compiler.compile(program('a'));
    const b = compiler.compile(program('b'));
    workers[0]?.say({ t: 'failed', message: 'the compiler could not be fetched (status 404)', script: '/w' });
    await assert.rejects(a, /status 404/);
    await assert.rejects(b, /status 404/);
    assert.equal(workers.length, 1);
    compiler.warm();
    assert.equal(workers.length, 2);
  });

  it('gives a download up that has fallen silent, but none that comes slowly', async () => {
    const { compiler, workers } = start();
    const a = compiler.compile(program('a'));
    for (let loaded = 1; loaded < 5; loaded++) {
      mock.timers.tick(19_000);
      workers[0]?.say({ t: 'progress', loaded, total: null });
    }
    assert.equal(workers[0]?.terminated, false);
    mock.timers.tick(20_000);
    await assert.rejects(a, {
      name: 'CompilerError',
      message:
        'nothing more of the compiler has come for 20 seconds; are you offline? Run it again once you are not, or reload the page',
    });
    assert.equal(workers[0]?.terminated, true);
    compiler.warm();
    workers[1]?.say({ t: 'loaded', module: module_ });
    mock.timers.tick(60_000);
    assert.equal(workers[1]?.terminated, false, 'nothing is waited for any more');
  });
});
