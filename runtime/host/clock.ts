/**
 * The program's time: that of the event loop that runs, or of the one that ran last. And what keeps the virtual and
 * paced clocks from jumping ahead of work outside the loop.
 */

import { host } from './current.ts';

/** What this module asks of the loop that runs. */
export interface Clock {
  /** Seconds. */
  time(): number;
  /** Lets that many seconds pass on the virtual and paced clocks. */
  advance(seconds: number): void;
  /** Makes a waiting loop check again whether time may pass. */
  recheck(): void;
}

let running: Clock | null = null;
let lastTime = 0;
/** In a worker: the time of its starter's loop, from which its own loops go on. Null in the program itself. */
let startersTime: number | null = null;

/** Sets the clock of the loop that runs now; null when it stops. */
export function setClock(clock: Clock | null): void {
  if (clock === null && running !== null) lastTime = running.time();
  running = clock;
}

/** Seconds on the clock of the loop that runs, or of the one that ran last: the time of what is printed. */
export function programTime(): number {
  return running === null ? lastTime : running.time();
}

/** Lets time pass on the virtual and paced clocks while nothing runs: what `time.sleep()` does there. */
export function passTime(seconds: number): void {
  if (running === null) lastTime += seconds;
  else running.advance(seconds);
}

/** Tells a worker the time of its starter's loop. */
export function setStartersTime(time: number): void {
  startersTime = Math.max(startersTime ?? 0, lastTime, time);
  if (running === null) lastTime = startersTime;
}

/** The least virtual time of a loop that starts to run. */
export function earliestTime(): number {
  return startersTime === null ? 0 : Math.max(startersTime, lastTime);
}

// ── Workers that hold the clocks ─────────────────────────────────────────────

/**
 * For how long a worker's call takes no time on the virtual and paced clocks. After that, time passes as it really
 * does. Seconds.
 */
const GRACE_PERIOD = 1;

/** How many workers have work whose progress is not known. */
let holds = 0;
/** How many of them are only starting or ending, which takes no time. */
let untimed = 0;
/** When the newest of them got its work. Seconds of `host().now()`. */
let heldSince = 0;

/** Keeps clocks from jumping. A worker's start and its end are untimed: they take no time, however long. */
export function holdClocks(isUntimed: boolean): void {
  holds++;
  if (isUntimed) untimed++;
  heldSince = host().now();
}

/** Releases clocks that were held by `holdClocks()`. */
export function releaseClocks(isUntimed: boolean): void {
  holds--;
  if (isUntimed) untimed--;
  if (holds === 0 || (isUntimed && untimed === 0)) running?.recheck();
}

/** For how long the clocks must still stand. Seconds of real time; 0: they may go; Infinity: until they are released. */
export function clocksHeldFor(): number {
  if (holds === 0) return 0;
  return untimed > 0 ? Number.POSITIVE_INFINITY : Math.max(0, heldSince + GRACE_PERIOD - host().now());
}

/** Whether some worker has work whose progress is not known. */
export function areClocksHeld(): boolean {
  return holds > 0;
}

// ── Promises that do not hold them ───────────────────────────────────────────

const EXPECTED = Symbol('expected');

/**
 * Marks a promise that this program settles itself, when its clock or a worker reaches that point: waiting for it
 * need not keep the clock from jumping.
 */
export function expected<P extends Promise<unknown>>(promise: P, isExpected = true): P {
  if (isExpected) (promise as { [EXPECTED]?: true })[EXPECTED] = true;
  return promise;
}

/** Whether a promise was marked by `expected()`. */
export function isExpected(promise: object): boolean {
  return (promise as { readonly [EXPECTED]?: true })[EXPECTED] === true;
}
