/** Finds the fenced code blocks of a Markdown text, by CommonMark's rule for fences that are not indented. */

export interface Fence {
  readonly language: string;
  /** What stands behind the language in the opening line. */
  readonly meta: string;
  /** Without the final line end. */
  readonly text: string;
  /** 1-based line of the opening fence. */
  readonly at: number;
  /** False where the file ends before the fence does. */
  readonly closed: boolean;
}

const OPENING = /^(`{3,}|~{3,})\s*([^\s`]*)\s*([^`]*)$/;

/** The blocks in the order of the text. A longer fence hides those that it contains. */
export function fences(source: string): Fence[] {
  const lines = source.split(/\r?\n/);
  const found: Fence[] = [];
  for (let index = 0; index < lines.length; index++) {
    const opening = OPENING.exec(lines[index] ?? '');
    if (opening === null) continue;
    const [, ticks = '', language = '', meta = ''] = opening;
    const closing = new RegExp(`^ {0,3}${ticks[0]}{${ticks.length},}\\s*$`);
    let end = index + 1;
    while (end < lines.length && !closing.test(lines[end] ?? '')) end++;
    found.push({
      language,
      meta: meta.trim(),
      text: lines.slice(index + 1, end).join('\n'),
      at: index + 1,
      closed: end < lines.length,
    });
    index = end;
  }
  return found;
}
