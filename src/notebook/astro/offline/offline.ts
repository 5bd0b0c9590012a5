/**
 * The site without a network: writes `<base>sw.js`, a service worker that knows
 * every file of this build by its digest, and lets the pages register it.
 * `astro dev` has none.
 */

import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { policyHash } from '../../files/policy-hash.ts';
import { bundleScript } from '../../sandbox/assets.ts';

/** What the service worker knows of a build. */
export interface Snapshot {
  /** Digest of all that follows: two builds have the same one only if they are the same. */
  readonly build: string;
  /** Files by path under the base, each with the SHA-256 of its content in base64. */
  readonly files: Readonly<Record<string, string>>;
  /** Of these, what is kept only once a page has asked for it. */
  readonly later: readonly string[];
}

/** Bytes above which a file is not fetched before it is needed. */
const LARGE = 600_000;
/** Files that readers do not open: for other sites, crawlers and other ways to search. */
const UNREAD = [
  /^404\.html$/,
  /^cards\//,
  /^robots\.txt$/,
  /^sitemap/,
  /^pagefind\/pagefind-(?!worker|entry)/,
  /^sw\.js$/,
];
const LATER = [/^licences\.txt$/, /^embed\//, /^download\//, /^run\/python-/];

/** @param name of the site, in the names of its caches: sites on one host share those */
export function offline(name: string): AstroIntegration {
  return {
    name: 'notebook-offline',
    hooks: {
      'astro:config:setup': ({ command, injectScript }) => {
        if (command !== 'build') return;
        injectScript('page', `import ${JSON.stringify(fileURLToPath(new URL('./keep-offline.ts', import.meta.url)))};`);
      },
      'astro:build:done': async ({ dir, logger }) => {
        const snapshot = await writeServiceWorker(fileURLToPath(dir), name);
        const count = Object.keys(snapshot.files).length;
        logger.info(`build ${snapshot.build}: ${count} files, ${snapshot.later.length} of them when asked for`);
      },
    },
  };
}

/** Writes the service worker of the site that has been built in a folder, whose name ends in a slash. */
export async function writeServiceWorker(root: string, name: string): Promise<Snapshot> {
  const snapshot = await takeSnapshot(root);
  await writeFile(`${root}sw.js`, await serviceWorker(snapshot, name));
  return snapshot;
}

async function takeSnapshot(root: string): Promise<Snapshot> {
  const files: Record<string, string> = {};
  const later: string[] = [];
  const names = globSync('**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replaceAll('\\', '/').replace(/^\//, ''));
  for (const name of names.sort()) {
    if (UNREAD.some((kind) => kind.test(name))) continue;
    const content = await readFile(root + name);
    files[name] = createHash('sha256').update(content).digest('base64');
    if (content.length > LARGE || LATER.some((kind) => kind.test(name))) later.push(name);
  }
  const build = createHash('sha256')
    .update(JSON.stringify([files, later]))
    .digest('hex')
    .slice(0, 16);
  return { build, files, later };
}

async function serviceWorker(snapshot: Snapshot, name: string): Promise<string> {
  const makeWay = await bundleScript(new URL('./make-way.ts', import.meta.url));
  return bundleScript(new URL('./service-worker.ts', import.meta.url), {
    NAME: JSON.stringify(name),
    SNAPSHOT: JSON.stringify(snapshot),
    MAKE_WAY: JSON.stringify({ script: makeWay, hash: policyHash(makeWay) }),
  });
}
