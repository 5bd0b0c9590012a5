/** Says what a reader's edit has changed: lines of the output, and verdicts, against the recording. Loaded after such a run. */

import type { Verdict } from '../../model/expectations.ts';
import { lineDiff } from '../../model/line-diff.ts';
import type { PageExpectation } from '../../model/page-data.ts';
import { expectationAnchor } from '../../model/program.ts';
import type { Line, Transcript } from '../../model/transcript.ts';
import { verdictMark } from '../../model/wording.ts';
import { drawSentence, visible } from './display.ts';

/** Unchanged lines that are shown around a change. */
const CONTEXT = 2;
/** More lines of differences than this are counted only. */
const MOST = 200;

export interface Change {
  readonly cell: string;
  readonly expectations: readonly PageExpectation[];
  readonly recorded: Transcript;
  /** Of the recording, in the order of the expectations. */
  readonly before: readonly Verdict[];
  readonly now: Transcript;
  readonly verdicts: readonly Verdict[];
}

/** Fills `part` and shows it. */
export function showChanges(part: HTMLElement, change: Change): void {
  const title = make('p', 'cell-changes-title', 'What your edit changed');
  part.replaceChildren(title, ...turned(change), ...differences(change));
  part.hidden = false;
}

/** Expectations whose verdict is another one than that of the recording. */
function turned({ cell, expectations, before, verdicts }: Change): HTMLElement[] {
  const list = make('ul', 'cell-turned');
  expectations.forEach(({ says }, at) => {
    const holds = verdicts[at]?.holds;
    if (holds === undefined || before[at]?.holds === holds) return;
    const item = make('li', '');
    item.dataset['verdict'] = holds ? 'holds' : 'fails';
    const mark = make('span', 'cell-turned-mark', verdictMark(holds));
    mark.setAttribute('aria-hidden', 'true');
    const link = document.createElement('a');
    link.href = `#${expectationAnchor(cell, at)}`;
    link.append(...drawSentence(says));
    item.append(mark, make('span', 'cell-turned-word', holds ? 'holds now: ' : 'no longer holds: '), link);
    list.append(item);
  });
  if (list.childElementCount > 0) return [list];
  return expectations.length === 0 ? [] : [make('p', '', 'Every expectation has the same verdict as before.')];
}

/** Lines that are not those of the recording, with a little around them. */
function differences({ recorded, now }: Change): HTMLElement[] {
  const edits = lineDiff(recorded.lines.map(key), now.lines.map(key));
  const changed = edits.filter(({ mark }) => mark !== ' ').length;
  const cut = recorded.hidden + now.hidden > 0 ? 'Lines that an output leaves out are not compared. ' : '';
  if (changed === 0) {
    const moved = now.lines.filter(({ time }, at) => time !== recorded.lines[at]?.time).length;
    const count = `${now.lines.length} ${now.lines.length === 1 ? 'line' : 'lines'}`;
    const times = moved === 0 ? '' : ` ${moved} of them printed at another time`;
    return [make('p', '', `${cut}The output is the same as the recorded one: ${count}${times && `,${times}`}.`)];
  }
  const list = make('ol', 'cell-diff');
  list.setAttribute('aria-label', 'Differences from the recorded output');
  list.tabIndex = 0;
  let [before, after, same, shown] = [0, 0, 0, 0];
  edits.forEach(({ mark }, at) => {
    const line = (mark === '+' ? now.lines[after] : recorded.lines[before]) as Line;
    if (mark !== '+') before++;
    if (mark !== '-') after++;
    const near = edits.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((other) => other.mark !== ' ');
    if (!near || shown >= MOST) {
      same++;
      return;
    }
    if (same > 0) list.append(skipped(same, false));
    same = 0;
    shown++;
    list.append(drawLine(mark, line));
  });
  if (same > 0) list.append(skipped(same, shown >= MOST));
  const gone = edits.filter(({ mark }) => mark === '-').length;
  const fresh = changed - gone;
  const counts = [
    ...(gone > 0 ? [`${gone} ${gone === 1 ? 'line' : 'lines'} gone`] : []),
    ...(fresh > 0 ? [`${fresh} new ${fresh === 1 ? 'line' : 'lines'}`] : []),
  ];
  return [make('p', '', `${cut}Compared with the recorded output: ${counts.join(', ')}.`), list];
}

/** What makes two lines the same; that they came at another time does not make them others. */
function key({ stream, worker, text }: Line): string {
  return JSON.stringify([stream, worker ?? null, text]);
}

function drawLine(mark: ' ' | '-' | '+', { stream, text, worker }: Line): HTMLElement {
  const item = make('li', '');
  item.dataset['change'] = mark === ' ' ? 'same' : mark === '-' ? 'gone' : 'new';
  const sign = make('span', 'cell-diff-sign', mark === '-' ? '−' : mark);
  sign.setAttribute('aria-hidden', 'true');
  const words = make(mark === ' ' ? 'span' : mark === '-' ? 'del' : 'ins', '', visible(text));
  item.append(sign);
  if (mark !== ' ') item.append(make('span', 'sr-only', mark === '-' ? 'gone: ' : 'new: '));
  const from = [stream === 'err' ? 'stderr' : '', worker === undefined ? '' : visible(worker)].filter(Boolean);
  if (from.length > 0) item.append(make('span', 'cell-diff-from', `${from.join(' ')} `));
  item.append(words);
  return item;
}

function skipped(count: number, differ: boolean): HTMLElement {
  const lines = `${count} ${count === 1 ? 'line' : 'lines'}`;
  return make('li', 'cell-diff-skipped', differ ? `… ${lines} more …` : `… ${lines} the same …`);
}

function make(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
