/** `datetime` on the loop's clock: the module `awaitable/datetime`. */

import { declareClass } from '../builtins/modules.ts';
import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import { REDUCE } from '../pickle/program.ts';

/** When a program on the virtual or paced clock begins, so that every run prints the same. */
const EPOCH = Date.UTC(2024, 0, 1);

const DAY = 86_400_000_000;

/** Hours, minutes, seconds and microseconds of a time of day, as far as a repr names them. */
function parts(micros: number): number[] {
  const seconds = Math.floor(micros / 1e6);
  const all = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, micros % 1e6];
  while (all.length > 2 && all.at(-1) === 0) all.pop();
  return all;
}

/** A time of day. `print()` shows it as Python does: `00:00:01.500000`. */
class Time {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'time', 'datetime');

  /** Microseconds since midnight. */
  private readonly _micros: number;

  constructor(micros: number) {
    this._micros = micros;
  }

  /** @internal */
  [REDUCE](): [typeof timeOf, [number]] {
    return [timeOf, [this._micros]];
  }

  /** `HH:MM:SS`, with microseconds if there are any. */
  isoformat(): string {
    const [hours, minutes, seconds = 0, micros = 0] = parts(this._micros);
    const text = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
    return micros === 0 ? text : `${text}.${String(micros).padStart(6, '0')}`;
  }

  repr(): string {
    return `datetime.time(${parts(this._micros).join(', ')})`;
  }

  toString(): string {
    return this.isoformat();
  }
}

/** A moment. `print()` shows it as Python does: `2024-01-01 00:00:00.500000`. */
class DateTime {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'datetime', 'datetime');

  /** Microseconds since the epoch. */
  private readonly _micros: number;

  constructor(micros: number) {
    this._micros = micros;
  }

  /** Now: the loop's time from a fixed instant on, or the wall clock's on the real clock. */
  static now(): DateTime {
    if (host().clock === 'real') return new DateTime(Math.round(host().wallClock() * 1e6));
    return new DateTime(EPOCH * 1000 + Math.round(programTime() * 1e6));
  }

  /** @internal */
  [REDUCE](): [typeof datetimeOf, [number]] {
    return [datetimeOf, [this._micros]];
  }

  time(): Time {
    return new Time(this._ofDay);
  }

  private get _ofDay(): number {
    return ((this._micros % DAY) + DAY) % DAY;
  }

  private get _date(): string {
    return new Date(Math.floor(this._micros / 1000)).toISOString().split('T')[0] as string;
  }

  /** `YYYY-MM-DD<sep>HH:MM:SS[.ffffff]` */
  isoformat(sep = 'T'): string {
    return `${this._date}${sep}${this.time()}`;
  }

  /** Seconds since the epoch. */
  timestamp(): number {
    return this._micros / 1e6;
  }

  repr(): string {
    return `datetime.datetime(${[...this._date.split('-').map(Number), ...parts(this._ofDay)].join(', ')})`;
  }

  toString(): string {
    return this.isoformat(' ');
  }
}

/** @internal What a time travels as. */
export function timeOf(micros: number): Time {
  return new Time(micros);
}

/** @internal What a date with a time travels as. */
export function datetimeOf(micros: number): DateTime {
  return new DateTime(micros);
}

/** Python's `datetime.datetime`, as far as programs about time need it. */
export const datetime: { now(): DateTime } = DateTime;
export type { DateTime, Time };
