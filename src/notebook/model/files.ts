/**
 * Several files as one text, so that a program with its imports can be downloaded, pasted and kept as one.
 *
 * A line `// @filename: other.ts`, alone and not indented, begins the next file; what stands before the first such
 * line is the entry. It is the convention of TypeScript's own tests and of Twoslash.
 */

const MARKER = /^\/\/ @filename: ([\w-]+\.ts)\s*$/;

/** One text out of an entry and the files that it imports, in this order. */
export function joinFiles(entry: string, others: Iterable<readonly [name: string, source: string]>): string {
  let text = entry;
  for (const [name, source] of others) text = `${text.trimEnd()}\n\n// @filename: ${name}\n${source}`;
  return text;
}

/**
 * The entry of such a text and the other files by name; an ordinary text is its own entry.
 *
 * Each file begins with as many empty lines as stand before it, so that its line numbers are those of the whole text.
 */
export function splitFiles(text: string): {
  readonly entry: string;
  readonly others: Readonly<Record<string, string>>;
} {
  const lines = text.split('\n');
  const at = lines.flatMap((line, index) => (MARKER.test(line) ? [index] : []));
  const others: Record<string, string> = {};
  for (const [nth, index] of at.entries()) {
    const [, name = ''] = MARKER.exec(lines[index] ?? '') ?? [];
    others[name] = '\n'.repeat(index + 1) + lines.slice(index + 1, at[nth + 1]).join('\n');
  }
  return { entry: at[0] === undefined ? text : lines.slice(0, at[0]).join('\n'), others };
}
