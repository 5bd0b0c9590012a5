/** The built site, for tests: built once under a sub-path, served as any static host serves it. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Served, serve } from '../src/command/serve.ts';

/** Not `/`, so that a URL that forgets the base is noticed. */
export const BASE = '/notes/awaitable/';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = fileURLToPath(new URL('../.cache/test-site', import.meta.url));

export interface BuiltSite {
  readonly folder: string;
  readonly base: string;
}

/**
 * The site as `npm run build` makes it; tests/run.ts has built it already where a whole part runs.
 *
 * @throws {Error} with the build's output if the build fails
 */
export async function builtSite(): Promise<BuiltSite> {
  const folder = process.env['TEST_SITE'];
  if (folder !== undefined) return { folder, base: BASE };
  await buildSite(ROOT, FOLDER);
  return { folder: FOLDER, base: BASE };
}

/** Builds, and serves on a free port. Close it when done. */
export async function servedSite(): Promise<Served> {
  const { folder, base } = await builtSite();
  return serve(folder, { base });
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
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(output))));
  });
}
