/** What a page's HTML weighs on its way to the reader. Scripts and styles: pages.test.ts. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { builtSite } from '../built-site.ts';

test('every page has less than 30 kB of compressed HTML', async () => {
  const { folder } = await builtSite();
  const files = globSync('**/*.html', { cwd: folder });
  assert.ok(files.length > 20);
  const tooMuch = files
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(folder, file))).length }))
    .filter(({ bytes }) => bytes >= 30_000);
  assert.deepEqual(tooMuch, []);
});
