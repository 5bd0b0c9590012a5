import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { type CellAction, PageStore } from '../../../src/notebook/element/store/store.ts';
import type { CellData } from '../../../src/notebook/model/page-data.ts';
import type { Transcript } from '../../../src/notebook/model/transcript.ts';

const RECORDED = {
  typescript: 'Recorded · CPython 3.14 agrees',
  python: 'Recorded, by CPython 3.14 · TypeScript agrees',
};

function printed(...texts: string[]): Transcript {
  const lines = texts.map((text) => ({ stream: 'out' as const, time: 0, text }));
  return { lines, hidden: 0, hiddenAt: 0, exception: null, status: 0 };
}

function cell(id: string, source: string): CellData {
  const expectations = [{ says: 'It prints a.', check: { shows: 'a' } }];
  return { id, title: id.toUpperCase(), source, expectations, recorded: printed('a') };
}

const CELLS = [
  cell('a', 'export const a = 1;'),
  cell('b', 'import { a } from "./a";\nimport * as asyncio from "awaitable/asyncio";'),
  cell('c', "const { b } = await import('./b.ts');"),
  cell('d', 'export {};'),
];

describe('the store of a page', () => {
  let store: PageStore;
  let heard: string[];
  beforeEach(() => {
    store = new PageStore({ base: '/', page: 'page', cells: CELLS, assets: {} as never });
    heard = [];
    store.subscribe((id, { type }) => heard.push(`${id} ${type}`));
  });

  const edit = (id: string, text: string): void => store.dispatch(id, { type: 'edited', text });
  const says = (id: string): string => store.provenanceOf(id, RECORDED);
  const states = (): string => CELLS.map(({ id }) => store.stateOf(id)).join(' ');
  /** Everything that a run of a cell tells, up to its end. */
  const run = (id: string, end: (madeFrom: string) => CellAction, before?: () => void): void => {
    const madeFrom = store.programText(id);
    store.dispatch(id, { type: 'requested' });
    before?.();
    store.dispatch(id, { type: 'started', output: printed(), madeFrom });
    store.dispatch(id, end(madeFrom));
  };
  const ended = (...texts: string[]): CellAction => ({
    type: 'ended',
    transcript: printed(...texts),
    verdicts: [{ holds: texts.includes('a'), lines: [] }],
    log: null,
  });

  it('begins with what the page brought', () => {
    assert.equal(states(), 'recorded recorded recorded recorded');
    assert.equal(says('a'), RECORDED.typescript);
    const { shown } = store.cell('a');
    assert.deepEqual([shown.verdicts?.[0]?.holds, shown.ending], [true, 'Exit status 0']);
  });

  it('keeps one text for each cell, and tells of what changes it', () => {
    edit('a', 'export const a = 2;');
    assert.equal(store.cell('a').text, 'export const a = 2;');
    assert.equal(store.program('c').files['a.ts'], 'export const a = 2;');
    assert.deepEqual([store.edited('a'), store.edited('b')], [true, false]);
    edit('a', 'export const a = 2;');
    assert.deepEqual(heard, ['a edited'], 'the same text is no change');
  });

  it('has an edit make stale what was made from it, directly or not, until it is taken back', () => {
    edit('a', 'export const a = 2;');
    assert.equal(states(), 'stale stale stale recorded');
    assert.equal(says('a'), 'From before your change. Run it again.');
    assert.equal(says('c'), 'From before a change in “A”. Run it again.');
    edit('a', CELLS[0]?.source ?? '');
    assert.equal(states(), 'recorded recorded recorded recorded');
  });

  it('comes to an end where cells import each other', () => {
    edit('a', 'import "./b";');
    assert.equal(store.stateOf('b'), 'stale');
  });

  it('shows what a run printed, and what that proves', () => {
    run('a', () => ended('b'));
    assert.equal(store.stateOf('a'), 'captured');
    assert.equal(says('a'), 'Captured now, in your browser');
    assert.equal(store.cell('a').shown.verdicts?.[0]?.holds, false);
    assert.equal(store.ranChanged('a'), false);
    edit('a', 'export const a = 3;');
    assert.equal(store.stateOf('a'), 'stale');
    run('a', () => ended('a'));
    assert.deepEqual([store.stateOf('a'), store.ranChanged('a')], ['captured', true]);
  });

  it('says what goes on during a run, and nothing of an earlier one', () => {
    store.dispatch('a', { type: 'waits', waits: true });
    assert.equal(says('a'), 'Waiting for the previous run to finish');
    store.dispatch('a', { type: 'waits', waits: false });
    store.dispatch('a', { type: 'requested' });
    assert.deepEqual([store.stateOf('a'), says('a')], ['compiling', 'Compiling…']);
    assert.equal(store.cell('a').shown.from, 'recording', 'the recording stays until the program starts');
    store.dispatch('a', { type: 'started', output: printed(), madeFrom: store.programText('a') });
    assert.deepEqual([store.stateOf('a'), says('a')], ['running', 'Running…']);
    const { verdicts, ending } = store.cell('a').shown;
    assert.deepEqual([verdicts, ending], [null, '']);
    store.dispatch('a', { type: 'noted', note: 'Busy' });
    assert.equal(says('a'), 'Busy');
    store.dispatch('a', { type: 'stopped' });
    assert.deepEqual([says('a'), store.cell('a').stopped], ['Stopping…', true]);
    store.dispatch('a', ended('a'));
    assert.deepEqual([says('a'), store.cell('a').stopped], ['Captured now, in your browser', false]);
  });

  it('is stale at once if the code changed while it ran', () => {
    run(
      'a',
      () => ended('a'),
      () => edit('a', 'export const a = 4;'),
    );
    assert.equal(store.stateOf('a'), 'stale');
  });

  it('fails with what does not compile, unless that text is gone', () => {
    const errors = [{ message: 'no', file: 'a.ts', line: 1, column: 1, length: 1, lineText: '' }];
    const fail = (madeFrom: string): CellAction => ({ type: 'uncompiled', errors, madeFrom });
    const madeFrom = store.programText('a');
    store.dispatch('a', { type: 'requested' });
    store.dispatch('a', fail(madeFrom));
    assert.deepEqual([store.stateOf('a'), store.cell('a').problem], ['failed', errors]);
    assert.match(says('a'), /does not compile/);
    assert.equal(store.cell('a').shown.from, 'recording');
    store.dispatch('a', { type: 'requested' });
    assert.equal(store.cell('a').problem, null);
    edit('a', 'other');
    store.dispatch('a', fail(madeFrom));
    assert.deepEqual([store.stateOf('a'), store.cell('a').problem], ['stale', null]);
    assert.match(says('a'), /^Not run: the code changed/);
  });

  it('judges nothing of a run that was ended from outside', () => {
    run('a', () => ({ type: 'removed', transcript: printed('until then'), why: 'Stopped.', byReader: true }));
    const { shown } = store.cell('a');
    assert.deepEqual(shown.output, printed('until then'));
    assert.deepEqual([store.stateOf('a'), shown.verdicts, shown.ending], ['captured', null, 'Stopped.']);
    assert.equal(says('a'), 'Captured now, up to the moment you stopped it');
    run('a', () => ({ type: 'removed', transcript: printed(), why: 'Ended: no answer.', byReader: false }));
    assert.deepEqual([store.stateOf('a'), store.cell('a').problem], ['failed', 'Ended: no answer.']);
  });

  it('holds no recording after a run that was ended while it was compiled', () => {
    store.dispatch('a', { type: 'requested' });
    store.dispatch('a', { type: 'removed', transcript: printed(), why: 'Stopped.', byReader: true });
    assert.deepEqual(store.cell('a').shown.output, printed());
  });

  it('comes back to the page with a reset, whatever was before', () => {
    const before = store.cell('a');
    for (const end of [
      ended('b'),
      { type: 'removed', transcript: printed(), why: 'no', byReader: false },
      { type: 'broke', why: 'no' },
    ]) {
      edit('a', 'export const a = 5;');
      run('a', () => end as CellAction);
      edit('a', before.text);
      store.dispatch('a', { type: 'reset' });
      assert.deepEqual(store.cell('a'), before);
    }
  });
});

