/**
 * Turns what a program writes into lines, and keeps their number honest.
 *
 * One module for every place that captures output (the browser's worker, the
 * recorder, the tests), so that what was recorded and what was just captured
 * are cut by the same rule. It runs in the realm of the reader's program, so
 * it uses no method that the program could have replaced: what it needs of
 * strings is captured when the module is loaded, and its lists are linked by
 * hand.
 */
import type { Line, Stream, Transcript } from '../model/transcript.ts';
import { append } from './append.ts';

/** How much output is kept. Characters are UTF-16 code units. */
export interface Caps {
  /** The first lines, which stay whatever follows. */
  readonly headLines: number;
  readonly headCharacters: number;
  /** The last lines, once there are more than both numbers allow. */
  readonly tailLines: number;
  readonly tailCharacters: number;
  /** One line; the rest of a longer one is replaced by a note of how much it was. */
  readonly lineCharacters: number;
}

export const CAPS: Caps = {
  headLines: 700,
  headCharacters: 140_000,
  tailLines: 300,
  tailCharacters: 60_000,
  lineCharacters: 4_000,
};

/** Where assembled lines go. Every method is called synchronously from `write`, `flush` or `finish`. */
export interface LineSink {
  /** One more line, given out at once: it survives a program that never returns after printing it. */
  line(line: Line): void;
  /**
   * There were more lines than are kept: of those given out so far the first
   * `from` stay, `hidden` are left out, and `lines` are the last ones. Replaces
   * what an earlier call said. Called at most four times a second, so when a
   * program prints without end the last quarter of a second may be missing.
   */
  tail(from: number, hidden: number, lines: readonly Line[]): void;
  /** What stands in a line that has no end yet (`print("…", { end: "" })`). Only the first few hundred are announced. */
  partial?(stream: Stream, text: string, time: number, worker: string | undefined): void;
}

/** Milliseconds between two calls of `tail`. */
const TAIL_INTERVAL = 250;
/** How many unfinished lines are announced in one run; a program that prints dots is not worth a message each. */
const PARTIALS = 400;

const call = Function.prototype.call;
const indexOf = call.bind(String.prototype.indexOf) as (text: string, part: string, from: number) => number;
const slice = call.bind(String.prototype.slice) as (text: string, from: number, to: number) => string;
const charCodeAt = call.bind(String.prototype.charCodeAt) as (text: string, index: number) => number;
const { min } = Math;
const monotonic: () => number = performance.now.bind(performance);

interface Node {
  readonly line: Line;
  next: Node | null;
}

/** A line that has not ended yet. */
interface Open {
  readonly stream: Stream;
  readonly worker: string | undefined;
  time: number;
  /** At most as much as one line may hold. */
  text: string;
  /** How many characters did not fit in. */
  lost: number;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Assembles the lines of one run. Synchronous throughout; it never calls what the program could have replaced. */
export class LineAssembler {
  readonly #sink: LineSink;
  readonly #caps: Caps;
  readonly #now: () => number;
  /** Unfinished lines by worker and stream, in the order in which they began. */
  #open: Record<string, Open> = { __proto__: null } as never;
  #openCount = 0;
  #first: Node | null = null;
  #last: Node | null = null;
  #count = 0;
  #characters = 0;
  /** From the moment the caps are exceeded: the last line of the head; the tail follows it. */
  #headEnd: Node | null = null;
  #headCount = 0;
  #overflowing = false;
  #tailCount = 0;
  #tailCharacters = 0;
  #hidden = 0;
  #tailDue = false;
  #tailSent = 0;
  #partials = 0;

  /** `now` gives milliseconds and only limits how often `tail` is called. */
  constructor(sink: LineSink, caps: Caps = CAPS, now: () => number = monotonic) {
    this.#sink = sink;
    this.#caps = caps;
    this.#now = now;
  }

  /** Takes text as the program wrote it, with whatever line ends it holds. A line's time is that of the write which ended it. */
  write(stream: Stream, text: string, time: number, worker?: string): void {
    const key = worker === undefined ? stream : `${worker}\0${stream}`;
    let from = 0;
    for (;;) {
      const end = indexOf(text, '\n', from);
      if (end < 0) break;
      // Most lines are written at once; a flood of them has to be cheap.
      if (this.#openCount === 0) {
        const whole: Open = { stream, worker, time, text: '', lost: 0 };
        this.#extend(whole, text, from, end);
        this.#append(whole);
      } else {
        const open = this.#openLine(key, stream, worker, time);
        this.#extend(open, text, from, end);
        this.#close(key, open);
      }
      from = end + 1;
    }
    if (from < text.length) {
      const open = this.#openLine(key, stream, worker, time);
      this.#extend(open, text, from, text.length);
      if (this.#sink.partial !== undefined && !this.#overflowing && this.#partials < PARTIALS) {
        this.#partials++;
        this.#sink.partial(stream, this.#textOf(open), time, worker);
      }
    }
  }

