/** What times are compared with: a piece of computing that is the same everywhere, measured in the same run. */
import type { Figure } from './figure.ts';

/** Chosen so that it takes about ten milliseconds on the machine where the limits were found. */
const STEPS = 1_500_000;

function compute(): number {
  const table = new Map<number, number>();
  let value = 1;
  for (let i = 0; i < STEPS; i++) {
    value = (Math.imul(value, 1_103_515_245) + 12_345) | 0;
    if ((i & 15) === 0) table.set(value & 1023, i);
  }
  return table.size;
}

/** Takes the yardstick's time again and again while something else is measured. */
export class Yardstick {
  readonly #taken: number[] = [];

  constructor() {
    // The engine compiles it first.
    for (let i = 0; i < 5; i++) compute();
  }

  /** Once more: to be called between measurements, so that it sees the machine that they see. */
  take(): void {
    const began = performance.now();
    compute();
    this.#taken.push(performance.now() - began);
  }

  /** Milliseconds: the middle of what was taken. */
  get ms(): number {
    if (this.#taken.length === 0) this.take();
    return this.#taken.toSorted((a, b) => a - b)[this.#taken.length >> 1] ?? Number.NaN;
  }

  /** A time in milliseconds as so many yardsticks; at most `limit` of them are good enough. */
  figure(what: string, ms: number, limit?: number): Figure {
    const value = ms / this.ms;
    return {
      what: `${what} (${ms.toFixed(ms < 10 ? 1 : 0)} ms)`,
      value,
      unit: '×',
      ...(limit === undefined ? {} : { limit }),
    };
  }

  /** The yardstick itself, for a table. */
  get own(): Figure {
    return { what: 'the yardstick: a fixed computation, in this run', value: this.ms, unit: 'ms' };
  }
}
