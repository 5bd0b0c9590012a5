/** The runtime's host inside a cell's worker: time, turns, output and the way back to the author's lines. */
import type { ClockMode, Host, ParentLink } from '../languages/host.ts';
import type { LineMap } from '../languages/typescript/compile/types.ts';
import { locate, quote } from '../languages/typescript/positions.ts';
import { channel, epoch, later, max, min, monotonic, notLater, processors } from './primordials.ts';
import { LONGEST_WAIT } from './protocol.ts';

interface Turn {
  readonly callback: () => void;
  next: Turn | null;
}

interface Timer {
  readonly callback: () => void;
  /** Of the platform's timer that will fire next. */
  handle: number;
  /** When it is due, in `monotonic()` milliseconds. */
  due: number;
  previous: Timer | null;
  next: Timer | null;
}

export interface WorkerHost extends Host {
  /** Changes the paced clock's speed, also of waits that have already begun. */
  setSpeed(speed: number): void;
  /** Tells the program to stop; false if nothing in it listens. */
  interrupt(): boolean;
  /** Milliseconds spent waiting for timers so far. */
  waited(): number;
}

export interface HostOptions {
  readonly clock: ClockMode;
  readonly speed: number;
  readonly map: LineMap;
  /** The URL that the compiled program is imported from, as stack traces give it. */
  readonly url: string;
  /** Takes what the program prints. */
  readonly write: Host['write'];
  /** The loop has nothing left to do and waits for something that only the program itself could bring about. */
  readonly stuck: () => void;
  /** See `Host.startWorker`. */
  readonly startWorker?: NonNullable<Host['startWorker']>;
  /** For a worker of a pool: who it is, and the way to its starter. */
  readonly worker?: Pick<Host, 'processId' | 'threadId' | 'threadName'> & { readonly parent: ParentLink };
  /** Ends this realm. */
  readonly exit?: (status: number) => void;
}

export function createHost(options: HostOptions): WorkerHost {
  const { clock, speed: initialSpeed, map, url, write, stuck, worker } = options;
  let speed = initialSpeed;
  let firstTurn: Turn | null = null;
  let lastTurn: Turn | null = null;
  const post = channel(() => {
    const turn = firstTurn;
    if (turn === null) return;
    firstTurn = turn.next;
    if (firstTurn === null) lastTurn = null;
    turn.callback();
  });

  // Linked by hand, as the program may have replaced what Map and Set can do.
  let timers: Timer | null = null;
  let waitedBefore = 0;
  let waitingSince = 0;
  const drop = (timer: Timer): boolean => {
    if (timer.previous !== null) timer.previous.next = timer.next;
    else if (timers === timer) timers = timer.next;
    else return false;
    if (timer.next !== null) timer.next.previous = timer.previous;
    timer.previous = null;
    timer.next = null;
    if (timers === null) waitedBefore += monotonic() - waitingSince;
    return true;
  };
  const arm = (timer: Timer): void => {
    timer.handle = later(
      () => {
        if (drop(timer)) timer.callback();
      },
      max(0, timer.due - monotonic()),
    );
  };

  interface Listener {
    readonly interrupt: () => void;
    next: Listener | null;
  }
  let listeners: Listener | null = null;

  return {
    // Without any waiting the paced clock is the virtual one, which does not go through the platform's timers.
    get clock() {
      return clock === 'paced' && speed === Infinity ? 'virtual' : clock;
    },
    get speed() {
      return speed;
    },
    longestWait: LONGEST_WAIT,
    now: () => monotonic() / 1000,
    wallClock: () => epoch() / 1000,
    turn(callback) {
      const turn: Turn = { callback, next: null };
      if (lastTurn === null) firstTurn = turn;
      else lastTurn.next = turn;
      lastTurn = turn;
      post();
    },
    setTimer(callback, ms) {
      const now = monotonic();
      if (timers === null) waitingSince = now;
      // Longer than a platform's timer can be: it fires early, and the runtime looks at its clock again.
      const timer: Timer = { callback, handle: 0, due: now + min(ms, 0x7fffffff), previous: null, next: timers };
      if (timers !== null) timers.previous = timer;
      timers = timer;
      arm(timer);
      return timer;
    },
    clearTimer(timer) {
      const known = timer as Timer;
      if (drop(known)) notLater(known.handle);
    },
    write,
    locate: (from, line, column) => (from === url ? locate(map, line, column) : null),
    quote: (file, line) => quote(map, file, line),
    stuck,
    onInterrupt(interrupt) {
      const listener: Listener = { interrupt, next: listeners };
      listeners = listener;
      return () => {
        if (listeners === listener) listeners = listener.next;
        else {
          for (let other = listeners; other !== null; other = other.next) {
            if (other.next === listener) other.next = listener.next;
          }
        }
      };
    },
    processId: worker?.processId ?? 1,
    threadId: worker?.threadId ?? 1,
    threadName: worker?.threadName ?? 'MainThread',
    ...(worker === undefined ? {} : { parent: worker.parent }),
    ...(options.startWorker === undefined ? {} : { startWorker: options.startWorker }),
    ...(options.exit === undefined ? {} : { exit: options.exit }),
    processors,

    setSpeed(wanted) {
      const now = monotonic();
      const factor = speed / wanted;
      speed = wanted;
      if (clock !== 'paced' || factor === Infinity) return;
      for (let timer = timers; timer !== null; timer = timer.next) {
        notLater(timer.handle);
        // A wait that was cut to the longest one stays cut: at most that long again.
        timer.due = now + min(max(0, timer.due - now) * factor, LONGEST_WAIT * 1000);
        arm(timer);
      }
    },
    interrupt() {
      // Only the newest, as with signal handlers: the loop that runs now.
      if (listeners === null) return false;
      listeners.interrupt();
      return true;
    },
    waited: () => waitedBefore + (timers === null ? 0 : monotonic() - waitingSince),
  };
}
