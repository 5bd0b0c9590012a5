/** What a cell's two programs printed, beside each other, after “Run both”. Loaded after such a run. */
import { type AlignedLine, align } from '../../languages/python/normalise.ts';
import type { Transcript } from '../../model/transcript.ts';
import { endingText, formatTime } from '../../model/wording.ts';
import { visible } from './display.ts';
import { h, type Tag, toDom } from './markup.ts';

/** More lines than this are counted only. */
const MAX_LINES = 400;

/** Fills `part` with the two transcripts, and shows it. Returns its first sentence. */
export function showBoth(part: HTMLElement, typescript: Transcript, python: Transcript, version: string): string {
  const rows = align(python, typescript);
  const different = rows.filter(({ same }) => !same).length;
  const ends = typescript.status === python.status;
  const verdict =
    different === 0 && ends
      ? `TypeScript and CPython ${version} print the same: ${count(rows.length)}.`
      : different === 0
        ? `TypeScript and CPython ${version} print the same, ${count(rows.length)}, but end differently.`
        : `TypeScript and CPython ${version} differ in ${count(different)} of ${rows.length}${ends ? '' : ', and in how they end'}.`;
  const table = h(
    'table',
    {},
    h(
      'thead',
      {},
      h('tr', {}, ...['Time', 'TypeScript', `CPython ${version}`].map((name) => h('th', { scope: 'col' }, name))),
    ),
    h('tbody', {}, ...rows.slice(0, MAX_LINES).map(row), ending(typescript, python, ends)),
  );
  const notes = setAside(rows, typescript, python);
  part.replaceChildren(
    ...[
      h('p', { class: 'cell-changes-title' }, 'Both programs, line by line'),
      h('p', {}, verdict),
      ...(notes.length === 0 ? [] : [h('p', {}, notes.join(' '))]),
      h('div', { class: 'cell-both', tabindex: 0, role: 'region', 'aria-label': 'Both outputs' }, table),
      ...(rows.length > MAX_LINES ? [h('p', {}, `${count(rows.length - MAX_LINES)} more are not shown.`)] : []),
    ].map(toDom),
  );
  part.hidden = false;
  return verdict;
}

function row({ time, stream, typescript, python, same, report }: AlignedLine): Tag {
  const cell = (text: string | null): Tag =>
    text === null ? h('td', { class: 'cell-both-none' }, '(nothing)') : h('td', {}, visible(text));
  return h(
    'tr',
    { 'data-same': same ? 'yes' : 'no', 'data-stream': stream },
    h('th', { scope: 'row' }, report ? 'report' : formatTime(time)),
    cell(typescript),
    cell(python),
  );
}

function ending(typescript: Transcript, python: Transcript, same: boolean): Tag {
  const ends = [typescript, python].map((transcript) => h('td', {}, endingText(transcript)));
  return h(
    'tr',
    { 'data-same': same ? 'yes' : 'no', class: 'cell-both-end' },
    h('th', { scope: 'row' }, 'end'),
    ...ends,
  );
}

/** What was not compared, as far as it happened here. */
function setAside(rows: readonly AlignedLine[], typescript: Transcript, python: Transcript): string[] {
  const says: string[] = [];
  if (rows.some((each) => each.same && each.typescript !== each.python)) {
    says.push(
      'Lines count as the same if they differ only in names of files, line numbers, addresses, or the spelling of a name in a repr: createTask, create_task.',
    );
  }
  const reports = rows.filter(({ report }) => report).length;
  const left = (transcript: Transcript): number => transcript.lines.length - rows.length;
  if (reports > 0) says.push('Reports about freed objects are compared by their text, not by their place.');
  else if (left(typescript) > 0 || left(python) > 0) {
    says.push('Frames of tracebacks are left out: each program has its own.');
  }
  if (typescript.hidden + python.hidden > 0) says.push('Lines that an output leaves out are not compared.');
  return says;
}

function count(number: number): string {
  return `${number} ${number === 1 ? 'line' : 'lines'}`;
}
