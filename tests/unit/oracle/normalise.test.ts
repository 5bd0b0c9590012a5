import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { align, compare, normalise } from '../../../src/notebook/languages/python/normalise.ts';
import type { Line, Transcript } from '../../../src/notebook/model/transcript.ts';

/** Lines of a transcript at time 0: those that begin with `!` on stderr. */
function transcript(text: string, rest: Partial<Transcript> = {}): Transcript {
  const lines = text.split('\n').map((line): Line => {
    const err = line.startsWith('!');
    return { stream: err ? 'err' : 'out', time: 0, text: err ? line.slice(1) : line };
  });
  return { lines, hidden: 0, hiddenAt: 0, exception: null, status: 0, ...rest };
}

const texts = (text: string): string[] => normalise(transcript(text)).lines.map((line) => line.text);

describe('normalise()', () => {
  it('replaces places, addresses and the text of a RecursionError', () => {
    assert.deepEqual(texts("<Task pending name='a' coro=<f() running at cell.py:7>>"), [
      "<Task pending name='a' coro=<f() running at FILE:LINE>>",
    ]);
    assert.deepEqual(texts('<object at 0x7f12ab>'), ['<object at 0xADDR>']);
    assert.deepEqual(texts('RecursionError: Stack overflow (used 10216 kB) while calling a Python object'), [
      'RecursionError: maximum recursion depth exceeded',
    ]);
    assert.deepEqual(texts("RecursionError('maximum recursion depth exceeded while calling a Python object')"), [
      "RecursionError('maximum recursion depth exceeded')",
    ]);
  });

  it('compares names of functions in snake_case where a repr or a warning shows them, and only there', () => {
    assert.deepEqual(texts('<Task pending coro=<main.<locals>.keepPrinting() running at a.ts:1>>'), [
      '<Task pending coro=<main.<locals>.keep_printing() running at FILE:LINE>>',
    ]);
    assert.deepEqual(texts("RuntimeWarning: coroutine 'makeTea' was never"), [
      "RuntimeWarning: coroutine 'make_tea' was never",
    ]);
    assert.deepEqual(texts('my camelCase() stays'), ['my camelCase() stays']);
  });

  it('drops what JavaScript does not know of a callback', () => {
    const ours = texts('<Future pending cb=[onDone(), Task.task_wakeup()]>');
    assert.deepEqual(texts('<Future pending cb=[main.<locals>.on_done() at cell.py:5, Task.task_wakeup()]>'), ours);
  });

  it('keeps header and last line of a traceback', () => {
    const text =
      '!Traceback (most recent call last):\n!  File "a.py", line 3, in f\n!    g()\n!    ~^^\n!ValueError: no';
    assert.deepEqual(texts(text), ['Traceback (most recent call last):', 'ValueError: no']);
  });

  it('keeps the tree of an exception group', () => {
    const text = [
      '!  + Exception Group Traceback (most recent call last):',
      '!  |   File "a.py", line 3, in f',
      '!  |     g()',
      '!  | ExceptionGroup: two (1 sub-exception)',
      '!  +-+---------------- 1 ----------------',
      '!    | Traceback (most recent call last):',
      '!    |   File "a.py", line 1, in g',
      '!    | ValueError: no',
      '!    +------------------------------------',
    ].join('\n');
    assert.deepEqual(texts(text), [
      '  + Exception Group Traceback (most recent call last):',
      '  | ExceptionGroup: two (1 sub-exception)',
      '  +-+---------------- 1 ----------------',
      '    | Traceback (most recent call last):',
      '    | ValueError: no',
      '    +------------------------------------',
    ]);
  });

  it('leaves out an exception during whose handling another came, but not a cause', () => {
    const first = '!Traceback (most recent call last):\n!  File "a.py", line 3, in f\n!KeyError: 1\n!\n!';
    const second = '\n!\n!Traceback (most recent call last):\n!  File "a.py", line 3, in f\n!ValueError: no';
    assert.deepEqual(texts(`${first}During handling of the above exception, another exception occurred:${second}`), [
      'Traceback (most recent call last):',
      'ValueError: no',
    ]);
    const cause = texts(`${first}The above exception was the direct cause of the following exception:${second}`);
    assert.equal(cause.length, 7);
  });

  it('leaves out the source line under a warning, and nothing else', () => {
    const text =
      "!a.py:3: RuntimeWarning: coroutine 'f' was never awaited\n!  f()\n!RuntimeWarning: Enable tracemalloc to get x\n!next";
    assert.deepEqual(texts(text), ['next']);
    assert.deepEqual(
      normalise(transcript(text)).reports.map((report) => report.text),
      ["FILE:LINE: RuntimeWarning: coroutine 'f' was never awaited"],
    );
  });
});

