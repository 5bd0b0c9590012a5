/** Fetching CPython for a page: one file, 5.3 MB compressed, 16 MB as a Blob that every sandbox of the page is given. */
import { fetchCompressed, OFFLINE, type Progress, STALL } from '../../files/fetch-compressed.ts';
import { sha256 } from '../../files/sha256.ts';
import { needWebAssembly } from '../../files/webassembly.ts';

/** What messages to the reader call it. */
const WHAT = 'CPython';

export interface InterpreterSource {
  readonly url: string;
  /** SHA-256 of what is in the file, in base64. */
  readonly digest: string;
}

export class InterpreterFetch {
  readonly #source: InterpreterSource;
  readonly #watchers = new Set<Progress>();
  #pack: Promise<Blob> | null = null;

  /** Nothing is fetched before `load`. */
  constructor(source: InterpreterSource) {
    this.#source = source;
  }

  /** Whether it has been asked for on this page. */
  get wanted(): boolean {
    return this.#pack !== null;
  }

  /** Calls `progress` while it arrives; returns how to stop that. */
  onProgress(progress: Progress): () => void {
    this.#watchers.add(progress);
    return () => this.#watchers.delete(progress);
  }

  /** The pack (see pack.ts). Rejects with a message for the reader; the next call tries again. */
  load(): Promise<Blob> {
    const loading = this.#pack ?? this.#fetch();
    this.#pack = loading;
    loading.catch(() => {
      if (this.#pack === loading) this.#pack = null;
    });
    return loading;
  }

  async #fetch(): Promise<Blob> {
    needWebAssembly(WHAT);
    const request = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let forget = (): void => {};
    const stalled = new Promise<never>((_, reject) => {
      const expectMore = (): void => {
        clearTimeout(timer);
        const why = `nothing more of ${WHAT} has come for ${STALL / 1000} seconds; ${OFFLINE}`;
        timer = setTimeout(() => reject(new Error(why)), STALL);
      };
      expectMore();
      forget = this.onProgress(expectMore);
    });
    try {
      return await Promise.race([this.#receive(request.signal), stalled]);
    } finally {
      clearTimeout(timer);
      forget();
      request.abort();
    }
  }

  async #receive(signal: AbortSignal): Promise<Blob> {
    const { url, digest } = this.#source;
    const told: Progress = (loaded, total) => {
      for (const watcher of this.#watchers) watcher(loaded, total);
    };
    const stream = await fetchCompressed(url, WHAT, told, signal);
    let bytes: ArrayBuffer;
    try {
      bytes = await new Response(stream).arrayBuffer();
    } catch {
      throw new Error(`${WHAT} did not arrive, it was cut off on the way; reload the page to try again`);
    }
    const actual = await sha256(bytes);
    if (actual !== digest && actual !== null) {
      throw new Error(
        `${WHAT} did not arrive as this page expects it: it was damaged on the way, or the site has been updated meanwhile; reload the page to try again`,
      );
    }
    return new Blob([bytes]);
  }
}
