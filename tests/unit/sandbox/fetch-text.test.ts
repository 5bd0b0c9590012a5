import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { fetchText } from '../../../src/notebook/files/fetch-text.ts';

/** A response whose body comes when the test says so. */
function answer(status = 200): {
  send(text: string | Uint8Array<ArrayBuffer>): Promise<void>;
  close(): void;
  signal: () => AbortSignal;
} {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
  });
  let signal!: AbortSignal;
  mock.method(globalThis, 'fetch', async (_: string, options: { signal: AbortSignal }) => {
    signal = options.signal;
    return new Response(body, { status });
  });
  return {
    async send(text) {
      controller.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text);
      await turns();
    },
    close: () => controller.close(),
    signal: () => signal,
  };
}

/** Lets promises that follow each other settle; timers stand still. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe('fetchText', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  it('puts together what comes slowly, characters that are cut apart too', async () => {
    const { send, close } = answer();
    const text = fetchText('/file');
    await turns();
    for (const chunk of [Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa4), Uint8Array.of(0x62)]) {
      mock.timers.tick(19_999);
      await send(chunk);
    }
    close();
    assert.equal(await text, 'aäb');
  });

  it('gives up when nothing more comes for twenty seconds, and hangs up', async () => {
    const { send, signal } = answer();
    const failed = assert.rejects(fetchText('/file'), /^Error: nothing more of it has come for 20 seconds$/);
    await turns();
    await send('half');
    mock.timers.tick(20_000);
    await failed;
    assert.equal(signal().aborted, true);
  });

  it('gives up when nobody answers at all', async () => {
    mock.method(globalThis, 'fetch', () => new Promise(() => {}));
    const failed = assert.rejects(fetchText('/file'), /nothing more of it has come/);
    mock.timers.tick(20_000);
    await failed;
  });

  it('tells the status where it is not a good one', async () => {
    answer(404);
    await assert.rejects(fetchText('/file'), /^Error: status 404$/);
  });
});