describe('compare()', () => {
  const report =
    '!Task exception was never retrieved\n!future: <Task finished>\n!Traceback (most recent call last):\n!ValueError: no';

  it('finds nothing between equal transcripts', () => {
    assert.deepEqual(compare(transcript('a\n!b'), transcript('a\n!b')), { problems: [], moved: false });
  });

  it('takes a report at another place for the same, and says so', () => {
    assert.deepEqual(compare(transcript(`a\n${report}\nb`), transcript(`a\nb\n${report}`)), {
      problems: [],
      moved: true,
    });
  });

  it('knows where a report ends', () => {
    const unraised = '!Future exception was never retrieved\n!future: <Future finished>\n!KeyError: 1';
    const uncaught = '!Traceback (most recent call last):\n!RuntimeError: out';
    for (const each of [report, unraised]) {
      const [early, late] = [transcript(`a\n${each}\n${uncaught}`), transcript(`a\n${uncaught}\n${each}`)];
      assert.deepEqual(compare(early, late), { problems: [], moved: true });
    }
  });

  it('misses a report that is not there or says something else', () => {
    assert.match(
      compare(transcript(`a\n${report}`), transcript('a')).problems.join('\n'),
      /report of CPython's is missing/,
    );
    const other = report.replace('no', 'yes');
    assert.match(
      compare(transcript(report), transcript(other)).problems.join('\n'),
      /report that CPython does not make/,
    );
  });

  it('names the first line that differs in text, stream or time', () => {
    assert.match(compare(transcript('a\nb'), transcript('a\nc')).problems[0] ?? '', /line is 2/);
    assert.match(compare(transcript('a\nb'), transcript('a\n!b')).problems[0] ?? '', /line is 2/);
    const late = transcript('a', { lines: [{ stream: 'out', time: 1, text: 'a' }] });
    assert.match(compare(transcript('a'), late).problems[0] ?? '', /line is 1/);
    assert.match(compare(transcript('a\nb'), transcript('a')).problems[0] ?? '', /line is 2/);
  });

  it('compares exception and status', () => {
    const failed = transcript('a', { exception: { type: 'ValueError', message: 'no' }, status: 1 });
    assert.equal(compare(transcript('a'), failed).problems.length, 2);
  });
});

describe('align()', () => {
  const rows = (python: string, typescript: string) =>
    align(transcript(python), transcript(typescript)).map(
      ({ typescript, python, same, report }) => `${same ? '=' : '≠'}${report ? 'R' : ''} ${typescript} | ${python}`,
    );

  it('puts lines beside each other as each was printed, if they agree after what is set aside', () => {
    assert.deepEqual(rows('a\n<Task coro=<keep_printing()>>', 'a\n<Task coro=<keepPrinting()>>'), [
      '= a | a',
      '= <Task coro=<keepPrinting()>> | <Task coro=<keep_printing()>>',
    ]);
  });

  it('pairs what differs at one place, and leaves alone what has nothing beside it', () => {
    assert.deepEqual(rows('a\nb\nc', 'a\nB\nc\nd'), ['= a | a', '≠ B | b', '= c | c', '≠ d | null']);
    assert.deepEqual(rows('a\n!b', 'a\nb'), ['= a | a', '≠ b | null', '≠ null | b']);
  });

  it('compares reports of freed objects by their text', () => {
    const report = '!Task was destroyed but it is pending!';
    assert.deepEqual(rows(`a\n${report}\nb`, `a\nb\n${report}`), [
      '= a | a',
      '= b | b',
      '=R Task was destroyed but it is pending! | Task was destroyed but it is pending!',
    ]);
  });
});
