/**
 * Signals to a worker whose thread is blocked, so that no message reaches it. It can still load scripts synchronously:
 * the frame makes URLs of empty scripts in advance, and each signal revokes some of them, so that they do not load any
 * more.
 *
 * A signal has one URL that says that it is there, and some whose absence spells its number in binary. They are revoked
 * first, so that a worker which finds the first one gone can trust the others.
 */

/** Signals that one worker can be given. */
const MAX_SIGNALS = 32;
/** Of those, the ones that are kept for what must be heard, however often a reader has changed the speed. */
const MAX_URGENT = 4;
const BITS = 3;

/** The frame's side. */
export class Signals {
  readonly urls: readonly (readonly string[])[] = Array.from({ length: MAX_SIGNALS }, () =>
    Array.from({ length: 1 + BITS }, () => URL.createObjectURL(new Blob([''], { type: 'text/javascript' }))),
  );
  #given = 0;

  /** Gives the worker a number from 0 to 7, unless it has been given too many. */
  give(number: number, urgent: boolean): void {
    if (this.#given >= MAX_SIGNALS - (urgent ? 0 : MAX_URGENT) || number < 0) return;
    const urls = this.urls[this.#given++] as readonly string[];
    for (let bit = 0; bit < BITS; bit++) {
      if ((number >> bit) % 2 === 1) URL.revokeObjectURL(urls[1 + bit] as string);
    }
    URL.revokeObjectURL(urls[0] as string);
  }
}

/**
 * The worker's side: returns the number of the next signal, or -1 if there is none. Costs some milliseconds, in Chromium
 * up to 60.
 *
 * @param load loads a script and throws if that cannot be done
 */
export function signalReader(urls: readonly (readonly string[])[], load: (url: string) => void): () => number {
  let taken = 0;
  const isGone = (url: string): boolean => {
    try {
      load(url);
      return false;
    } catch {
      return true;
    }
  };
  return () => {
    const next = urls[taken];
    if (next === undefined || !isGone(next[0] as string)) return -1;
    taken++;
    let number = 0;
    for (let bit = 0; bit < BITS; bit++) if (isGone(next[1 + bit] as string)) number += 1 << bit;
    return number;
  };
}