  /** Gives out the newest tail if it has not been given out yet. For a host to call now and then. */
  flush(): void {
    if (!this.#tailDue) return;
    this.#tailDue = false;
    this.#tailSent = this.#now();
    this.#sink.tail(this.#headCount, this.#hidden, this.#from(this.#tailStart()));
  }

  /** The program has ended: unfinished lines count as lines, in the order in which they began. */
  finish(): void {
    for (const key in this.#open) this.#close(key, this.#open[key] as Open);
    this.flush();
  }

  /** The lines kept so far, and how many were left out before which of them. */
  transcript(): Pick<Transcript, 'lines' | 'hidden' | 'hiddenAt'> {
    return { lines: this.#from(this.#first), hidden: this.#hidden, hiddenAt: this.#overflowing ? this.#headCount : 0 };
  }

  /** The line that has not ended of this worker's stream; a new one if there is none. */
  #openLine(key: string, stream: Stream, worker: string | undefined, time: number): Open {
    let open = this.#open[key];
    if (open === undefined) {
      open = { stream, worker, time, text: '', lost: 0 };
      this.#open[key] = open;
      this.#openCount++;
    }
    open.time = time;
    return open;
  }

  #extend(open: Open, text: string, from: number, to: number): void {
    const room = this.#caps.lineCharacters - open.text.length;
    const taken = min(to - from, room);
    // An empty slice of a long text would still hold that text in memory.
    if (taken > 0) open.text += slice(text, from, from + taken);
    open.lost += to - from - taken;
  }

  #textOf(open: Open): string {
    if (open.lost === 0) return open.text;
    let { text, lost } = open;
    if (text.length > 0 && isHighSurrogate(charCodeAt(text, text.length - 1))) {
      text = slice(text, 0, text.length - 1);
      lost++;
    }
    return `${text} … (${lost} more character${lost === 1 ? '' : 's'})`;
  }

  #close(key: string, open: Open): void {
    delete this.#open[key];
    this.#openCount--;
    this.#append(open);
  }

  #append(open: Open): void {
    const { stream, time, worker } = open;
    const text = this.#textOf(open);
    const line: Line = worker === undefined ? { stream, time, text } : { stream, time, text, worker };
    const node: Node = { line, next: null };
    if (this.#last === null) this.#first = node;
    else this.#last.next = node;
    this.#last = node;
    this.#count++;
    this.#characters += text.length;
    if (this.#overflowing) {
      this.#tailCount++;
      this.#tailCharacters += text.length;
    } else {
      const { headLines, headCharacters, tailLines, tailCharacters } = this.#caps;
      if (this.#count <= headLines + tailLines && this.#characters <= headCharacters + tailCharacters) {
        this.#sink.line(line);
        return;
      }
      this.#startTail();
    }
    this.#evict();
    this.#tailDue = true;
    if (this.#now() - this.#tailSent >= TAIL_INTERVAL) this.flush();
  }

  #startTail(): void {
    this.#overflowing = true;
    // The page must hear of the first line that is left out at once.
    this.#tailSent = -Infinity;
    let head = 0;
    let characters = 0;
    let node = this.#first;
    while (node !== null && head < this.#caps.headLines) {
      characters += node.line.text.length;
      if (characters > this.#caps.headCharacters) {
        characters -= node.line.text.length;
        break;
      }
      this.#headEnd = node;
      head++;
      node = node.next;
    }
    this.#headCount = head;
    this.#tailCount = this.#count - head;
    this.#tailCharacters = this.#characters - characters;
  }

  #tailStart(): Node | null {
    return this.#headEnd === null ? this.#first : this.#headEnd.next;
  }

  #evict(): void {
    let start = this.#tailStart();
    // The line just printed is always kept.
    while (
      start !== null &&
      start.next !== null &&
      (this.#tailCount > this.#caps.tailLines || this.#tailCharacters > this.#caps.tailCharacters)
    ) {
      this.#tailCount--;
      this.#tailCharacters -= start.line.text.length;
      this.#hidden++;
      start = start.next;
    }
    if (this.#headEnd === null) this.#first = start;
    else this.#headEnd.next = start;
  }

  #from(start: Node | null): Line[] {
    const lines: Line[] = [];
    for (let node = start; node !== null; node = node.next) append(lines, node.line);
    return lines;
  }
}
