import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConsole, formatLog } from '../../../src/notebook/capture/console.ts';

const format = (...values: unknown[]): string => formatLog(values);

describe('formatLog', () => {
  it('shows text as it is, alone, and quoted inside of values', () => {
    assert.equal(
      format('a "b"', 1, true, null, undefined, -0, 10n, Symbol('s')),
      'a "b" 1 true null undefined -0 10n Symbol(s)',
    );
    assert.equal(format(['a', 1], { a: 'b', [Symbol('k')]: 2 }), '[ "a", 1 ] { a: "b", [Symbol(k)]: 2 }');
  });

  it('names classes, functions, maps, sets and errors', () => {
    class Point {
      x = 1;
    }
    assert.equal(
      format(
        new Point(),
        function named() {},
        () => {},
      ),
      'Point { x: 1 } [Function: named] [Function]',
    );
    assert.equal(format(new Map([['a', 1]]), new Set([2])), 'Map(1) { "a" => 1 } Set(1) { 2 }');
    assert.equal(format(new TypeError('no')), 'TypeError: no');
    assert.equal(format([], {}, Object.create(null)), '[] {} [Object: null prototype] {}');
  });

  it('runs no code of the value', () => {
    const called: string[] = [];
    const value = {
      get a() {
        called.push('getter');
        return 1;
      },
      toString() {
        called.push('toString');
        return '';
      },
      toJSON() {
        called.push('toJSON');
      },
    };
    assert.match(format(value), /a: \[Getter\]/);
    const error = new Error('m');
    Object.defineProperty(error, 'message', { get: () => called.push('message') });
    assert.equal(format(error), 'Error');
    assert.deepEqual(called, []);
  });

  it('is not stopped by what throws', () => {
    const trap = new Proxy({}, { ownKeys: () => assert.fail(), getPrototypeOf: () => assert.fail() });
    assert.equal(format(trap, 1), '[unprintable] 1');
  });

  it('does not need arrays to be iterable', () => {
    const iterate = Array.prototype[Symbol.iterator];
    let shown = '';
    try {
      Array.prototype[Symbol.iterator] = null as never;
      shown = formatLog(['still', [1, 2]]);
    } finally {
      Array.prototype[Symbol.iterator] = iterate;
    }
    assert.equal(shown, 'still [ 1, 2 ]');
  });

  it('bounds depth, width and length', () => {
    const cycle: { me?: unknown } = {};
    cycle.me = cycle;
    assert.match(format(cycle), /\{…\}/);
    assert.match(format(Array.from({ length: 200 }, () => 0)), /, … 150 more \]$/);
    assert.match(format(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, 0]))), /, … 150 more \}$/);
    assert.equal(format('x'.repeat(50_000)).length, 4_001);
    assert.ok(format(Array.from({ length: 50 }, () => 'x'.repeat(3_000))).length < 8_000);
    assert.equal(format(10n ** 3000n), '[huge bigint]');
  });
});

describe('createConsole', () => {
  it('prints one line a call, on the right stream', () => {
    const written: string[] = [];
    const console_ = createConsole((stream, text) => written.push(`${stream}:${text}`));
    console_['log']?.('a', 1);
    console_['error']?.('b');
    console_['warn']?.('c');
    console_['assert']?.(true, 'd');
    console_['assert']?.(false, 'e');
    console_['time']?.('f');
    assert.deepEqual(written, ['out:a 1\n', 'err:b\n', 'err:c\n', 'err:Assertion failed: e\n']);
  });
});
