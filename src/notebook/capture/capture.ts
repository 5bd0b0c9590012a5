/** Puts a run's messages together into the transcript that the page shows and its checks read. */
import type { Line, Transcript } from '../model/transcript.ts';

/** More lines than any honest sandbox sends (see CAPS in lines.ts). */
const MAX_LINES = 2_000;

/** What a run says of its output. */
export type OutputMessage =
  | { readonly t: 'line'; readonly line: Line }
  /** The text so far of a line that has not ended. */
  | { readonly t: 'partial'; readonly line: Line }
  /** Of the lines sent so far the first `from` stay; `hidden` are left out; `lines` are the last ones. */
  | { readonly t: 'tail'; readonly from: number; readonly hidden: number; readonly lines: readonly Line[] };

/** The output of one run, as far as it has come. */
export class Capture {
  #lines: Line[] = [];
  #hidden = 0;
  #hiddenAt = 0;
  #open = new Map<string, Line>();

  /** Takes the next message of the run. */
  take(message: OutputMessage): void {
    if (message.t === 'tail') {
      const head = Math.min(message.from, this.#lines.length);
      this.#lines.length = head;
      this.#lines.push(...message.lines);
      this.#hidden = message.hidden;
      this.#hiddenAt = head;
      return;
    }
    const key = `${message.line.worker ?? ''}\0${message.line.stream}`;
    if (message.t === 'partial') {
      if (this.#open.has(key) || this.#open.size < 100) this.#open.set(key, message.line);
      return;
    }
    this.#open.delete(key);
    if (this.#lines.length < MAX_LINES) this.#lines.push(message.line);
  }

  /** The finished lines so far, and how many were left out before which of them. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  get hidden(): number {
    return this.#hidden;
  }

  get hiddenAt(): number {
    return this.#hiddenAt;
  }

  /** What stands in lines that have not ended, in the order in which they began. */
  get open(): readonly Line[] {
    return [...this.#open.values()];
  }

  /** The whole run; lines that never ended count as lines. */
  transcript(end: Pick<Transcript, 'status' | 'exception'>): Transcript {
    return {
      lines: [...this.#lines, ...this.#open.values()],
      hidden: this.#hidden,
      hiddenAt: this.#hiddenAt,
      exception: end.exception,
      status: end.status,
    };
  }
}
