/** The table of Python's names: what is there exists, what is not says why. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';
import { apiTable, camelCase } from '../../src/site/api-table.ts';
import { absent, pythonNames, remarks } from '../../src/site/python-api.ts';

const table = apiTable();

test('names follow one rule', () => {
  assert.equal(camelCase('wait_for'), 'waitFor');
  assert.equal(camelCase('FIRST_COMPLETED'), 'FIRST_COMPLETED');
  assert.equal(camelCase('TaskGroup'), 'TaskGroup');
});

test('every name that is absent has a reason, and none that is there has one', () => {
  for (const { title, rows } of table) {
    for (const { python, here, remark } of rows) {
      if (here === null) assert(remark !== null, `${title}.${python} does not exist, and nothing says why`);
      else assert(!absent.some(([, names]) => names.test(python)), `${title}.${python} exists, and is said not to`);
    }
  }
});

test('every remark is about a name of the table', () => {
  const known = pythonNames.flatMap(({ of, names }) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => (of === undefined ? name : `${of}.${name}`)),
  );
  for (const name of Object.keys(remarks)) assert(known.includes(name), `There is no ${name}`);
});

test('the names of asyncio, contextlib and contextvars are those of CPython', async () => {
  const source = `import asyncio, contextlib, contextvars
for module in (asyncio, contextlib, contextvars):
    print(*sorted(name for name in module.__all__ if not name.startswith("_")))
`;
  const { transcript } = await runPython({ name: 'names', source, modules: {}, interrupts: [] });
  await closeOracle();
  for (const [at, module] of ['asyncio', 'contextlib', 'contextvars'].entries()) {
    const theirs = transcript.lines[at]?.text.split(' ') ?? [];
    const ours = pythonNames.filter((group) => group.module === module && group.of === undefined);
    const listed = ours.flatMap(({ names }) => names.trim().split(/\s+/));
    assert.deepEqual(
      theirs.filter((name) => !listed.includes(name)),
      [],
      `names of ${module} that the table lacks`,
    );
  }
});
