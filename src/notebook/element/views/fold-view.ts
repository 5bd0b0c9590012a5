/** Folds the exception groups of an output that has been drawn: as OutputLines.astro draws them. */
import { type Fold, foldGroups } from '../../model/exception-groups.ts';
import { formatTime } from '../../model/wording.ts';
import { visible } from './display.ts';
import type { Output } from './output-text.ts';

/**
 * Puts the lines of each group into a fold of their own.
 *
 * @param items what has been drawn, by the index of its line
 * @param proves which expectations a line proves
 */
export function foldOutput(
  output: Output,
  items: readonly HTMLElement[],
  proves: (index: number) => readonly number[],
): void {
  for (const fold of foldGroups(output)) {
    if (typeof fold === 'number') continue;
    const first = items[fold.from] as HTMLElement;
    const time = document.createElement('span');
    time.className = 'cell-fold-time';
    time.textContent = formatTime(output.lines[fold.from]?.time ?? 0);
    time.toggleAttribute('data-again', first.hasAttribute('data-again'));
    const place = document.createComment('');
    first.before(place);
    const group = draw(fold, items, proves);
    group.prepend(time);
    place.replaceWith(group);
  }
}

function draw(fold: Fold, items: readonly HTMLElement[], proves: (index: number) => readonly number[]): HTMLElement {
  const { from, to, depth, number, title, note, open } = fold;
  const group = document.createElement('li');
  group.dataset['group'] = String(depth);
  group.dataset['stream'] = items[from]?.dataset['stream'] ?? 'err';
  const details = document.createElement('details');
  details.open = open;
  const summary = document.createElement('summary');
  const within = new Set<number>();
  for (let line = from; line < to; line++) for (const index of proves(line)) within.add(index);
  summary.dataset['within'] = [...within].join(' ');
  if (number !== null) summary.append(withTag('b', number), ' ');
  summary.append(visible(title));
  if (note !== null) summary.append(' ', withTag('i', note));
  const list = document.createElement('ol');
  list.append(
    ...fold.items.map((item) => (typeof item === 'number' ? (items[item] as HTMLElement) : draw(item, items, proves))),
  );
  details.append(summary, list);
  group.append(details);
  return group;
}

function withTag(tag: 'b' | 'i', text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
