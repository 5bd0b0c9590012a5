/**
 * The files that the sandbox needs beside the pages, made when the site is
 * built and by the development server. Runs in Node.
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild-wasm';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** One classic script out of a TypeScript module and what it imports. */
async function bundle(file: string, define: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [here(file)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    define,
  });
  return (outputFiles[0] as { text: string }).text.trim();
}

/**
 * What the frame may do: run its own script and scripts from `blob:` URLs, and
 * nothing else. Workers made from such URLs inherit it.
 */
export function framePolicy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob:`,
    'worker-src blob:',
    "connect-src 'none'",
    "img-src 'none'",
    "style-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** `frame.html`: what every cell's iframe loads. */
async function frame(): Promise<string> {
  const prelude = await bundle('prelude.ts');
  const text = await bundle('frame.ts', { PRELUDE: JSON.stringify(prelude) });
  // Inside the script element; the only places where "</" can stand are string literals.
  const script = text.replaceAll('</', '<\\/');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${framePolicy(script)}">`,
    '<meta name="robots" content="noindex">',
    '<title>Sandbox of a cell</title>',
    `<script>${script}</script>`,
    '</html>',
    '',
  ].join('\n');
}

/** Files by name; they must lie in one folder of the site's own origin. */
export async function sandboxAssets(): Promise<Record<string, string | Uint8Array>> {
  return { 'frame.html': await frame() };
}
