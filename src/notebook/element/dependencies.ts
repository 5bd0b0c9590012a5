/** What a cell's output depends on: an edit of what it imports makes it stale. */
import { withImports } from '../model/program.ts';

/** The text of a cell and of all that it imports, directly or not: its output is as fresh as this text. */
export function programText(id: string, sources: ReadonlyMap<string, string>): string {
  return withImports(id, sources)
    .map((name) => `${name}\n${sources.get(name)}`)
    .join('\0');
}
