/** Each claim of the notes is settled once, by an expectation with the verdict that was measured. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from '../../src/notebook/command/run-cell.ts';
import { claims, verdictOf } from '../../src/site/claims.ts';
import { readPages } from '../../src/site/commands/content.ts';

const all = claims.flatMap((section) => section.claims);
const pages = readPages();

test('there are 44 claims, and each id once', () => {
  assert.equal(all.filter(({ condition }) => condition !== true).length, 44);
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
});

test('every claim is settled by one expectation, with its measured verdict', () => {
  const settled = new Map<string, string>();
  for (const page of pages) {
    for (const cell of page.cells) {
      for (const { claim, verdict, at } of cell.expectations) {
        if (claim === undefined) continue;
        const where = place(page, cell, at);
        const known = all.find(({ id }) => id === claim);
        assert(known !== undefined, `${where}: there is no claim "${claim}"`);
        const measured = verdictOf(known);
        assert.equal(verdict, measured, `${where}: ${claim} is ${measured}`);
        assert(!settled.has(claim), `${where}: ${claim} is settled already, at ${settled.get(claim)}`);
        settled.set(claim, where);
      }
    }
  }
  const open = all.filter(({ id }) => !settled.has(id));
  assert.deepEqual(
    open.map(({ id }) => id),
    [],
    'claims that no expectation settles',
  );
});
