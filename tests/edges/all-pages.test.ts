/** Every page that `npm test` does not read; there, one of each kind is. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { KINDS, pages, readPages } from '../browser/reading.ts';

it('the pages that stand for their kinds exist', () => {
  assert.deepEqual(
    KINDS.filter((path) => !pages.includes(path)),
    [],
  );
});
readPages(pages.filter((path) => !KINDS.includes(path)));
