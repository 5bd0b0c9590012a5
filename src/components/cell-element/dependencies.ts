/** Which of a page's cells a cell imports: an edit of theirs makes its output stale. */

const IMPORT = /\b(?:from|import)\s*\(?\s*(["'])\.\/([\w-]+)(?:\.ts)?\1/g;

/** The text of a cell and of all that it imports, directly or not: its output is as fresh as this text. */
export function programText(id: string, sources: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  const texts: string[] = [];
  const visit = (name: string): void => {
    const source = sources.get(name);
    if (source === undefined || seen.has(name)) return;
    seen.add(name);
    for (const [, , imported = ''] of source.matchAll(IMPORT)) visit(imported);
    texts.push(`${name}\n${source}`);
  };
  visit(id);
  return texts.join('\0');
}
