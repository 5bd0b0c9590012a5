import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import {
  decodeShare,
  encodeShare,
  LONGEST_DATA,
  ShareProblem,
} from '../../../src/notebook/element/share/share-code.ts';

const link = (json: unknown, cell = 'one', version = 1): string =>
  `#code=${cell}.${version}.${deflateRawSync(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64url')}`;

async function refused(fragment: string, says: RegExp, cell: string | null = 'one'): Promise<void> {
  await assert.rejects(decodeShare(fragment), (error: unknown) => {
    assert.ok(error instanceof ShareProblem, String(error));
    assert.match(error.message, says);
    assert.equal(error.cell, cell);
    return true;
  });
}

describe('code in a link', () => {
  it('comes out as it went in', async () => {
    const texts = ['', 'print("ü — 🥐 \\u0000 \u0000 \ud800")', 'a\r\nb\t\n'.repeat(500)];
    for (const text of texts) {
      const code = { cell: 'one-pass-later', sources: { 'one-pass-later': text, other: `${text}!` } };
      const fragment = await encodeShare(code);
      assert.match(fragment, /^#code=one-pass-later\.1\.[\w-]+$/);
      assert.deepEqual(await decodeShare(fragment), code);
    }
  });

  it('is what any other tool makes of the documented format', async () => {
    assert.deepEqual(await decodeShare(link({ one: 'print(1)' })), { cell: 'one', sources: { one: 'print(1)' } });
    const inPython = { 'one.py': 'print(1)' };
    assert.deepEqual(await decodeShare(link(inPython)), { cell: 'one', sources: inPython });
  });

  it('is refused where it is damaged', async () => {
    const whole = await encodeShare({ cell: 'one', sources: { one: 'print("hello", "world")\n'.repeat(9) } });
    for (const end of [whole.length - 1, whole.length - 7, whole.indexOf('.1.') + 3]) {
      await refused(whole.slice(0, end), /damaged.*Ask for the whole link/);
    }
    await refused(`${whole}AAAA`, /damaged/);
    await refused(whole.replace('.1.', '.1.%20'), /damaged/);
    await refused('#code=', /damaged/, null);
    await refused('#code=../../x.1.AAAA', /damaged/, null);
    await refused(link('{"one": "print'), /damaged/);
    await refused(link(Buffer.from([0x22, 0xff, 0x22]).toString('latin1')), /not the code of a cell/);
  });

  it('is refused where it holds something else, or comes from a later version', async () => {
    for (const json of ['{}', '{"other":"x"}', '{"one":1}', '["one"]', 'null', '"text"', '{"__proto__":{"one":"x"}}']) {
      await refused(link(json), /not the code of a cell/);
    }
    await refused(link({ one: '' }, 'one', 2), /newer version/);
  });

  it('is refused where it is too large, before it has filled the memory', async () => {
    const bomb = link({ one: 'x'.repeat(20_000_000) });
    assert.ok(bomb.length < LONGEST_DATA);
    await refused(bomb, /too large for a cell/);
    await refused(`#code=one.1.${'A'.repeat(LONGEST_DATA + 1)}`, /is too long/);
    const noise = Array.from({ length: 40_000 }, (_, index) => String.fromCharCode(33 + ((index * index * 7919) % 89)));
    const random = noise.map((character, index) => character + ((index * 104729) % 977)).join('');
    await assert.rejects(encodeShare({ cell: 'one', sources: { one: random } }), /too long for a link. Download/);
  });
});
