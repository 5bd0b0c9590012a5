import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, describe, it, mock } from 'node:test';
import { gzipSync } from 'node:zlib';
import { InterpreterFetch } from '../../../src/notebook/languages/python/fetch-interpreter.ts';

const pack = new TextEncoder().encode('what CPython needs');
const digest = createHash('sha256').update(pack).digest('base64');
const url = (content: Uint8Array): string =>
  `data:application/octet-stream;base64,${Buffer.from(content).toString('base64')}`;

describe('InterpreterFetch', () => {
  afterEach(() => mock.reset());

  it('fetches once, what a server sends compressed or has expanded, and tells how far it is', async () => {
    for (const content of [gzipSync(pack), pack]) {
      const interpreter = new InterpreterFetch({ url: url(content), digest });
      let last = 0;
      interpreter.onProgress((loaded) => {
        last = loaded;
      });
      assert.equal(interpreter.wanted, false);
      const loading = interpreter.load();
      assert.equal(interpreter.load(), loading);
      assert.equal(interpreter.wanted, true);
      assert.equal(await (await loading).text(), 'what CPython needs');
      assert.equal(last, content.length);
    }
  });

  it('refuses what is damaged, of another build or cut off, and asks again for the next run', async () => {
    const contents = [gzipSync('another build'), gzipSync(pack).subarray(0, -9), pack.subarray(1)];
    for (const content of contents) {
      const interpreter = new InterpreterFetch({ url: url(content), digest });
      await assert.rejects(interpreter.load(), /^Error: CPython did not arrive.*; reload the page to try again$/);
      assert.equal(interpreter.wanted, false);
    }
  });

  it('gives up, and ends the request, where nothing more comes', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let signal: AbortSignal | null | undefined;
    mock.method(globalThis, 'fetch', (_url: string, options: RequestInit) => {
      ({ signal } = options);
      return new Promise<Response>(() => {});
    });
    const loading = new InterpreterFetch({ url: 'https://example.org/pack', digest }).load();
    const refused = assert.rejects(
      loading,
      /^Error: nothing more of CPython has come for 20 seconds; are you offline\?/,
    );
    mock.timers.tick(20_000);
    await refused;
    assert.equal(signal?.aborted, true);
  });

  it('fetches nothing where WebAssembly is switched off', async () => {
    const fetched = mock.method(globalThis, 'fetch');
    mock.method(WebAssembly, 'Module', () => {
      throw new Error('forbidden');
    });
    const loading = new InterpreterFetch({ url: 'https://example.org/pack', digest }).load();
    await assert.rejects(loading, /^Error: this browser has WebAssembly switched off .*, and CPython is made of it;/);
    assert.equal(fetched.mock.callCount(), 0);
  });
});
