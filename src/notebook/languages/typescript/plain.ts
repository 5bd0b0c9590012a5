/**
 * TypeScript without a runtime: a program has the language and `console`.
 *
 * Its timers are those of the program's clock. On the virtual clock they fire in the order of their times without any
 * waiting, so that what a program prints, and when, is the same on every machine. The program has ended when its
 * module has been evaluated and no timer is left.
 */
import type { Uncaught } from '../../model/transcript.ts';
import type { Host } from '../host.ts';
import type { Outcome, RuntimeDescription } from './runtime.ts';

export function describe(): RuntimeDescription {
  return {
    name: 'plain',
    symbol: 'notebook.plain',
    exports: {},
    lowered: null,
    coroutines: null,
    startsWorkers: null,
  };
}

/** What the program may have replaced by the time it is needed. */
const { apply } = Reflect;
const { isFinite: isFiniteNumber } = Number;
const { min, trunc } = Math;

interface Timer {
  readonly id: number;
  /** Seconds of the program's clock. */
  due: number;
  /** Seconds; null: it fires once. */
  readonly every: number | null;
  readonly callback: (...rest: unknown[]) => void;
  readonly rest: unknown[];
  next: Timer | null;
}

/** The host of this realm; null before a program runs. */
let realm: Host | null = null;
/** The virtual clock, in seconds. */
let now = 0;
/** What `Host.now()` was when the program began. */
let began = 0;
/** The timers by their times; equal ones in the order in which they were set. Linked by hand: programs replace methods. */
let first: Timer | null = null;
let serial = 0;
/** Wakes `execute` when a timer was set or cleared while it waits. */
let changed: () => void = () => {};

export function programTime(): number {
  if (realm === null || realm.clock === 'virtual') return now;
  const elapsed = realm.now() - began;
  // The time of the timer that has just fired, and not the delay with which it did.
  return realm.clock === 'paced' ? now : elapsed;
}

function insert(timer: Timer): void {
  if (first === null || timer.due < first.due) {
    timer.next = first;
    first = timer;
  } else {
    let before = first;
    while (before.next !== null && before.next.due <= timer.due) before = before.next;
    timer.next = before.next;
    before.next = timer;
  }
  changed();
}

function remove(id: unknown): void {
  for (let before: Timer | null = null, timer = first; timer !== null; before = timer, timer = timer.next) {
    if (timer.id !== id) continue;
    if (before === null) first = timer.next;
    else before.next = timer.next;
    changed();
    return;
  }
}

/** Seconds, by the rules of HTML: what is no number, or negative, is 0. */
function secondsOf(ms: unknown): number {
  const number = Number(ms);
  return isFiniteNumber(number) && number > 0 ? trunc(min(number, 0x7fffffff)) / 1000 : 0;
}

function installTimers(): void {
  const set =
    (repeats: boolean) =>
    (callback: unknown, ms?: unknown, ...rest: unknown[]): number => {
      if (typeof callback !== 'function') throw new TypeError('The callback of a timer has to be a function');
      // HTML has at least 4 ms between nested ones; one that repeats without any time would never let the clock go on.
      const delay = repeats ? secondsOf(ms) || 0.001 : secondsOf(ms);
      const timer: Timer = {
        id: ++serial,
        due: programTime() + delay,
        every: repeats ? delay : null,
        callback: callback as Timer['callback'],
        rest,
        next: null,
      };
      insert(timer);
      return timer.id;
    };
  const install = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  };
  install('setTimeout', set(false));
  install('setInterval', set(true));
  install('clearTimeout', remove);
  install('clearInterval', remove);
}

/** Lets all that is ready run: jobs of promises, also those that jobs queue. */
function settle(host: Host): Promise<void> {
  return new Promise((resolve) => host.turn(resolve));
}

/** Runs a program to its end. Once per realm. */
export async function execute(host: Host, load: () => Promise<unknown>): Promise<Outcome> {
  realm = host;
  began = host.now();
  installTimers();
  let interrupt: () => void = () => {};
  const interrupted = new Promise<Outcome>((resolve) => {
    interrupt = () => resolve({ status: 130, exception: null });
  });
  const stopListening = host.onInterrupt(interrupt);
  try {
    return await Promise.race([run(host, load), interrupted]);
  } finally {
    stopListening();
  }
}

async function run(host: Host, load: () => Promise<unknown>): Promise<Outcome> {
  let loaded = false;
  let thrown: Outcome | null = null;
  load().then(
    () => {
      loaded = true;
      changed();
    },
    (error: unknown) => {
      thrown = report(host, error);
      loaded = true;
      changed();
    },
  );
  await settle(host);
  for (;;) {
    // An exception at the top of the module ends the program, whatever else it has started.
    if (thrown !== null) return thrown;
    const timer = first;
    if (timer === null) {
      if (loaded) return { status: 0, exception: null };
      // It waits for something that is no timer of its own.
      host.stuck?.();
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    } else if (await reach(host, timer)) {
      first = timer.next;
      now = timer.due;
      if (timer.every !== null) insert({ ...timer, due: timer.due + timer.every });
      try {
        apply(timer.callback, undefined, timer.rest);
      } catch (error) {
        return report(host, error);
      }
    }
    changed = () => {};
    await settle(host);
  }
}

/** Waits for the time of the first timer; false if that is another one meanwhile. */
async function reach(host: Host, timer: Timer): Promise<boolean> {
  if (host.clock === 'virtual') return true;
  const seconds =
    host.clock === 'paced' ? min((timer.due - now) / host.speed, host.longestWait) : timer.due - (host.now() - began);
  if (seconds > 0) {
    let alarm: unknown;
    await new Promise<void>((resolve) => {
      changed = resolve;
      alarm = host.setTimer(resolve, seconds * 1000);
    });
    host.clearTimer(alarm);
  }
  return first === timer && (host.clock === 'paced' || host.now() - began >= timer.due);
}

/** Prints an exception with the author's places, as engines do. */
function report(host: Host, error: unknown): Outcome {
  const isError = error instanceof Error;
  const exception: Uncaught = isError
    ? { type: error.name, message: error.message }
    : { type: 'Uncaught', message: String(error) };
  const frames: string[] = [];
  for (const line of isError && typeof error.stack === 'string' ? error.stack.split('\n') : []) {
    const [, url = '', row = '', column = ''] = /([^\s(@]+):(\d+):(\d+)\)?$/.exec(line) ?? [];
    const place = url === '' ? null : host.locate(url, Number(row), Number(column));
    if (place === null) continue;
    const name = place.within?.name;
    const at = `${place.file}:${place.line}`;
    frames.push(name === undefined || name === null ? `    at ${at}` : `    at ${name} (${at})`);
  }
  const head = exception.message === '' ? exception.type : `${exception.type}: ${exception.message}`;
  host.write('err', `${['Uncaught', head].join(' ')}\n${frames.map((frame) => `${frame}\n`).join('')}`, programTime());
  return { status: 1, exception };
}

/** Plain programs have no workers of their own making. */
export async function serve(): Promise<void> {
  throw new Error('a program without a runtime has no pools of workers');
}
