/**
 * The built site, for tests: built under a sub-path, and served as any static host serves it.
 *
 * A finished build is kept under `.cache/sites/`, named after everything the build reads. Nothing that changed means no
 * second build, and two test runs in one folder share a build or use one each.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Served, serve } from '../src/notebook/command/serve.ts';
import { withLock } from './lock.ts';

/** Not `/`, so that a URL that forgets the base is noticed. */
export const BASE = '/notes/awaitable/';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SITES = join(ROOT, '.cache/sites');
/** Builds that are kept beside the one in use: those used last. */
const KEPT = 3;
/** Lines of a failed build's output that are told. */
const LINES = 30;

export interface BuiltSite {
  readonly folder: string;
  readonly base: string;
}

/**
 * The site as `npm run build` makes it from the sources as they are now.
 *
 * tests/run.ts says in TEST_SITE where the build of its run is: all test files of a run look at the same one, even if a
 * source is edited meanwhile.
 *
 * @throws {Error} with the build's output if the build fails
 */
export async function builtSite(): Promise<BuiltSite> {
  const folder = process.env['TEST_SITE'] ?? (await build());
  return { folder, base: BASE };
}

/** Builds if necessary, and serves on a free port. Close it when done. */
export async function servedSite(): Promise<Served> {
  const { folder, base } = await builtSite();
  return serve(folder, { base });
}

async function build(): Promise<string> {
  const folder = join(SITES, sourcesDigest());
  mkdirSync(SITES, { recursive: true });
  // Astro keeps files between builds inside the project, so there is one build at a time. Whoever waited finds it done.
  await withLock(join(SITES, 'lock'), async () => {
    if (existsSync(folder)) return;
    // Nobody else builds now; what is there was left behind by a build that was ended.
    const unfinished = join(SITES, 'unfinished');
    rmSync(unfinished, { recursive: true, force: true });
    await buildSite(ROOT, unfinished);
    renameSync(unfinished, folder);
  });
  const now = new Date();
  utimesSync(folder, now, now);
  forgetOldBuilds();
  return folder;
}

/** A digest of all files that a build reads, and of the Node that runs it. */
function sourcesDigest(): string {
  const digest = createHash('sha256').update(`${process.version} ${BASE}`);
  const files = [
    ...globSync('{content,runtime,src}/**/*', { cwd: ROOT, exclude: (name) => name === 'node_modules' }),
    // Configuration of the compilers, the licence, and the packages as they are installed.
    ...globSync('*', { cwd: ROOT, exclude: (name) => name === 'README.md' }),
    'node_modules/.package-lock.json',
  ];
  for (const file of files.sort()) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) digest.update(`\0${file}\0`).update(readFileSync(path));
  }
  return digest.digest('hex').slice(0, 16);
}

function forgetOldBuilds(): void {
  const hour = 3_600_000;
  const builds = readdirSync(SITES)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ folder: join(SITES, name), used: statSync(join(SITES, name)).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  for (const { folder, used } of builds.slice(1 + KEPT)) {
    // Another run may still be looking at one that was used lately.
    if (Date.now() - used > 3 * hour) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Builds the site of a project with the packages that it has itself.
 *
 * @param project folder of the project
 * @param out where the site goes
 * @throws {Error} with the build's output if the build fails
 */
export function buildSite(project: string, out: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(project, 'node_modules/astro/bin/astro.mjs'), 'build'], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, BASE, OUT: out, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', fail);
    // What went wrong stands at the end, after some hundred lines about pages.
    const last = (): string => output.trimEnd().split('\n').slice(-LINES).join('\n');
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(last()))));
  });
}
