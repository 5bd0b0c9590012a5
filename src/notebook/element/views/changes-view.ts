/** Says what a reader's edit has changed: lines of the output, and verdicts, against the recording. Loaded after such a run. */

import { lineDiff } from '../../model/line-diff.ts';
import { expectationAnchor } from '../../model/program.ts';
import type { Line } from '../../model/transcript.ts';
import { verdictMark } from '../../model/wording.ts';
import type { Output, PageStore, Shown } from '../store/store.ts';
import { visible } from './display.ts';
import { h, type Markup, type Tag, toDom } from './markup.ts';
import { sentence } from './output-lines.ts';

/** Unchanged lines that are shown around a change. */
const CONTEXT = 2;
/** More lines of differences than this are counted only. */
const MAX_LINES = 200;

/** Fills `part` with what the run that a cell shows has changed against its recording, and shows it. */
export function showChanges(part: HTMLElement, store: PageStore, cell: string): void {
  const now = store.cell(cell).shown;
  const recorded = store.recordedOf(cell, now.language);
  const says = store.dataOf(cell).expectations.map((expectation) => expectation.says);
  const title = h('p', { class: 'cell-changes-title' }, 'What your edit changed');
  const parts = [title, ...turned(cell, says, recorded, now), ...differences(recorded.output, now.output)];
  part.replaceChildren(...parts.map(toDom));
  part.hidden = false;
}

/** Expectations whose verdict is another one than that of the recording. */
function turned(cell: string, says: readonly string[], recorded: Shown, now: Shown): Tag[] {
  const items = says.flatMap((text, at) => {
    const holds = now.verdicts?.[at]?.holds;
    if (holds === undefined || recorded.verdicts?.[at]?.holds === holds) return [];
    return h(
      'li',
      { 'data-verdict': holds ? 'holds' : 'fails' },
      h('span', { class: 'cell-turned-mark', 'aria-hidden': 'true' }, verdictMark(holds)),
      h('span', { class: 'cell-turned-word' }, holds ? 'holds now: ' : 'no longer holds: '),
      h('a', { href: `#${expectationAnchor(cell, at)}` }, ...sentence(text)),
    );
  });
  if (items.length > 0) return [h('ul', { class: 'cell-turned' }, ...items)];
  return says.length === 0 ? [] : [h('p', {}, 'Every expectation has the same verdict as before.')];
}

function count(number: number, what = ''): string {
  return `${number} ${what}${number === 1 ? 'line' : 'lines'}`;
}

/** Lines that are not those of the recording, with a little around them. */
function differences(recorded: Output | null, now: Output | null): Tag[] {
  if (recorded === null || now === null) return [];
  const edits = lineDiff(recorded.lines.map(key), now.lines.map(key));
  const changed = edits.filter(({ mark }) => mark !== ' ').length;
  const cut = recorded.hidden + now.hidden > 0 ? 'Lines that an output leaves out are not compared. ' : '';
  if (changed === 0) {
    const moved = now.lines.filter(({ time }, at) => time !== recorded.lines[at]?.time).length;
    const times = moved === 0 ? '' : `, ${moved} of them printed at another time`;
    return [h('p', {}, `${cut}The output is the same as the recorded one: ${count(now.lines.length)}${times}.`)];
  }
  const items: Markup[] = [];
  let [before, after, same, shown] = [0, 0, 0, 0];
  edits.forEach(({ mark }, at) => {
    const line = (mark === '+' ? now.lines[after] : recorded.lines[before]) as Line;
    if (mark !== '+') before++;
    if (mark !== '-') after++;
    const near = edits.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((other) => other.mark !== ' ');
    if (!near || shown >= MAX_LINES) {
      same++;
      return;
    }
    if (same > 0) items.push(skipped(same, 'the same'));
    same = 0;
    shown++;
    items.push(changedLine(mark, line));
  });
  if (same > 0) items.push(skipped(same, shown >= MAX_LINES ? 'more' : 'the same'));
  const gone = edits.filter(({ mark }) => mark === '-').length;
  const fresh = changed - gone;
  const counts = [...(gone > 0 ? [`${count(gone)} gone`] : []), ...(fresh > 0 ? [count(fresh, 'new ')] : [])];
  const label = 'Differences from the recorded output';
  return [
    h('p', {}, `${cut}Compared with the recorded output: ${counts.join(', ')}.`),
    h('ol', { class: 'cell-diff', 'aria-label': label, tabindex: 0 }, ...items),
  ];
}

/** What makes two lines the same; that they came at another time does not make them others. */
function key({ stream, worker, text }: Line): string {
  return JSON.stringify([stream, worker ?? null, text]);
}

function changedLine(mark: ' ' | '-' | '+', { stream, text, worker }: Line): Tag {
  const [change, tag, word] = {
    ' ': ['same', 'span', ''],
    '-': ['gone', 'del', 'gone: '],
    '+': ['new', 'ins', 'new: '],
  }[mark] as [string, string, string];
  const from = [stream === 'err' ? 'stderr' : '', worker === undefined ? '' : visible(worker)].filter(Boolean);
  return h(
    'li',
    { 'data-change': change },
    h('span', { class: 'cell-diff-sign', 'aria-hidden': 'true' }, mark === '-' ? '−' : mark),
    ...(word === '' ? [] : [h('span', { class: 'sr-only' }, word)]),
    ...(from.length === 0 ? [] : [h('span', { class: 'cell-diff-from' }, `${from.join(' ')} `)]),
    h(tag, {}, visible(text)),
  );
}

function skipped(number: number, what: string): Tag {
  return h('li', { class: 'cell-diff-skipped' }, `… ${count(number)} ${what} …`);
}