describe('a cell that has Python, too', () => {
  const python = (source: string, recorded?: Transcript) => ({ python: { source, ...(recorded && { recorded }) } });
  const cells = [
    { ...cell('first-one', 'export const a = 1;'), ...python('a = 1') },
    { ...cell('second', 'export {};'), ...python('from first_one import a', printed('a', 'b')) },
  ];
  let store: PageStore;
  beforeEach(() => {
    const assets = { python: { frame: '', pack: '', digest: '', version: '3.14.2' } };
    store = new PageStore({ base: '/', page: 'page', cells, assets: assets as never });
  });
  const says = (id: string): string => store.provenanceOf(id, RECORDED);
  const editPython = (id: string, text: string): void =>
    store.dispatch(id, { type: 'edited', text, language: 'python' });
  const run = (id: string, language: 'typescript' | 'python', ...texts: string[]): void => {
    const madeFrom = store.programText(id, language);
    store.dispatch(id, { type: 'requested' });
    store.dispatch(id, { type: 'started', output: printed(), madeFrom, language });
    store.dispatch(id, { type: 'ended', transcript: printed(...texts), verdicts: [], log: null });
  };

  it('is a program with the modules before it', () => {
    const modules = { first_one: 'a = 1\n' };
    assert.deepEqual(store.pythonProgram('second'), { name: 'second', source: 'from first_one import a\n', modules });
  });

  it('says who printed its output', () => {
    run('second', 'python', 'a');
    assert.equal(says('second'), 'Captured now, by CPython 3.14.2 in your browser');
    run('second', 'typescript', 'a');
    assert.equal(says('second'), 'Captured now, in your browser');
  });

  it('is out of date when the Python of what it imports has changed, and not when the TypeScript has', () => {
    run('second', 'python', 'a');
    store.dispatch('first-one', { type: 'edited', text: 'export const a = 2;' });
    assert.equal(store.stateOf('second'), 'captured');
    editPython('first-one', 'a = 2');
    assert.equal(store.stateOf('second'), 'stale');
    assert.equal(says('second'), 'From before a change in “FIRST-ONE”. Run it again.');
  });

  it('never lets the output of one language stand for an edit of the other', () => {
    run('second', 'typescript', 'a');
    editPython('second', 'print("a")');
    assert.equal(store.stateOf('second'), 'captured');
    store.dispatch('second', { type: 'turned', language: 'python' });
    assert.equal(store.stateOf('second'), 'stale');
    assert.match(says('second'), /^Printed by the TypeScript program, not by your edited Python\./);
  });

  it('compares a run with the recording of its own language', () => {
    assert.equal(store.recordedOf('second', 'python').output?.lines.length, 2);
    assert.equal(store.recordedOf('first-one', 'python').output?.lines.length, 1);
    run('second', 'python', 'a', 'b');
    assert.equal(store.ranChanged('second'), false);
    editPython('second', 'print("c")');
    run('second', 'python', 'c');
    assert.equal(store.ranChanged('second'), true);
  });

  it('is back as it came, in both languages, after a reset', () => {
    editPython('second', 'print("c")');
    assert.equal(store.edited('second'), true);
    assert.equal(store.edited('second', 'typescript'), false);
    editPython('second', store.original('second', 'python'));
    store.dispatch('second', { type: 'reset' });
    assert.equal(store.edited('second'), false);
    assert.equal(says('second'), RECORDED.typescript);
  });

  it('shows the recording of the language that the reader looks at, until a program has run', () => {
    const lines = (): number | undefined => store.cell('second').shown.output?.lines.length;
    store.dispatch('second', { type: 'turned', language: 'python' });
    assert.deepEqual([says('second'), store.stateOf('second'), lines()], [RECORDED.python, 'recorded', 2]);
    editPython('second', 'print("c")');
    assert.equal(store.stateOf('second'), 'stale');
    store.dispatch('second', { type: 'turned', language: 'typescript' });
    assert.deepEqual([says('second'), lines()], [RECORDED.typescript, 1]);
    run('second', 'typescript', 'a');
    store.dispatch('second', { type: 'turned', language: 'python' });
    assert.equal(store.cell('second').shown.language, 'typescript');
    store.dispatch('second', { type: 'reset' });
    assert.deepEqual([store.cell('second').shown.language, lines()], ['python', 2]);
  });
});
