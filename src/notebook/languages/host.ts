/**
 * What a realm gives to the runtime of the program that it runs: time, output, and the way back to the author's lines.
 *
 * The browser's worker and the threads of Node each have a host; a runtime (see typescript/runtime.ts) touches timers,
 * consoles, message ports and the process through it alone. Times are seconds unless a name says `Ms`.
 *
 * A runtime is a package of its own, which declares what it needs of a host by itself; tests/types/host.ts compares.
 */

/** A place in the author's text. */
export interface Position {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The line, trimmed. */
  readonly text: string;
  /** The innermost function that it is in; null if in none. */
  readonly within: FunctionPosition | null;
}

/** A function of the author's. */
export interface FunctionPosition {
  /** As tracebacks print it; null where only the engine knows, since its key is computed. */
  readonly name: string | null;
  /** Where it begins: `line:column`. */
  readonly start: string;
}

/** How time passes for a program: virtual, waiting costs nothing; paced, as virtual but at a speed that a reader can follow; real. */
export type ClockMode = 'virtual' | 'paced' | 'real';

/** A worker that is to be started: another realm, which imports the program's compiled module again. */
export interface WorkerRequest {
  /** A process has an id, and where the host can, an address space of its own. */
  readonly kind: 'thread' | 'process';
  /** What the program calls its thread. */
  readonly threadName: string;
  /** The number of its thread, unless the worker is a process that the system gives an id. */
  readonly threadId: number;
}

/** A worker that was started. */
export interface WorkerLink {
  /** The number of its process; 0 while the system has not told yet. */
  readonly processId: number;
  /** Sends a message by structured clone; throws where that cannot be done. What `transfer` lists is moved if it can be. */
  post(message: unknown, transfer: readonly object[]): void;
  /** Ends it at once, whatever it does; `ended` follows. */
  terminate(): void;
}

/** What a worker's starter is told; in order, and nothing after `ended`. */
export interface WorkerEvents {
  message(message: unknown): void;
  ended(): void;
}

/** A worker's way to the realm that started it. */
export interface ParentLink {
  post(message: unknown, transfer: readonly object[]): void;
  /** Messages that came before this are not lost. Called once. */
  listen(receive: (message: unknown) => void): void;
}

export interface Host {
  readonly clock: ClockMode;
  /** For the paced clock: how many seconds of the program pass in one second. Read at every wait, so it may change during a run. */
  readonly speed: number;
  /** For the paced clock: no single wait lasts longer than this many real seconds. */
  readonly longestWait: number;
  /** Real seconds on a monotonic clock. */
  now(): number;
  /** Real seconds since the epoch. */
  wallClock(): number;
  /** Calls back in a macrotask of its own, as soon as the host gets round to it. */
  turn(callback: () => void): void;
  /** Calls back once, after at least `ms` milliseconds; returns what `clearTimer` takes. */
  setTimer(callback: () => void, ms: number): unknown;
  clearTimer(timer: unknown): void;
  /**
   * Prints text as it stands (no line end is added). `time` is that of
   * the program's clock, or the last one known; `worker` names the worker that printed it.
   */
  write(stream: 'out' | 'err', text: string, time: number, worker?: string): void;
  /**
   * The author's position for one in the compiled program, or null where the
   * position belongs to the runtime, the host, or what the compile step put
   * around a function. `url`, `line` (1-based) and
   * `column` (1-based) are as an engine's stack trace gives them.
   */
  locate(url: string, line: number, column: number): Position | null;
  /** The author's line of a file that `locate()` names, trimmed; '' where it is not known. */
  quote(file: string, line: number): string;
  /**
   * Says that the program has nothing to run, no timer and nothing outstanding:
   * it waits for ever unless something outside wakes it.
   */
  stuck?(): void;
  /** Calls `interrupt` when the user asks the program to stop (Ctrl-C, the page's Stop). Returns how to stop listening. */
  onInterrupt(interrupt: () => void): () => void;
  /** Numbers of the process and of the thread, and the thread's name. */
  readonly processId: number;
  readonly threadId: number;
  readonly threadName: string;
  /** Keeps the process alive while the program waits for something outside it; undefined where nothing can end it. */
  keepAlive?(on: boolean): void;
  /** Starts a worker; undefined where the platform has none. The call that needed the worker fails with what this throws. */
  startWorker?(request: WorkerRequest, events: WorkerEvents): WorkerLink;
  /** In a worker: the way to its starter. */
  readonly parent?: ParentLink;
  /** Ends this realm at once, without cleaning up. */
  exit?(status: number): void;
  /** How many processors there are. Default: 1. */
  readonly processors?: number;
}
