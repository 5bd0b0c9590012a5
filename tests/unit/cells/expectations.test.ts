import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Check } from '../../../src/notebook/model/cell.ts';
import { evaluate, provenBy } from '../../../src/notebook/model/expectations.ts';
import type { Transcript } from '../../../src/notebook/model/transcript.ts';

/** Lines beginning with `!` are on stderr. */
function transcript(texts: string[], rest: Partial<Transcript> = {}): Transcript {
  const lines = texts.map((text, time) =>
    text.startsWith('!')
      ? ({ stream: 'err', time, text: text.slice(1) } as const)
      : ({ stream: 'out', time, text } as const),
  );
  return { lines, hidden: 0, hiddenAt: 0, exception: null, status: 0, ...rest };
}

const output = transcript(['red enters', 'green enters', 'red leaves', '!red was lost']);

function holds(check: Check, by: readonly number[], of: Transcript = output): void {
  assert.deepEqual(evaluate(check, of), { holds: true, lines: by });
}

function fails(check: Check, by: readonly number[], of: Transcript = output): void {
  assert.deepEqual(evaluate(check, of), { holds: false, lines: by });
}

describe('evaluate()', () => {
  test('shows: some line contains the text or matches the expression', () => {
    holds({ shows: 'red' }, [0, 2, 3]);
    holds({ shows: '/^RED \\w+s$/i' }, [0, 2]);
    fails({ shows: 'blue' }, []);
    fails({ shows: '^red' }, []);
  });

  test('lacks: no line does; the offending lines refute it', () => {
    holds({ lacks: 'blue' }, []);
    fails({ lacks: 'green' }, [1]);
  });

  test('order: each after the one before; what was found so far is marked', () => {
    holds({ order: ['red enters', 'green', 'red'] }, [0, 1, 2]);
    fails({ order: ['green', 'red enters'] }, [1]);
    fails({ order: ['green enters', 'green enters'] }, [1]);
  });

  test('count: exactly so many', () => {
    holds({ count: { of: 'enters', is: 2 } }, [0, 1]);
    holds({ count: { of: 'blue', is: 0 } }, []);
    fails({ count: { of: 'enters', is: 1 } }, [0, 1]);
  });

  test('line: by number, from the end where it is negative', () => {
    holds({ line: { n: 2, is: 'green' } }, [1]);
    holds({ line: { n: -1, is: 'lost' } }, [3]);
    fails({ line: { n: 1, is: 'green' } }, [0]);
    fails({ line: { n: 9, is: 'green' } }, []);
    fails({ line: { n: -9, is: 'green' } }, []);
  });

  test('on: only lines of that stream', () => {
    holds({ on: { stream: 'err', shows: 'red' } }, [3]);
    fails({ on: { stream: 'err', shows: 'green' } }, []);
  });

  test('raises: type with or without its module, message if asked for; the last line of the traceback proves it', () => {
    const ended = transcript(['a', '!Traceback (most recent call last):', '!pkg.CustomError: bad luck'], {
      exception: { type: 'pkg.CustomError', message: 'bad luck' },
      status: 1,
    });
    holds({ raises: { type: 'CustomError' } }, [2], ended);
    holds({ raises: { type: 'pkg.CustomError', message: 'luck' } }, [2], ended);
    fails({ raises: { type: 'Error' } }, [2], ended);
    fails({ raises: { type: 'CustomError', message: 'good' } }, [2], ended);
    fails({ raises: { type: 'CustomError' } }, []);
    fails({ returns: true }, [2], ended);
  });

  test('returns: no exception and status 0', () => {
    holds({ returns: true }, []);
    fails({ returns: true }, [], transcript([], { status: 130 }));
  });

  test('silent: no line at all', () => {
    holds({ silent: true }, [], transcript([]));
    fails({ silent: true }, [0], transcript(['x']));
  });

  test('all: every part, proven by all their lines', () => {
    holds({ all: [{ shows: 'lost' }, { shows: 'green' }, { lacks: 'blue' }] }, [1, 3]);
    fails({ all: [{ shows: 'lost' }, { shows: 'blue' }] }, [3]);
  });

  test('proves nothing about lines that the cap has hidden', () => {
    const capped = transcript(['a', 'b', 'y', 'z'], { hidden: 10, hiddenAt: 2 });
    fails({ lacks: 'c' }, [], capped);
    fails({ count: { of: 'a', is: 1 } }, [0], capped);
    holds({ shows: 'z' }, [3], capped);
    holds({ line: { n: 2, is: 'b' } }, [1], capped);
    holds({ line: { n: 13, is: 'y' } }, [2], capped);
    holds({ line: { n: -1, is: 'z' } }, [3], capped);
    fails({ line: { n: 3, is: 'y' } }, [], capped);
    fails({ line: { n: -3, is: 'b' } }, [], capped);
  });
});

describe('provenBy()', () => {
  test('lists the verdicts that a line belongs to', () => {
    const verdicts = [
      { holds: true, lines: [0, 2] },
      { holds: true, lines: [] },
      { holds: false, lines: [2] },
    ];
    assert.deepEqual(
      [0, 1, 2].map((line) => provenBy(verdicts, line)),
      [[0], [], [0, 2]],
    );
  });
});
