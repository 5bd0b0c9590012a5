import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAPS, type Caps, LineAssembler } from '../../../src/notebook/capture/lines.ts';
import type { Line, Stream } from '../../../src/notebook/model/transcript.ts';

interface Seen {
  readonly lines: Line[];
  readonly tails: { from: number; hidden: number; lines: readonly Line[] }[];
  readonly partials: string[];
  readonly assembler: LineAssembler;
  clock: number;
}

function start(caps: Caps = CAPS): Seen {
  const seen: Seen = { lines: [], tails: [], partials: [], clock: 0, assembler: undefined as never };
  const assembler = new LineAssembler(
    {
      line: (line) => seen.lines.push(line),
      tail: (from, hidden, lines) => seen.tails.push({ from, hidden, lines }),
      partial: (_stream: Stream, text) => seen.partials.push(text),
    },
    caps,
    () => seen.clock,
  );
  return Object.assign(seen, { assembler });
}

const texts = (lines: readonly Line[]): string[] => lines.map((line) => line.text);

describe('LineAssembler', () => {
  it('gives out a line the moment it ends', () => {
    const seen = start();
    seen.assembler.write('out', 'one\ntwo', 1);
    assert.deepEqual(seen.lines, [{ stream: 'out', time: 1, text: 'one' }]);
    seen.assembler.write('out', ' and a half\n', 2.5);
    assert.deepEqual(seen.lines[1], { stream: 'out', time: 2.5, text: 'two and a half' });
  });

  it('keeps the streams and the workers apart', () => {
    const seen = start();
    seen.assembler.write('out', 'a', 0);
    seen.assembler.write('err', 'b', 0);
    seen.assembler.write('out', 'w', 0, 'Worker-1');
    seen.assembler.write('out', 'A\n', 0);
    seen.assembler.write('err', 'B\n', 0);
    seen.assembler.write('out', 'W\n', 0, 'Worker-1');
    assert.deepEqual(seen.lines, [
      { stream: 'out', time: 0, text: 'aA' },
      { stream: 'err', time: 0, text: 'bB' },
      { stream: 'out', time: 0, text: 'wW', worker: 'Worker-1' },
    ]);
  });

  it('counts empty lines as lines, and writes of nothing as nothing', () => {
    const seen = start();
    seen.assembler.write('out', '', 0);
    seen.assembler.write('out', '\n\n', 0);
    seen.assembler.finish();
    assert.deepEqual(texts(seen.lines), ['', '']);
  });

  it('announces an unfinished line and ends it with the program', () => {
    const seen = start();
    seen.assembler.write('out', '.', 0);
    seen.assembler.write('out', '.', 1);
    assert.deepEqual(seen.partials, ['.', '..']);
    assert.deepEqual(seen.lines, []);
    seen.assembler.finish();
    assert.deepEqual(seen.lines, [{ stream: 'out', time: 1, text: '..' }]);
    seen.assembler.finish();
    assert.equal(seen.lines.length, 1);
  });

  it('stops announcing unfinished lines after some hundreds', () => {
    const seen = start();
    for (let i = 0; i < 3000; i++) seen.assembler.write('out', '.', 0);
    assert.equal(seen.partials.length, 400);
    seen.assembler.finish();
    assert.equal(seen.lines[0]?.text, '.'.repeat(3000));
  });

  it('gives out all lines as long as head and tail hold them', () => {
    const seen = start();
    for (let i = 0; i < 1000; i++) seen.assembler.write('out', `${i}\n`, i);
    seen.assembler.finish();
    assert.equal(seen.lines.length, 1000);
    assert.deepEqual(seen.tails, []);
    assert.equal(seen.assembler.transcript().hidden, 0);
  });

  it('hides lines between the first 700 and the last 300 and says how many', () => {
    const seen = start();
    for (let i = 0; i < 1001; i++) seen.assembler.write('out', `${i}\n`, i);
    assert.equal(seen.lines.length, 1000);
    assert.equal(seen.tails.length, 1, 'the first hidden line is announced at once');
    assert.equal(seen.tails[0]?.from, 700);
    assert.equal(seen.tails[0]?.hidden, 1);
    assert.equal(seen.tails[0]?.lines[0]?.text, '701');
    for (let i = 1001; i < 1_000_000; i++) seen.assembler.write('out', `${i}\n`, i);
    assert.equal(seen.tails.length, 1, 'no more than four announcements a second');
    seen.clock = 250;
    seen.assembler.write('out', 'late\n', 0);
    assert.equal(seen.tails.length, 2);
    seen.assembler.write('out', 'last\n', 0);
    assert.equal(seen.tails.length, 2);
    seen.assembler.finish();
    assert.equal(seen.tails.length, 3);
    const { lines, hidden, hiddenAt } = seen.assembler.transcript();
    assert.equal(lines.length, 1000);
    assert.equal(hidden, 999_002);
    assert.equal(hiddenAt, 700);
    assert.equal(lines[699]?.text, '699');
    assert.equal(lines[999]?.text, 'last');
    assert.deepEqual(seen.tails[2], { from: 700, hidden, lines: lines.slice(700) });
  });

  it('keeps to the number of characters as well', () => {
    const seen = start();
    for (let i = 0; i < 200; i++) seen.assembler.write('out', `${'x'.repeat(3999)}\n`, 0);
    seen.assembler.finish();
    const { lines, hidden, hiddenAt } = seen.assembler.transcript();
    assert.equal(hiddenAt, 35);
    assert.equal(lines.length, 35 + 15);
    assert.equal(hidden, 150);
  });

  it('cuts a long line, in one piece or in many, and says by how much', () => {
    const caps: Caps = { ...CAPS, lineCharacters: 5 };
    for (const pieces of [['abcdefgh\n'], ['abc', 'de', 'f', 'gh\n'], ['abcdefg', 'h\n']]) {
      const seen = start(caps);
      for (const piece of pieces) seen.assembler.write('out', piece, 0);
      assert.deepEqual(texts(seen.lines), ['abcde … (3 more characters)']);
    }
    const seen = start(caps);
    seen.assembler.write('out', 'abcdef\nabcde\n', 0);
    assert.deepEqual(texts(seen.lines), ['abcde … (1 more character)', 'abcde']);
  });

  it('never cuts through a pair of surrogates', () => {
    const caps: Caps = { ...CAPS, lineCharacters: 2 };
    for (const pieces of [['a😀b\n'], ['a\ud83d', '\ude00b\n']]) {
      const seen = start(caps);
      for (const piece of pieces) seen.assembler.write('out', piece, 0);
      assert.deepEqual(texts(seen.lines), ['a … (3 more characters)']);
    }
    const seen = start(caps);
    seen.assembler.write('out', '😀\n', 0);
    assert.deepEqual(texts(seen.lines), ['😀']);
  });

  it('works on when the program has replaced what strings and arrays can do', () => {
    const seen = start({ ...CAPS, headLines: 1, tailLines: 1 });
    const saved = [String.prototype.slice, String.prototype.indexOf, Array.prototype.push] as const;
    const broken = (): never => {
      throw new Error('replaced');
    };
    Object.assign(String.prototype, { slice: broken, indexOf: broken });
    Object.defineProperty(Array.prototype, '0', { set: broken, configurable: true });
    let lines: readonly Line[];
    try {
      const assembler = new LineAssembler({ line() {}, tail() {} }, { ...CAPS, headLines: 1, tailLines: 1 });
      assembler.write('out', 'a\nb\nc\nd\n', 0);
      assembler.finish();
      lines = assembler.transcript().lines;
    } finally {
      delete (Array.prototype as unknown as Record<string, unknown>)['0'];
      Object.assign(String.prototype, { slice: saved[0], indexOf: saved[1] });
    }
    assert.deepEqual(texts(lines), ['a', 'd']);
    assert.deepEqual(seen.lines, []);
  });
});
