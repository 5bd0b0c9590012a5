/** Fetching esbuild's WebAssembly, 3.7 MB compressed where 13.9 MB are raw. */

import { fetchCompressed, type Progress } from '../../files/fetch-compressed.ts';
import { sha256 } from '../../files/sha256.ts';
import { needWebAssembly } from '../../files/webassembly.ts';

/**
 * Fetches the module, compiles it as it arrives, and resolves only if its
 * SHA-256 in base64 is `digest`. Rejects with a message for the reader.
 */
export async function fetchCompiler(url: string, digest: string, progress: Progress): Promise<WebAssembly.Module> {
  needWebAssembly('the compiler');
  const wasm = await fetchCompressed(url, 'the compiler', progress);
  // The fetch's own `integrity` would hold everything back until the last byte, and count as damage what a server expands.
  const [toCompile, toCheck] = wasm.tee();
  try {
    const [module_, actual] = await Promise.all([
      WebAssembly.compileStreaming(new Response(toCompile, { headers: { 'content-type': 'application/wasm' } })),
      digestOf(toCheck),
    ]);
    performance.mark('compiler: compiled');
    if (actual === digest || actual === null) return module_;
  } catch {
    // Cut off, not gzip, not WebAssembly: all the same to the reader.
  }
  throw new Error(
    'the compiler did not arrive as this page expects it: it was cut off or damaged on the way, or the site has been updated meanwhile; reload the page to try again',
  );
}

async function digestOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string | null> {
  const bytes = await new Response(stream).arrayBuffer();
  performance.mark('compiler: expanded');
  return sha256(bytes);
}
