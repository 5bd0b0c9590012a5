/**
 * The files that the sandbox needs beside the pages, made when the site is
 * built and by the development server. Runs in Node.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { policyHash } from '../files/policy-hash.ts';
import type { FrameKind } from './protocol.ts';

/** One classic script out of a TypeScript module and what it imports. */
export async function bundleScript(file: URL, define: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
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

/** What runs first in their workers. */
const PRELUDES: Readonly<Record<FrameKind, URL>> = {
  javascript: new URL('./prelude.ts', import.meta.url),
  python: new URL('./python-prelude.ts', import.meta.url),
};

/**
 * What the frame may do: run its own script and scripts from `blob:` URLs, and
 * nothing else. Workers made from such URLs inherit it. Only CPython may compile
 * WebAssembly, which it is made of.
 */
export function framePolicy(script: string, kind: FrameKind = 'javascript'): string {
  return [
    "default-src 'none'",
    `script-src ${policyHash(script)} blob:${kind === 'python' ? " 'wasm-unsafe-eval'" : ''}`,
    'worker-src blob:',
    "connect-src 'none'",
    "img-src 'none'",
    "style-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/**
 * What every cell's iframe loads: a page without script, whose policy is that of the sandbox, and in it the sandbox, a
 * frame without origin.
 *
 * There are two because no engine lets a service worker answer for a frame without origin: its file would come from
 * the network, and no cell would run offline. So the outer frame is an ordinary page of the site, which a service
 * worker can keep, and brings the inner one with it, as its `srcdoc`. That inherits the policy of the page around it,
 * which is why it cannot stand in the reader's page; it also states the policy itself.
 */
export async function frameHtml(kind: FrameKind = 'javascript'): Promise<string> {
  const prelude = await bundleScript(PRELUDES[kind]);
  const text = await bundleScript(new URL('./frame.ts', import.meta.url), {
    PRELUDE: JSON.stringify(prelude),
    BLOCKS: String(kind === 'python'),
  });
  // Inside the script element; the only places where "</" can stand are string literals.
  const script = text.replaceAll('</', '<\\/');
  const head = [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${framePolicy(script, kind)}">`,
    '<meta name="robots" content="noindex">',
    '<title>Sandbox of a cell</title>',
  ];
  const inner = [...head, `<script>${script}</script>`].join('\n');
  const srcdoc = inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return [...head, `<iframe sandbox="allow-scripts" title="Sandbox of a cell" srcdoc="${srcdoc}"></iframe>`, ''].join(
    '\n',
  );
}
