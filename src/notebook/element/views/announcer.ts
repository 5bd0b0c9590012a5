/**
 * Tells screen readers what a run prints, slowly enough to be heard: at most
 * one announcement a second, and of a flood only how much it was.
 */

const INTERVAL = 1_000;
/** More lines than this are counted, not read out. */
const READ_OUT = 3;
const LONGEST = 200;

export class Announcer {
  readonly #status: HTMLElement;
  #waiting: string[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `status` is an element with role `status`. */
  constructor(status: HTMLElement) {
    this.#status = status;
  }

  /** Announces at once, in place of all that still waits. */
  say(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#count = 0;
    this.#status.textContent = text;
  }

  /** Announces that there are `count` more lines, the first of which are `texts`, together with those that follow soon. */
  lines(count: number, texts: Iterable<string>): void {
    this.#count += count;
    for (const text of texts) {
      if (this.#waiting.length >= READ_OUT) break;
      this.#waiting.push(text.slice(0, LONGEST));
    }
    this.#timer ??= setTimeout(() => {
      this.say(this.#count <= READ_OUT ? this.#waiting.join('\n') : `${this.#count} more lines of output`);
    }, INTERVAL);
  }
}
