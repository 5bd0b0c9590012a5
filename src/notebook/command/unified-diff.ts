/** Line differences of two texts in the unified format, as `diff -u` writes it. */

import { lineDiff } from '../model/line-diff.ts';

/** Unchanged lines that are shown around a change. */
const CONTEXT = 3;

/** The empty string if the texts are equal. */
export function unifiedDiff(before: string, after: string, beforeName: string, afterName: string): string {
  if (before === after) return '';
  const edits = lineDiff(linesOf(before), linesOf(after));
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
