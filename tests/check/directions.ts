/**
 * Which folder may import which: `src/README.md` explains the order. Types count as well as values, and so do the
 * scripts of `.astro` files, the imports of pages, and workers that are started by `new URL('./x.ts', import.meta.url)`.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The engine's folders, the lowest first: each may import those before it. */
const NOTEBOOK = [
  'model',
  'files',
  'content',
  'capture',
  'trace',
  'languages',
  'sandbox',
  'element',
  'astro',
  'command',
];
/** Folders of the engine that have to work in a page: no module of Node's, none of Astro's. */
const IN_PAGES = ['model', 'capture', 'element'];

interface Rule {
  /** Paths that begin so; the first rule that fits a file is its own. */
  readonly folder: string;
  /** Paths within the project that it may import. */
  readonly may: readonly string[];
  /** Packages and modules of the platform that it must not import. */
  readonly never?: RegExp;
}

const PLATFORM = /^(?:node:|astro(?:$|[:/]))/;

const RULES: readonly Rule[] = [
  { folder: 'runtime/', may: ['runtime/'], never: /^awaitable(?:$|\/)/ },
  ...NOTEBOOK.map((name, floor) => ({
    folder: `src/notebook/${name}/`,
    may: NOTEBOOK.slice(0, floor + 1)
      // The two doors for authors know nothing of each other.
      .filter((other) => name !== 'command' || other !== 'astro')
      .map((other) => `src/notebook/${other}/`),
    ...(IN_PAGES.includes(name) && { never: PLATFORM }),
  })),
  { folder: 'src/notebook/', may: ['src/notebook/'] },
  { folder: 'src/site/', may: ['src/', 'runtime/'] },
  { folder: 'content/', may: ['content/', 'src/site/'] },
  { folder: 'tests/', may: [''] },
];

/** What a file imports, as it is written there. */
export function importsOf(file: string, text: string): string[] {
  return scriptsOf(file, text).flatMap((script) => [
    ...ts.preProcessFile(script, true, true).importedFiles.map(({ fileName }) => fileName),
    ...[...script.matchAll(/new URL\(\s*'(\.[^']+\.ts)',\s*import\.meta\.url/g)].map(([, name = '']) => name),
  ]);
}

/** The TypeScript in a file: all of it, or frontmatter and scripts. */
export function scriptsOf(file: string, text: string): string[] {
  if (file.endsWith('.mdx')) return text.match(/^import .*$/gm) ?? [];
  if (!file.endsWith('.astro')) return [text];
  const frontmatter = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  return [frontmatter, ...[...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script)];
}

/** What is wrong with the imports of a file: one message for each import that goes in a direction that is not allowed. */
export function wrongImports(file: string, text: string): string[] {
  const rule = RULES.find(({ folder }) => file.startsWith(folder));
  if (rule === undefined) return [];
  return importsOf(file, text).flatMap((name) => {
    if (!name.startsWith('.')) {
      return rule.never?.test(name) ? [`${file} imports ${name}; ${rule.folder} must not`] : [];
    }
    const target = normalize(join(dirname(file), name)).replaceAll('\\', '/');
    if (rule.may.some((folder) => target.startsWith(folder))) return [];
    return [`${file} imports ${target}; ${rule.folder} may import ${rule.may.join(', ')} only`];
  });
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const files = globSync(['{runtime,src,tests}/**/*.{ts,astro}', 'content/**/*.mdx'], {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'programs',
  }).map((file) => file.replaceAll('\\', '/'));
  const homeless = files.filter((file) => !RULES.some(({ folder }) => file.startsWith(folder)));
  const problems = [
    ...homeless.map((file) => `${file} is in no folder that tests/check/directions.ts knows`),
    ...files.flatMap((file) => wrongImports(file, readFileSync(join(root, file), 'utf8'))),
  ];
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${files.length} files`);
}
