/** A runtime for browsers: its entry and all that it imports, as one ES module. */

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { RuntimeFiles } from '../languages/typescript/runtime.ts';

export async function bundleRuntime({ entry }: RuntimeFiles): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    // Identifiers stay as they are: their names show in reprs and tracebacks, and `keepNames` would cost at every closure.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made no file of ${entry}`);
  return file.text;
}
