/** What changed from one text to another, line by line. */
import { lineDiff } from '../../model/line-diff.ts';
import { visible } from './display.ts';
import { h, type Tag } from './markup.ts';

/** Unchanged lines that are shown around a change. */
const CONTEXT = 2;
/** More lines than this are not drawn. */
const MAX_LINES = 400;

/** A block of lines; those only in `before` are marked −, those only in `after` +. */
export function drawDiff(before: string, after: string, label: string): Tag {
  const edits = lineDiff(before.split('\n'), after.split('\n'));
  const near = edits.map((_, at) =>
    edits.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  const lines: Tag[] = [];
  const add = (mark: string, text: string): void => {
    lines.push(h('span', { 'data-mark': mark }, `${text}\n`));
  };
  let drawn = 0;
  for (const [at, { mark, text }] of edits.entries()) {
    if (near[at] !== true) {
      if (at === 0 || near[at - 1] === true) add('skipped', '⋯');
    } else if (++drawn > MAX_LINES) {
      add('skipped', '⋯ and more');
      break;
    } else add(mark, `${mark === '-' ? '−' : mark} ${visible(text)}`);
  }
  return h('pre', { class: 'cell-diff', tabindex: 0, 'aria-label': label }, ...lines);
}
