/** Who builds the site again, elsewhere and from nothing, gets the same bytes. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { cp, link, mkdir, mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSite, builtSite } from '../built-site.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What a fresh checkout does not have. */
const MADE = new Set(['node_modules', 'dist', '.cache', '.astro', '.git']);

let scratch: string;
before(async () => {
  // On the project's own disk: only there can its packages be linked.
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  scratch = await mkdtemp(join(ROOT, '.cache/again-'));
});
after(() => rm(scratch, { recursive: true }));

test('a second build in another folder gives the same bytes', async () => {
  const { folder } = await builtSite();
  const project = join(scratch, 'project');
  const again = join(scratch, 'site');
  for (const name of (await readdir(ROOT)).filter((entry) => !MADE.has(entry))) {
    await cp(join(ROOT, name), join(project, name), { recursive: true });
  }
  await linkAll(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  await buildSite(project, again);
  const [first, second] = [filesOf(folder), filesOf(again)];
  assert.ok(first.size > 200);
  const differ = [...first.keys(), ...second.keys()].filter((name) => first.get(name) !== second.get(name));
  assert.deepEqual([...new Set(differ)].sort(), []);
});

/** All files of a folder by name, each with the digest of its bytes. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

/**
 * The packages once more, as hard links: Astro goes by a file's real path, which a symbolic link would lead back to the
 * first project. What tools keep between builds, in folders that begin with a dot, stays behind.
 */
async function linkAll(from: string, to: string, top = true): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      if (!(top && entry.name.startsWith('.'))) await linkAll(source, target, false);
    } else if (entry.isSymbolicLink()) {
      await symlink(await readlink(source), target);
    } else {
      await link(source, target);
    }
  }
}
