/** Who builds the site again, elsewhere and from nothing, gets the same bytes. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { cp, link, mkdir, mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
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
  const names = filesOf(folder);
  assert.ok(names.length > 200);
  assert.deepEqual(filesOf(again), names);
  const differ = names.filter((name) => !readFileSync(join(folder, name)).equals(readFileSync(join(again, name))));
  assert.deepEqual(differ, []);
});

function filesOf(folder: string): readonly string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length)
        .replace(/^[\\/]/, ''),
    )
    .sort();
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
