/**
 * Names in running text, as the reader's language has them: `create_task()` in Python, `createTask()` in TypeScript. The
 * pages are written with Python's names; what is derived here is the other form, by the rules of the page “From Python to
 * TypeScript”. Where they do not say it, a page gives both (CONTRIBUTING.md).
 */
import type { CodeForms } from '../../notebook/model/forms.ts';
import { apiTable, camelCase, snakeCase } from '../api-table.ts';
import { siteContent } from '../content.ts';
import { classesIn, type Rename, readPython, readTypeScript, writePython, writeTypeScript } from './expression.ts';

/**
 * What is syntax in Python, where a sentence can say the other in its place. `async def` and `except` are not among them: a
 * page gives both, or means Python's.
 */
const SYNTAX: readonly (readonly [typescript: string, python: string])[] = [
  ['asyncWith()', 'async with'],
  ['for await', 'async for'],
];

/** What a page says of Python alone. */
const PYTHON_ONLY: ReadonlySet<string> = new Set(['run_in_executor(None, contextvars.copy_context().run, work)']);

/** Whether a page (its file) compares the languages, so that its code is that of the one which it speaks of. */
export function compares(file: string): boolean {
  return file.endsWith('from-python-to-typescript.mdx');
}

interface Names {
  readonly typescript: ReadonlyMap<string, string>;
  readonly python: ReadonlyMap<string, string>;
  /** All words of the programs in TypeScript: a class that is not among them has no counterpart there. */
  readonly words: ReadonlySet<string>;
}

let names: Names | undefined;

/** What is named differently in the two languages: names of the API, and those of programs on the pages. */
export function bothNames(): Names {
  if (names !== undefined) return names;
  const typescript = new Map<string, string>();
  const words = new Set<string>();
  for (const { rows } of apiTable()) {
    for (const { python, here } of rows) {
      if (here === null) continue;
      words.add(here);
      if (here !== python) typescript.set(python, here);
    }
  }
  for (const { source, twin } of siteContent()
    .readPages()
    .flatMap(({ cells }) => cells)) {
    const here = new Set(source.match(/\w+/g));
    for (const word of here) words.add(word);
    for (const name of twin?.source.match(/\b[a-z]\w*_\w+/g) ?? []) {
      if (here.has(camelCase(name))) typescript.set(name, camelCase(name));
    }
  }
  names = { typescript, python: new Map([...typescript].map(([python, here]) => [here, python])), words };
  return names;
}

/** Null if the code is not Python's, or no rule says what it is in TypeScript. */
function typescriptOf(code: string): string | null {
  const { typescript, words } = bothNames();
  const read = readPython(code);
  // What would be written otherwise in its own language has not been understood.
  if (read === null || writePython(read, AS_IT_IS) !== code.replace(/:$/, '')) return null;
  if (!classesIn(read).every((name) => words.has(name))) return null;
  const written = writeTypeScript(read, { name: (name) => typescript.get(name) ?? name, keyword: camelCase });
  // A name may be a keyword there: `function`.
  return readTypeScript(written) === null ? null : written;
}

/** Null if the code is not TypeScript's. */
function pythonOf(code: string): string | null {
  const { python } = bothNames();
  const read = readTypeScript(code);
  if (read === null || writeTypeScript(read, AS_IT_IS) !== code) return null;
  return writePython(read, { name: (name) => python.get(name) ?? name, keyword: snakeCase });
}

const AS_IT_IS: Rename = { name: (name) => name, keyword: (name) => name };

/** TypeScript's form and Python's; null if they are the same, or no rule says the other. */
const forms: CodeForms = (code) => {
  const syntax = SYNTAX.find((pair) => pair.includes(code));
  if (syntax !== undefined) return syntax;
  if (PYTHON_ONLY.has(code)) return null;
  const typescript = typescriptOf(code);
  if (typescript !== null && typescript !== code) return [typescript, code];
  const python = pythonOf(code);
  return python === null || python === code ? null : [code, python];
};

export default forms;
