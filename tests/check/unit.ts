/** Refuses tests under `tests/unit/` that can start a process or a worker: they belong to `tests/integration/`. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Modules that start something. esbuild runs in a process of its own, also the one in WebAssembly. */
const STARTS = /^(?:node:(?:child_process|cluster|worker_threads)|esbuild(?:-wasm)?|playwright|pyodide)$/;

const imports = new Map<string, readonly string[]>();

/** What a file imports when it runs, types aside. */
function importsOf(file: string): readonly string[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
      found.push((node.moduleSpecifier as ts.StringLiteral).text);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && !node.isTypeOnly) {
      found.push((node.moduleSpecifier as ts.StringLiteral).text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments;
      if (name !== undefined && ts.isStringLiteral(name)) found.push(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  imports.set(file, found);
  return found;
}

/** The way from a test to a module that starts something; null if there is none. */
function wayToStart(test: string): readonly string[] | null {
  const ways = new Map<string, readonly string[]>([[test, [relative(ROOT, test)]]]);
  for (const [file, way] of ways) {
    for (const name of importsOf(file)) {
      if (STARTS.test(name)) return [...way, name];
      const target = join(dirname(file), name);
      if (name.startsWith('.') && existsSync(target) && !ways.has(target)) {
        ways.set(target, [...way, relative(ROOT, target)]);
      }
    }
  }
  return null;
}

const tests = globSync('tests/unit/**/*.test.ts', { cwd: ROOT }).sort();
for (const test of tests) {
  const way = wayToStart(join(ROOT, test));
  if (way === null) continue;
  console.log(`${test}: may start a process or a worker, so it belongs to tests/integration (${way.join(' → ')})`);
  process.exitCode = 1;
}
if (process.exitCode === undefined) console.log(`${tests.length} files`);
