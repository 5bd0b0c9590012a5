/** Every behaviour of the core and of workers has a program that proves it, or a reason for having none; behaviours.md says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behaviours, currentTable, proofs, table } from './checklist.ts';

const proven = proofs();

test('every behaviour of the core and of workers has a proof or a reason', () => {
  const bare = Object.entries(behaviours).filter(
    ([id, { tag, reason }]) => (tag === 'C' || tag === 'W') && reason === undefined && !proven.has(id),
  );
  assert.deepEqual(
    bare.map(([id, { about }]) => `${id} ${about}`),
    [],
    'no program names these in its first lines, and checklist.json gives no reason for that',
  );
});

test('programs name behaviours that there are', () => {
  const unknown = [...proven].filter(([id]) => !(id in behaviours) && /^[A-Z]{3}-\d\d$/.test(id));
  assert.deepEqual(unknown, []);
});

test('the table is up to date', () => {
  assert.equal(currentTable(), table(), 'run `node tests/conformance/checklist.ts`');
});
