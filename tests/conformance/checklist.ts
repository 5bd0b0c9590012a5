/**
 * Which program proves which behaviour of asyncio.
 *
 * `checklist.json` lists the behaviours, each with a tag: C core, W needs
 * workers, G depends on garbage collection, X of Python or of CPython alone.
 * A program names what it proves in its first lines: `# proves: LCK-01 LCK-02`.
 * `node tests/conformance/checklist.ts` writes the table `behaviours.md`.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const TABLE = new URL('behaviours.md', folder);

export interface Behaviour {
  readonly tag: 'C' | 'W' | 'G' | 'X';
  /** In a few words. */
  readonly about: string;
  /** Why there is no program for it, where none is needed. */
  readonly reason?: string;
}

export const behaviours: Readonly<Record<string, Behaviour>> = JSON.parse(
  readFileSync(new URL('checklist.json', folder), 'utf8'),
);

/** The leading comments of a program or a test file. */
function leadingComments(source: string): string {
  return /^(?:(?:#|\/\/| ?\*|\/\*\*).*\n)+/.exec(source)?.[0] ?? '';
}

/** For each behaviour, the programs and tests that prove it, relative to this folder. */
export function proofs(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = globSync(['programs/**/*.py', 'newer/*.py', '*.test.ts'], { cwd: folder }).sort();
  for (const file of files) {
    const comments = leadingComments(readFileSync(new URL(file, folder), 'utf8'));
    for (const id of new Set(comments.match(/\b[A-Z]{3}-\d\d\b/g))) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [file]);
      else list.push(file);
    }
  }
  return found;
}

/** The table, in Markdown. */
export function table(): string {
  const proven = proofs();
  const rows = Object.entries(behaviours).map(([id, { tag, about, reason }]) => {
    const programs = (proven.get(id) ?? []).map((file) => `[${file.replace(/^programs\/|\.py$/g, '')}](${file})`);
    const proof = [...programs, ...(reason === undefined ? [] : [reason])].join(', ');
    return `| ${id} | ${tag} | ${about} | ${proof} |`;
  });
  const head = [
    '# Behaviours of asyncio, and what proves each',
    '',
    'Written by `node tests/conformance/checklist.ts`. Tags: **C** core, **W** needs workers, **G** depends on garbage',
    'collection, **X** of the Python language or of CPython alone.',
    '',
    '| line | tag | about | proven by |',
    '| --- | --- | --- | --- |',
  ];
  return `${[...head, ...rows].join('\n')}\n`;
}

/** The table as it stands. */
export function currentTable(): string {
  return readFileSync(TABLE, 'utf8');
}

if (import.meta.main) writeFileSync(TABLE, table());
