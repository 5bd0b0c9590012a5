/** Fetching esbuild's WebAssembly, 3.7 MB compressed where 13.9 MB are raw. */

import { fetchCompressed, type Progress } from '../../files/fetch-compressed.ts';

/** The smallest module there is: where an engine does not compile it, WebAssembly is forbidden. */
const EMPTY: Uint8Array<ArrayBuffer> = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

function mayCompile(): boolean {
  try {
    new WebAssembly.Module(EMPTY);
    return true;
  } catch {
    return false;
  }
}

/**
 * Fetches the module, compiles it as it arrives, and resolves only if its
 * SHA-256 in base64 is `digest`. Rejects with a message for the reader.
 */
export async function fetchCompiler(url: string, digest: string, progress: Progress): Promise<WebAssembly.Module> {
  if (!mayCompile()) {
    throw new Error(
      'this browser has WebAssembly switched off (a policy or a lockdown mode does that), and the compiler is made of it; allow it for this site, or read the output that was recorded',
    );
  }
  const wasm = await fetchCompressed(url, 'the compiler', progress);
  // The fetch's own `integrity` would hold everything back until the last byte, and count as damage what a server expands.
  const [toCompile, toCheck] = wasm.tee();
  try {
    const [module_, actual] = await Promise.all([
      WebAssembly.compileStreaming(new Response(toCompile, { headers: { 'content-type': 'application/wasm' } })),
      sha256(toCheck),
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

/** Null on unencrypted pages: browsers withhold `crypto.subtle` there, and anyone who can change the file can change the page too. */
async function sha256(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string | null> {
  const bytes = await new Response(stream).arrayBuffer();
  performance.mark('compiler: expanded');
  if (globalThis.crypto.subtle === undefined) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...hash));
}
