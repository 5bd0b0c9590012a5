/** The public API: a change of an export or of its signature is a change of `api.txt` that somebody reviews. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unifiedDiff } from '../../src/notebook/command/unified-diff.ts';
import { signaturesOf } from './signatures.ts';

const SNAPSHOT = fileURLToPath(new URL('api.txt', import.meta.url));
const RUNTIME = fileURLToPath(new URL('../../runtime/', import.meta.url));

test('the exports of awaitable have the signatures that are committed', () => {
  const { exports } = JSON.parse(readFileSync(`${RUNTIME}package.json`, 'utf8'));
  const now = signaturesOf(RUNTIME, exports);
  if (process.env['WRITE_RESULTS'] !== undefined) writeFileSync(SNAPSHOT, now);
  const committed = readFileSync(SNAPSHOT, 'utf8');
  const remedy = 'if that is meant, run `npm run test:package -- api --write` and name it in runtime/CHANGELOG.md';
  assert.ok(
    now === committed,
    `the API of awaitable has changed; ${remedy}\n${unifiedDiff(committed, now, 'committed', 'now')}`,
  );
});
