/** The runtime for browsers: `runtime/main.ts` and all it imports, as one ES module. */

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export async function bundleRuntime(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('../../../runtime/main.ts', import.meta.url))],
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
  if (file === undefined) throw new Error('esbuild made no file of runtime/main.ts');
  return file.text;
}
