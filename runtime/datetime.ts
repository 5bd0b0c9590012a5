/** `datetime` on the loop's clock: the module `awaitable/datetime`. */

import { programTime } from './asyncio/events.ts';
import { declareClasses } from './builtins/modules.ts';
import { host } from './host/current.ts';

/** When a program on the virtual or paced clock begins, so that every run prints the same. */
const EPOCH = Date.UTC(2024, 0, 1);

/** A moment. `print()` shows it as Python does: `2024-01-01 00:00:00.500000`. */
class DateTime {
  /** Microseconds since the epoch. */
  readonly #micros: number;

  constructor(micros: number) {
    this.#micros = micros;
  }

  /** Now: the loop's time from a fixed instant on, or the wall clock's on the real clock. */
  static now(): DateTime {
    if (host().clock === 'real') return new DateTime(Math.round(host().wallClock() * 1e6));
    return new DateTime(EPOCH * 1000 + Math.round(programTime() * 1e6));
  }

  /** `HH:MM:SS`, with microseconds if there are any. */
  time(): { toString(): string } {
    const text = this.isoformat(' ').slice(11);
    return { toString: () => text };
  }

  /** `YYYY-MM-DD<sep>HH:MM:SS[.ffffff]` */
  isoformat(sep = 'T'): string {
    const date = new Date(Math.floor(this.#micros / 1000));
    const [day = '', time = ''] = date.toISOString().split('T');
    const micros = ((this.#micros % 1e6) + 1e6) % 1e6;
    const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
    return `${day}${sep}${time.slice(0, 8)}${fraction}`;
  }

  /** Seconds since the epoch. */
  timestamp(): number {
    return this.#micros / 1e6;
  }

  toString(): string {
    return this.isoformat(' ');
  }
}

declareClasses('datetime', { datetime: DateTime });

/** Python's `datetime.datetime`, as far as programs about time need it. */
export const datetime: { now(): DateTime } = DateTime;
export type { DateTime };
