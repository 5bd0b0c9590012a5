/** Whether a package, as it is published, can be resolved and typed by the tools that import it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Has publint and attw look at a tarball. Both packages are ES modules only, so neither is asked about `require()`. */
export function assertWellFormed(tarball: string): void {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  for (const [program, ...flags] of [
    ['publint/src/cli.js', '--strict', '--level', 'warning'],
    ['@arethetypeswrong/cli/dist/index.js', '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'],
  ]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`node_modules/${program}`, tarball, ...flags], {
      cwd: ROOT,
      encoding: 'utf8',
      env,
    });
    assert.equal(status, 0, stdout + stderr);
  }
}
