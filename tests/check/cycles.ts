/**
 * Refuses import cycles among the files of a source folder, and among its folders. Imports of types count, as do
 * `export … from`, `import()` of a literal, type queries, module augmentations, and what `.astro` files import.
 *
 *     node tests/check/cycles.ts [FOLDER …]
 *
 * Without arguments it checks the folders that are to be free of cycles: `CHECKED`.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { scriptsOf } from './directions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Folders of the project that must have no cycles. */
const CHECKED: readonly string[] = ['runtime', 'src'];

/** Who imports whom: for each node of the graph, the nodes that it imports, each with a file that does. */
type Imports = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The TypeScript and Astro files of a folder, with the files of the same folder that each imports. Paths are relative to it. */
export function fileImports(folder: string): Imports {
  const files = globSync('**/*.{ts,astro}', { cwd: folder, exclude: ['**/node_modules/**'] })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const imported = scriptsOf(file, readFileSync(resolve(folder, file), 'utf8'))
        .flatMap(specifiersOf)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')))
        .map((path) => [path, `${path}.ts`, `${path}/index.ts`].find((candidate) => known.has(candidate)))
        .filter((path) => path !== undefined);
      return [file, new Map(imported.map((path) => [path, file]))];
    }),
  );
}

/** The module names that a script mentions, whatever for. */
function specifiersOf(text: string): string[] {
  const found: string[] = [];
  const note = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) found.push(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal);
    else if (ts.isModuleDeclaration(node)) note(node.name);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) note(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', text, ts.ScriptTarget.Latest));
  return found;
}

/** The same between folders. A folder's own files may import one another, and those of folders within it are not its own. */
export function folderImports(files: Imports): Imports {
  const folders = new Map<string, Map<string, string>>();
  for (const [file, imported] of files) {
    const from = posix.dirname(file);
    const edges = folders.get(from) ?? new Map<string, string>();
    folders.set(from, edges);
    for (const path of imported.keys()) {
      const to = posix.dirname(path);
      if (to !== from && !edges.has(to)) edges.set(to, `${file} imports ${path}`);
    }
  }
  return folders;
}

/** For each group of nodes that import one another, a shortest cycle through the first of them. */
export function cyclesIn(imports: Imports): string[][] {
  const cycles: string[][] = [];
  const inCycle = new Set<string>();
  for (const start of imports.keys()) {
    if (inCycle.has(start)) continue;
    const cameFrom = new Map<string, string>();
    const queue = [start];
    for (const node of queue) {
      for (const next of imports.get(node)?.keys() ?? []) {
        if (cameFrom.has(next)) continue;
        cameFrom.set(next, node);
        queue.push(next);
      }
    }
    if (!cameFrom.has(start)) continue;
    const cycle = [start];
    for (let node = cameFrom.get(start) as string; node !== start; node = cameFrom.get(node) as string) {
      cycle.unshift(node);
    }
    cycle.unshift(start);
    for (const node of cycle) inCycle.add(node);
    cycles.push(cycle);
  }
  return cycles;
}

/** The cycles of a folder, each as a text that names the imports to break. */
export function problemsOf(folder: string): string[] {
  const files = fileImports(folder);
  const folders = folderImports(files);
  return [
    ...cyclesIn(files).map((cycle) => `files: ${cycle.join(' → ')}`),
    ...cyclesIn(folders).map((cycle) => {
      const why = cycle.slice(1).map((to, index) => folders.get(cycle[index] as string)?.get(to));
      return `folders: ${cycle.join(' → ')} (${why.join('; ')})`;
    }),
  ];
}

if (import.meta.main) {
  const folders = process.argv.length > 2 ? process.argv.slice(2) : CHECKED;
  for (const folder of folders) {
    const path = resolve(ROOT, folder);
    if (!existsSync(path)) throw new Error(`There is no folder ${path} to check for import cycles.`);
    const problems = problemsOf(path);
    for (const problem of problems) console.log(`${folder}: import cycle of ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
    else console.log(`${folder}: ${fileImports(path).size} files`);
  }
}
