import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sniff } from '../../../src/notebook/files/fetch-compressed.ts';
import { fetchCompiler } from '../../../src/notebook/languages/typescript/fetch-compiler.ts';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);
const stream = (...chunks: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
const collect = async (from: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<number[]> => [
  ...new Uint8Array(await new Response(from).arrayBuffer()),
];

describe('sniff', () => {
  it('tells gzip by its first two bytes, however they come, and loses nothing', async () => {
    for (const chunks of [[bytes(0x1f, 0x8b, 1, 2)], [bytes(0x1f), bytes(), bytes(0x8b, 1), bytes(2)]]) {
      const { compressed, stream: same } = await sniff(stream(...chunks));
      assert.equal(compressed, true);
      assert.deepEqual(await collect(same), [0x1f, 0x8b, 1, 2]);
    }
    for (const chunks of [[], [bytes(0x1f)], [bytes(0, 0x61), bytes(0x73)]]) {
      const { compressed, stream: same } = await sniff(stream(...chunks));
      assert.equal(compressed, false);
      assert.deepEqual(
        await collect(same),
        chunks.flatMap((chunk) => [...chunk]),
      );
    }
  });
});

describe('fetchCompiler', () => {
  const wasm = bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const url = (content: Uint8Array): string =>
    `data:application/octet-stream;base64,${Buffer.from(content).toString('base64')}`;

  const digest = createHash('sha256').update(wasm).digest('base64');

  it('compiles what a server sends compressed, or has expanded already', async () => {
    for (const content of [gzipSync(wasm), wasm]) {
      let last = 0;
      const module_ = await fetchCompiler(url(content), digest, (loaded) => {
        last = loaded;
      });
      assert.ok(module_ instanceof WebAssembly.Module);
      assert.equal(last, content.length);
    }
  });

  it('refuses what is not the compiler that the page was built with, cut off, or no compiler', async () => {
    const other = bytes(...wasm, 0, 3, 1, 0x61, 0);
    for (const content of [
      gzipSync(other),
      other,
      gzipSync(wasm).subarray(0, -9),
      wasm.subarray(0, 5),
      bytes(),
      gzipSync('x'),
    ]) {
      await assert.rejects(
        fetchCompiler(url(content), digest, () => {}),
        /^Error: the compiler did not arrive as this page expects it: .*; reload the page to try again$/,
      );
    }
  });
});
