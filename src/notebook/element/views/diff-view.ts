/** Draws what changed from one text to another, line by line. */
import { lineDiff } from '../../model/line-diff.ts';
import { visible } from './display.ts';

/** Unchanged lines that are shown around a change. */
const CONTEXT = 2;
/** More lines than this are not drawn. */
const MOST = 400;

/** How many lines differ: removed and added ones each count. */
export function changedLines(before: string, after: string): number {
  return lineDiff(before.split('\n'), after.split('\n')).filter(({ mark }) => mark !== ' ').length;
}

/** A block of lines; those only in `before` are marked −, those only in `after` +. */
export function drawDiff(before: string, after: string): HTMLElement {
  const edits = lineDiff(before.split('\n'), after.split('\n'));
  const near = edits.map((_, at) =>
    edits.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  const block = document.createElement('pre');
  block.className = 'cell-diff';
  block.tabIndex = 0;
  const add = (mark: string, text: string): void => {
    const line = document.createElement('span');
    line.dataset['mark'] = mark;
    line.textContent = `${text}\n`;
    block.append(line);
  };
  let drawn = 0;
  for (const [at, { mark, text }] of edits.entries()) {
    if (near[at] !== true) {
      if (at === 0 || near[at - 1] === true) add('skipped', '⋯');
    } else if (++drawn > MOST) {
      add('skipped', '⋯ and more');
      break;
    } else add(mark, `${mark === '-' ? '−' : mark} ${visible(text)}`);
  }
  return block;
}
