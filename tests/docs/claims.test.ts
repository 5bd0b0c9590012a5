/** Each claim that a page settles is settled once, with the verdict that was measured. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place, readPages } from '../../src/command/pages.ts';

/** What CPython 3.14 says of the claims that the pages are about. */
const MEASURED: Readonly<Record<string, 'confirmed' | 'refuted' | 'depends'>> = {
  'aw-1': 'depends',
  'aw-2': 'confirmed',
  'aw-3': 'confirmed',
  'aw-4': 'refuted',
  'aw-5': 'depends',
  'aw-6': 'confirmed',
  'aw-7': 'depends',
  'ga-1': 'confirmed',
  'ga-2': 'depends',
  'ga-3': 'confirmed',
  'ga-4': 'confirmed',
  'ga-5': 'confirmed',
  'ga-6': 'confirmed',
  'ga-7': 'confirmed',
  'ga-8': 'depends',
  'ga-9': 'confirmed',
  'tc-1': 'confirmed',
  'tc-2': 'confirmed',
  'tc-3': 'confirmed',
  'tc-4': 'confirmed',
  'tc-5': 'depends',
  'ac-1': 'refuted',
  'ac-2': 'confirmed',
  'ac-3': 'confirmed',
  'ac-4': 'confirmed',
  'ac-5': 'refuted',
  'ac-6': 'confirmed',
  'ac-7': 'confirmed',
  'cw-1': 'confirmed',
  'cw-2': 'confirmed',
  'cw-2-msg': 'depends',
  'cw-3': 'confirmed',
  'cw-4': 'confirmed',
  'cw-5': 'confirmed',
  'cw-6': 'depends',
  'cw-7': 'refuted',
  'cw-8': 'confirmed',
  'cw-9': 'confirmed',
  'cw-10': 'confirmed',
  'cw-10-when': 'depends',
  'cw-10-old': 'confirmed',
  'cv-1': 'confirmed',
  'cv-2': 'confirmed',
  'cv-3': 'confirmed',
};

test('every claim of the pages carries its measured verdict', () => {
  const settled = new Map<string, string>();
  for (const page of readPages()) {
    for (const cell of page.cells) {
      for (const { claim, verdict, at } of cell.expectations) {
        if (claim === undefined) continue;
        const where = place(page, cell, at);
        assert(claim in MEASURED, `${where}: there is no claim "${claim}"`);
        assert.equal(verdict, MEASURED[claim], `${where}: ${claim} is ${MEASURED[claim]}`);
        assert(!settled.has(claim), `${where}: ${claim} is settled already, at ${settled.get(claim)}`);
        settled.set(claim, where);
      }
    }
  }
  const open = Object.keys(MEASURED).filter((claim) => !settled.has(claim));
  assert.deepEqual(open, [], 'claims that no expectation settles');
});
