/**
 * Refuses tests that read a clock: no assertion of a test is about how long something took. A test asserts order,
 * counts and states, or holds the clock that the product reads; how fast things are is measured in `tests/bench/`.
 *
 * Also refused is a limit of its own for a test of `node:test`. Waiting has one limit, in `tests/patience.ts`.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Those that need a clock, and what for. */
const MAY: Readonly<Record<string, string>> = {
  'tests/run.ts': 'says how long each part took',
  'tests/patience.ts': 'the one limit for waiting',
  'tests/built-site.ts': 'forgets builds that were not used for hours',
  'tests/browser/cells.ts': 'holds the clock of the page',
  'tests/engines/page.ts': 'the same limit for waiting, in the page',
  'tests/conformance/fuzz/main.ts': 'says how many programs a second it compares',
  'tests/conformance/tracebacks/main.ts': 'the same',
  'tests/syntax/main.ts': 'the same',
};
const CLOCKS: readonly (readonly [object: string, member: string])[] = [
  ['performance', 'now'],
  ['Date', 'now'],
  ['process', 'hrtime'],
  ['process', 'uptime'],
  ['process', 'cpuUsage'],
];
const DECLARES = new Set(['describe', 'it', 'test', 'suite']);

const problems: string[] = [];
const files = globSync('tests/**/*.ts', { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/^tests\/(?:bench|check)\//.test(file))
  // Programs that are tested, and no tests.
  .filter((file) => !/^tests\/(?:conformance\/(?:programs|newer)|package\/example)\//.test(file));
for (const file of files.sort()) {
  if (file in MAY) continue;
  const source = ts.createSourceFile(file, readFileSync(`${ROOT}${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
  const report = (node: ts.Node, what: string): void => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    problems.push(`${file}:${line + 1}:${character + 1}: ${what}`);
  };
  const visit = (node: ts.Node): void => {
    const clock = clockOf(node);
    if (clock !== null) {
      report(node, `reads a clock (${clock}). Assert order or counts here, and measure durations in tests/bench`);
    } else if (ts.isCallExpression(node) && DECLARES.has(nameOf(node.expression))) {
      for (const argument of node.arguments) {
        if (!ts.isObjectLiteralExpression(argument)) continue;
        const limit = argument.properties.find((property) => property.name?.getText() === 'timeout');
        if (limit !== undefined)
          report(limit, 'limits a test by the clock. Waiting has one limit, in tests/patience.ts');
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
for (const problem of problems) console.log(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${files.length} files`);

/** The clock that an expression reads, or takes to read it later; null for all else. */
function clockOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) {
    return 'new Date()';
  }
  const reads = (object: string, member: string | undefined): string | null =>
    CLOCKS.some(([o, m]) => o === object && m === member) ? `${object}.${member}` : null;
  if (ts.isPropertyAccessExpression(node)) return reads(nameOf(node.expression), node.name.text);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return reads(nameOf(node.expression), node.argumentExpression.text);
  }
  // const { now } = performance
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer !== undefined) {
    const object = nameOf(node.initializer);
    for (const { propertyName, name } of node.name.elements) {
      const found = reads(object, (propertyName ?? name).getText());
      if (found !== null) return found;
    }
  }
  return null;
}

/** The last name of an expression: that of `globalThis.performance` is `performance`. */
function nameOf(expression: ts.Expression): string {
  if (ts.isPropertyAccessExpression(expression)) {
    // it.skip and the like.
    const own = expression.name.text;
    return DECLARES.has(nameOf(expression.expression)) ? nameOf(expression.expression) : own;
  }
  return ts.isIdentifier(expression) ? expression.text : '';
}
