/**
 * Which program proves which behaviour of asyncio.
 *
 * `checklist.json` lists the behaviours, each with a tag: C core, W needs
 * workers, G depends on garbage collection, X of Python or of CPython alone.
 * A program names what it proves in its first lines: `# proves: LCK-01 LCK-02`.
 * `node tests/conformance/checklist.ts` writes the table into the README.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const README = new URL('README.md', folder);
const BEGIN = '<!-- The table is written by checklist.ts. -->';
const END = '<!-- End of the table. -->';

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
  return ['| line | tag | about | proven by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The README with the table in its place. */
export function readme(): string {
  const text = readFileSync(README, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`tests/conformance/README.md lacks the marks ${BEGIN} and ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table()}\n\n${text.slice(end)}`;
}

/** The README as it stands. */
export function currentReadme(): string {
  return readFileSync(README, 'utf8');
}

if (import.meta.main) writeFileSync(README, readme());
