import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseExpectations } from '../../../src/notebook/content/parse-expectations.ts';
import type { Prediction } from '../../../src/notebook/model/cell.ts';
import { guesses, judge, predictionProblem } from '../../../src/notebook/model/prediction.ts';
import type { Transcript } from '../../../src/notebook/model/transcript.ts';
import { judgementText } from '../../../src/notebook/model/wording.ts';

const printed = (...texts: string[]): Transcript => ({
  lines: texts.map((text) => ({ stream: 'out', time: 0, text })),
  hidden: 0,
  hiddenAt: 0,
  exception: null,
  status: 0,
});
const asked = (lines: string[], never: string[] = []): Prediction => ({ asks: '?', lines, never, at: 1 });
const SAYS = '- says: It ends.\n  returns: true\n';

describe('a prediction', () => {
  it('stands before the expectations and is no expectation itself', () => {
    const yaml = `- predict: In which order?\n  lines: [a, b]\n  never: [c]\n${SAYS}`;
    const { prediction, expectations } = parseExpectations(yaml, 'page.mdx', 10);
    assert.deepEqual(prediction, { asks: 'In which order?', lines: ['a', 'b'], never: ['c'], at: 11 });
    assert.equal(expectations.length, 1);
    assert.equal('prediction' in parseExpectations(SAYS, 'page.mdx', 10), false);
  });

  for (const [yaml, words] of [
    [`- predict: x\n  lines: [a]\n${SAYS}`, /page\.mdx:11: A prediction is about 2 to 7 lines.* have 1$/],
    [`- predict: x\n  lines: [a, b, c, d, e, f]\n  never: [g, h]\n${SAYS}`, /have 8$/],
    [`- predict: x\n${SAYS}`, /"lines" is a list/],
    [`- predict: x\n  lines: [a, "/(/"]\n${SAYS}`, /page\.mdx:12: .* no regular expression/],
    [`- predict: x\n  lines: [a, b]\n  says: y\n${SAYS}`, /page\.mdx:13: Unknown key "says" in a prediction/],
    [`- predict: x\n  lines: [a, b]\n`, /without expectations/],
    [`${SAYS}- predict: x\n  lines: [a, b]\n`, /page\.mdx:13: .*before the expectations/],
  ] as const) {
    it(`that is malformed is refused: ${words.source}`, () => {
      assert.throws(() => parseExpectations(yaml, 'page.mdx', 10), words);
    });
  }

  it('has to fit what the cell prints', () => {
    const output = printed('main returns', 'late', 'late');
    assert.equal(
      predictionProblem(asked(['main', '/^main/']), output),
      '"lines" of the prediction: two patterns match the same line',
    );
    assert.match(predictionProblem(asked(['late', 'main']), output) ?? '', /late matches 2 lines/);
    assert.match(predictionProblem(asked(['main', 'gone']), output) ?? '', /gone matches 0 lines/);
    assert.match(predictionProblem(asked(['main'], ['late']), output) ?? '', /prints late/);
    assert.equal(predictionProblem(asked(['main'], ['gone']), output), null);
  });

  it('does not give the answer away by the order of its lines', () => {
    const texts = (output: Transcript, prediction: Prediction): string[] =>
      guesses(prediction, output).map(({ text }) => text);
    assert.deepEqual(texts(printed('two', 'one three'), asked(['two', 'three'], ['four'])), [
      'four',
      'one three',
      'two',
    ]);
    assert.deepEqual(texts(printed('a', 'b', 'c'), asked(['a', 'b', 'c'])), ['c', 'b', 'a']);
    assert.deepEqual(texts(printed('a', 'b'), asked(['a', 'b'], ['c'])), ['c', 'b', 'a']);
  });

  it('is compared with what came: places, and where the two part', () => {
    const order = ['a', 'b', 'c', 'd'].map((text) => ({ text, pattern: text }));
    const verdict = (count: number, ...texts: string[]): unknown[] => {
      const { places, firstWrong, came } = judge(order, count, printed(...texts));
      return [places.join(), firstWrong, came];
    };
    assert.deepEqual(verdict(4, 'a', 'b', 'x', 'c', 'd'), ['0,1,2,3', null, null]);
    assert.deepEqual(verdict(4, 'a', 'c', 'b', 'd'), ['0,2,1,3', 1, 2]);
    assert.deepEqual(verdict(3, 'a', 'b', 'c'), ['0,1,2,', null, null]);
    assert.deepEqual(verdict(3, 'a', 'b', 'c', 'd'), ['0,1,2,3', 3, 3]);
    assert.deepEqual(verdict(4, 'a', 'b', 'c'), ['0,1,2,', 3, null]);
    assert.equal(judgementText({ firstWrong: null, came: null }, order, 4), 'As you predicted.');
    assert.equal(
      judgementText({ firstWrong: 1, came: 2 }, order, 4),
      'Right up to line 1. Then you expected “b”, but “c” came.',
    );
    assert.equal(
      judgementText({ firstWrong: 3, came: 3 }, order, 3),
      'Right up to line 3. Then you expected none of the other lines, but “d” came.',
    );
  });
});
