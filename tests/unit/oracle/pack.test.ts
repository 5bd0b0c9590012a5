/** Several files in one: what goes in comes out. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packed, unpack } from '../../../src/notebook/languages/python/pack.ts';

describe('a pack of files', () => {
  it('gives back each file, with the type that is asked for', async () => {
    const files = { 'a.txt': new TextEncoder().encode('é'), empty: new Uint8Array(), 'b.bin': Uint8Array.of(1, 2, 3) };
    const file = await unpack(new Blob([packed(files) as Uint8Array<ArrayBuffer>]));
    assert.equal(await file('a.txt').text(), 'é');
    assert.equal(file('empty').size, 0);
    assert.deepEqual([...new Uint8Array(await file('b.bin', 'application/wasm').arrayBuffer())], [1, 2, 3]);
    assert.equal(file('b.bin', 'application/wasm').type, 'application/wasm');
    assert.throws(() => file('c'), /No c in this pack/);
  });

  it('refuses more names than its header holds', () => {
    const names = Array.from({ length: 60 }, (_, at) => [`a-rather-long-name-of-a-file-${at}`, new Uint8Array()]);
    assert.throws(() => packed(Object.fromEntries(names)), RangeError);
  });
});
