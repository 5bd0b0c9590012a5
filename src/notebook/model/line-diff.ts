/** What changed from one text to another, line by line. */

/** More cells than this of the table that a comparison fills would take too much memory and time. */
const LARGEST = 4_000_000;

export interface LineEdit {
  /** Unchanged, only in the first text, only in the second. */
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * A shortest list of edits that makes `before` into `after`, by the longest common subsequence of what lies between
 * their common ends. Where that is too much to compute (LARGEST), all of it counts as replaced.
 */
export function lineDiff(before: readonly string[], after: readonly string[]): LineEdit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];

  const kept = (lines: readonly string[], mark: LineEdit['mark'] = ' '): LineEdit[] =>
    lines.map((text) => ({ mark, text }));
  const edits = kept(before.slice(0, start));
  const rest = kept(before.slice(before.length - end));
  const width = now.length + 1;
  if ((old.length + 1) * width > LARGEST) return [...edits, ...kept(old, '-'), ...kept(now, '+'), ...rest];

  const longest = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        old[i] === now[j]
          ? (longest[(i + 1) * width + j + 1] as number) + 1
          : Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number);
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      edits.push({ mark: ' ', text: old[i] as string });
      i++;
      j++;
    } else if (
      j >= now.length ||
      (i < old.length && (longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number))
    ) {
      edits.push({ mark: '-', text: old[i++] as string });
    } else {
      edits.push({ mark: '+', text: now[j++] as string });
    }
  }
  return [...edits, ...rest];
}
