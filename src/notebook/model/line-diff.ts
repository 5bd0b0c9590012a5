/** What changed from one text to another, line by line. */
import { diffArrays } from 'diff';

/** Texts that differ in more lines than this are not compared: the time grows with the square, and a second is a long time. */
const MAX_EDITS = 1_000;

export interface LineEdit {
  /** Unchanged, only in the first text, only in the second. */
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** A shortest list of edits that makes `before` into `after`. Beyond MAX_EDITS, all between their common ends counts as replaced. */
export function lineDiff(before: readonly string[], after: readonly string[]): LineEdit[] {
  const marked = (lines: readonly string[], mark: LineEdit['mark']): LineEdit[] =>
    lines.map((text) => ({ mark, text }));
  const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS });
  if (changes !== undefined) {
    return changes.flatMap(({ added, removed, value }) => marked(value, added ? '+' : removed ? '-' : ' '));
  }
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const most = Math.min(before.length, after.length) - start;
  let end = 0;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [
    ...marked(before.slice(0, start), ' '),
    ...marked(before.slice(start, before.length - end), '-'),
    ...marked(after.slice(start, after.length - end), '+'),
    ...marked(before.slice(before.length - end), ' '),
  ];
}
