import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FromTypes, ToTypes } from '../../../src/notebook/languages/typescript/types/protocol.ts';
import { TypesClient } from '../../../src/notebook/languages/typescript/types/types-client.ts';

/** A worker that says what the test tells it to. */
class FakeWorker {
  readonly got: ToTypes[] = [];
  onmessage: ((event: { data: FromTypes }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  terminated = false;

  postMessage(message: ToTypes): void {
    this.got.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(data: FromTypes): void {
    this.onmessage?.({ data });
  }

  get asked(): Extract<ToTypes, { t: 'ask' }>[] {
    return this.got.filter((message) => message.t === 'ask');
  }

  answer(at: number): void {
    this.say({ t: 'answer', id: this.asked[at]?.id ?? -1, answer: [] });
  }
}

function start(deadline?: number): { client: TypesClient; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const create = (): Worker => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  return { client: new TypesClient({ typescript: '/t', declarations: '/d' }, create, deadline), workers };
}

const program = { entry: 'b.ts', files: { 'a.ts': '1', 'b.ts': '2' } };

describe('the client of the type checker', () => {
  test('makes no worker before it is told to, and answers with null', async () => {
    const { client, workers } = start();
    assert.equal(await client.ask(program, { kind: 'check' }), null);
    assert.equal(workers.length, 0);
    assert.deepEqual(client.state, { is: 'idle' });
  });

  test('sends texts once, and what has changed after that', async () => {
    const { client, workers } = start();
    client.load();
    const first = client.ask(program, { kind: 'check' });
    const [worker] = workers;
    assert.deepEqual(worker?.got, [{ t: 'load', typescript: '/t', declarations: '/d' }]);
    worker?.say({ t: 'loaded' });
    assert.deepEqual([worker?.asked[0]?.changed, worker?.asked[0]?.files], [program.files, ['a.ts', 'b.ts']]);
    worker?.answer(0);
    assert.deepEqual(await first, []);
    void client.ask({ ...program, files: { ...program.files, 'b.ts': '3' } }, { kind: 'check' });
    assert.deepEqual(worker?.asked[1]?.changed, { 'b.ts': '3' });
  });

  test('asks one question at a time, the urgent ones first; a new one replaces those that waited', async () => {
    const { client, workers } = start();
    client.load();
    const [worker] = workers;
    worker?.say({ t: 'loaded' });
    void client.ask(program, { kind: 'check' });
    const stale = client.ask(program, { kind: 'check' });
    void client.ask(program, { kind: 'check' });
    void client.ask(program, { kind: 'complete', offset: 1 });
    assert.equal(await stale, null);
    assert.equal(worker?.asked.length, 1);
    worker?.answer(0);
    worker?.answer(1);
    assert.deepEqual(
      worker?.asked.map(({ question }) => question.kind),
      ['check', 'complete', 'check'],
    );
  });

  test('survives that it cannot be loaded, and tries again when it is told to', async () => {
    const { client, workers } = start();
    let changes = 0;
    client.watch(() => changes++);
    client.load();
    const waiting = client.ask(program, { kind: 'check' });
    workers[0]?.say({ t: 'failed', message: 'status 404' });
    assert.equal(await waiting, null);
    assert.deepEqual(client.state, { is: 'failed', why: 'status 404' });
    assert.equal(workers[0]?.terminated, true);
    assert.equal(workers.length, 1);
    assert.equal(changes, 2);
    client.load();
    assert.equal(workers.length, 2);
  });

  test('replaces a worker that does not answer, or dies, two times', async () => {
    const { client, workers } = start(1);
    client.load();
    for (const at of [0, 1, 2]) {
      const worker = workers[at];
      worker?.say({ t: 'loaded' });
      const asked = client.ask(program, { kind: 'check' });
      assert.deepEqual(worker?.asked[0]?.changed, program.files, 'the new one knows nothing yet');
      if (at === 1) worker?.onerror?.({ message: 'out of memory', preventDefault: () => {} });
      assert.equal(await asked, null);
      assert.equal(worker?.terminated, true);
    }
    assert.equal(workers.length, 3);
    assert.deepEqual(client.state, { is: 'failed', why: 'no answer within 0.001 seconds' });
  });

  test('takes one failed question for what it is', async () => {
    const { client, workers } = start();
    client.load();
    workers[0]?.say({ t: 'loaded' });
    const asked = client.ask(program, { kind: 'hover', offset: 0 });
    workers[0]?.say({ t: 'failed', id: workers[0].asked[0]?.id ?? -1, message: 'Debug Failure' });
    assert.equal(await asked, null);
    assert.deepEqual(client.state, { is: 'ready' });
  });
});
