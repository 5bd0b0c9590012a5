/** Fetching esbuild's WebAssembly, 3.7 MB compressed where 13.9 MB are raw. */

/** Called with the bytes that have come over the network so far; `total` is null where the server does not say. */
export type Progress = (loaded: number, total: number | null) => void;

/**
 * Fetches and compiles the module while it arrives, and gives it away only if
 * it is the one whose SHA-256, in base64, is `digest`. The file is gzip; a
 * server that takes its own compressed file for a compressed transfer has
 * expanded it already, so look at how it begins. Rejects with a message for
 * the reader.
 */
export async function fetchCompiler(url: string, digest: string, progress: Progress): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) {
    throw new Error(`the compiler could not be fetched (status ${response.status})`);
  }
  const length = Number(response.headers.get('content-length'));
  // Chunks of a transfer that the browser expands are longer than what was announced.
  const total = length > 0 && response.headers.get('content-encoding') === null ? length : null;
  let loaded = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        loaded += chunk.length;
        progress(loaded, total);
        controller.enqueue(chunk);
      },
    }),
  );
  const { compressed, stream } = await sniff(counted);
  const wasm = compressed ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
  // The fetch's own `integrity` would hold everything back until the last byte, and count as damage what a server expands.
  const [toCompile, toCheck] = wasm.tee();
  try {
    const [module_, actual] = await Promise.all([
      WebAssembly.compileStreaming(new Response(toCompile, { headers: { 'content-type': 'application/wasm' } })),
      sha256(toCheck),
    ]);
    if (actual === digest || actual === null) return module_;
  } catch {
    // Cut off, not gzip, not WebAssembly: all the same to the reader.
  }
  throw new Error(
    'the compiler did not arrive as this page expects it: it was cut off or damaged on the way, or the site has been updated meanwhile; reload the page to try again',
  );
}

/** Null where pages come unencrypted: browsers withhold `crypto.subtle` there, and who can change the file can change the page. */
async function sha256(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string | null> {
  const bytes = await new Response(stream).arrayBuffer();
  if (globalThis.crypto.subtle === undefined) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...hash));
}

/** Whether a stream begins as gzip does, and the same stream from its beginning. */
export async function sniff(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ compressed: boolean; stream: ReadableStream<Uint8Array<ArrayBuffer>> }> {
  const reader = stream.getReader();
  let start: Uint8Array<ArrayBuffer> = new Uint8Array();
  let ended = false;
  while (start.length < 2 && !ended) {
    const { done, value } = await reader.read();
    ended = done;
    if (value !== undefined) {
      const joined = new Uint8Array(start.length + value.length);
      joined.set(start);
      joined.set(value, start.length);
      start = joined;
    }
  }
  return {
    compressed: start[0] === 0x1f && start[1] === 0x8b,
    stream: new ReadableStream({
      start(controller) {
        if (start.length > 0) controller.enqueue(start);
        if (ended) controller.close();
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    }),
  };
}
