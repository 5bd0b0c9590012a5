/** Fetching files that the build has compressed with gzip. */

/** Called with the bytes that have come over the network so far; `total` is null where the server does not say. */
export type Progress = (loaded: number, total: number | null) => void;

/**
 * Milliseconds in which something more of a file has to come: a connection may fall silent without ever being closed,
 * and some engines do not tell of one that was.
 */
export const STALL = 20_000;

/** What to do where something did not come. */
export const OFFLINE = 'are you offline? Run it again once you are not, or reload the page';

/**
 * What is in the file, while it arrives. A server that takes its own compressed
 * file for a compressed transfer has expanded it already, so look at how it
 * begins.
 *
 * @param what for the message to the reader if it cannot be had: `the compiler`
 */
export async function fetchCompressed(
  url: string,
  what: string,
  progress: Progress,
  signal: AbortSignal | null = null,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const response = await fetch(url, { signal }).catch(() => {
    throw new Error(`${what} could not be fetched; ${OFFLINE}`);
  });
  if (!response.ok || response.body === null) {
    throw new Error(
      `${what} could not be fetched (status ${response.status}); the site may have been updated, so reload the page`,
    );
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
      flush() {
        performance.mark(`${what.replace(/^the /, '')}: fetched`);
      },
    }),
  );
  const { compressed, stream } = await sniff(counted).catch(() => {
    throw new Error(`${what} did not arrive, it was cut off on the way; reload the page to try again`);
  });
  return compressed ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
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
