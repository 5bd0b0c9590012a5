/** Line differences of two texts in the unified format, as `diff -u` writes it. */

/** Unchanged lines that are shown around a change. */
const CONTEXT = 3;

interface Edit {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** The empty string if the texts are equal. */
export function unifiedDiff(before: string, after: string, beforeName: string, afterName: string): string {
  if (before === after) return '';
  const edits = editsBetween(linesOf(before), linesOf(after));
  const out = [`--- ${beforeName}`, `+++ ${afterName}`];
  let [oldLine, newLine] = [1, 1];
  for (let at = 0; at < edits.length; ) {
    const next = edits.findIndex(({ mark }, index) => index >= at && mark !== ' ');
    if (next < 0) break;
    const from = Math.max(at, next - CONTEXT);
    let to = next;
    // A hunk goes on while the next change is near enough for their contexts to meet.
    for (let index = next; index < edits.length && index <= to + 2 * CONTEXT; index++) {
      if (edits[index]?.mark !== ' ') to = index;
    }
    to = Math.min(edits.length, to + CONTEXT + 1);
    for (const { mark } of edits.slice(at, from)) {
      if (mark !== '+') oldLine++;
      if (mark !== '-') newLine++;
    }
    const hunk = edits.slice(from, to);
    const oldCount = hunk.filter(({ mark }) => mark !== '+').length;
    const newCount = hunk.filter(({ mark }) => mark !== '-').length;
    out.push(
      `@@ -${oldCount === 0 ? oldLine - 1 : oldLine},${oldCount} +${newCount === 0 ? newLine - 1 : newLine},${newCount} @@`,
      ...hunk.map(({ mark, text }) => mark + text),
    );
    oldLine += oldCount;
    newLine += newCount;
    at = to;
  }
  return out.join('\n');
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A shortest list of edits, by the longest common subsequence of what lies between the common ends. */
function editsBetween(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];

  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        old[i] === now[j]
          ? (longest[(i + 1) * width + j + 1] as number) + 1
          : Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number);
    }
  }
  const kept = (lines: readonly string[]): Edit[] => lines.map((text) => ({ mark: ' ', text }));
  const edits = kept(before.slice(0, start));
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
  return [...edits, ...kept(before.slice(before.length - end))];
}
