/** The built site, for tests: built once under a sub-path, served as any static host serves it. */

import { spawn } from 'node:child_process';
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
  await buildSite(FOLDER);
  return { folder: FOLDER, base: BASE };
}

/** Builds, and serves on a free port. Close it when done. */
export async function servedSite(): Promise<Served> {
  const { folder, base } = await builtSite();
  return serve(folder, { base });
}

function buildSite(out: string): Promise<void> {
  return new Promise((done, fail) => {
    const astro = fileURLToPath(import.meta.resolve('astro/package.json')).replace(/package\.json$/, 'bin/astro.mjs');
    const child = spawn(process.execPath, [astro, 'build'], {
      cwd: ROOT,
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
