/** What sites may use of `verified-cells`: its exports with their signatures, and what its components take. */
import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { unifiedDiff } from '../../src/notebook/command/unified-diff.ts';
import { scriptsOf } from '../check/directions.ts';
import { signaturesOf } from '../package/signatures.ts';

const NOTEBOOK = fileURLToPath(new URL('../../src/notebook/', import.meta.url));
const SNAPSHOT = fileURLToPath(new URL('./notebook-api.txt', import.meta.url));

/** What a component takes: its interface `Props`, without comments. */
function propsOf(name: string): string {
  const [frontmatter = ''] = scriptsOf(name, readFileSync(`${NOTEBOOK}astro/components/${name}`, 'utf8'));
  const source = ts.createSourceFile(name, frontmatter, ts.ScriptTarget.Latest, true);
  const props = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'Props');
  if (props === undefined) return '';
  return ts.createPrinter({ removeComments: true }).printNode(ts.EmitHint.Unspecified, props, source);
}

test('the exports and components of verified-cells are those that are committed', () => {
  const { exports } = JSON.parse(readFileSync(`${NOTEBOOK}package.json`, 'utf8')) as {
    exports: Record<string, string>;
  };
  const modules = Object.fromEntries(Object.entries(exports).filter(([, file]) => /^[^*]*\.ts$/.test(file)));
  const components = globSync('*.astro', { cwd: `${NOTEBOOK}astro/components` }).sort();
  const styles = globSync('*.css', { cwd: `${NOTEBOOK}element/styles` }).sort();
  const now = [
    signaturesOf(NOTEBOOK, modules),
    ...components.map((name) => `# ./components/${name}\n${propsOf(name)}\n`),
    ...styles.map((name) => `# ./styles/${name}`),
    '',
  ].join('\n');
  if (process.env['WRITE_RESULTS'] !== undefined) writeFileSync(SNAPSHOT, now);
  const committed = readFileSync(SNAPSHOT, 'utf8');
  const remedy =
    'if that is meant, run `npm run test:integration -- notebook-api --write` and name it in src/notebook/CHANGELOG.md';
  assert.ok(
    now === committed,
    `the API of verified-cells has changed; ${remedy}\n${unifiedDiff(committed, now, 'committed', 'now')}`,
  );
});
