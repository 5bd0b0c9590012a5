/**
 * What the runtime needs from the place it runs in.
 *
 * Nothing outside `host/` touches timers, consoles, message ports or the
 * process: a host is an object that the embedder passes to
 * `execute()` (see `../main.ts`); the browser's worker and Node each have one.
 * Times here are seconds unless a name says `Ms`.
 */

/** How loop time passes; see .github/decisions/3-virtual-clock.md. */
export type ClockMode = 'virtual' | 'paced' | 'real';

/** Where a function stands; line 0: unknown. */
export interface StackFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Where a compiled position stands in the author's text. */
export interface Position {
  /** The author's file as tracebacks print it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The author's line, trimmed, or '' where it is not known. */
  readonly text: string;
  /** The function that the position is in; null for a module's top level, undefined where the host cannot tell. */
  readonly within?: FunctionPosition | null;
}

/** A function of the author's. */
export interface FunctionPosition {
  /** As tracebacks print it; null where only the engine knows, since its key is computed. */
  readonly name: string | null;
  /** Where it begins: `line:column`. */
  readonly start: string;
}

/** A worker that is to be started: another realm, which imports the program's compiled module again. */
export interface WorkerRequest {
  /** A process has an id, and where the host can, an address space of its own. */
  readonly kind: 'thread' | 'process';
  /** `currentThread().name` in it. */
  readonly threadName: string;
  /** `getNativeId()` in it, unless the worker is a process that the system gives an id. */
  readonly threadId: number;
}

/** A worker that was started. */
export interface WorkerLink {
  /** `os.getpid()` in it; 0 while the system has not told yet. */
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
  /** For the paced clock: how many loop seconds pass in one second. Read at every wait, so it may change during a run. */
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
   * Prints text as it stands (no line end is added). `time` is the running
   * loop's time, or the last one known; `worker` names the worker that printed it.
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
   * Says that the loop has nothing to run, no timer and nothing outstanding:
   * it waits for ever unless something outside wakes it.
   */
  stuck?(): void;
  /** Calls `interrupt` when the user asks the program to stop (Ctrl-C, the page's Stop). Returns how to stop listening. */
  onInterrupt(interrupt: () => void): () => void;
  /** `os.getpid()`, `threading.get_native_id()` and the name of the current thread. */
  readonly processId: number;
  readonly threadId: number;
  readonly threadName: string;
  /** Keeps the process alive while a loop waits for something outside it; undefined where nothing can end it. */
  keepAlive?(on: boolean): void;
  /** Starts a worker; undefined where the platform has none. The call that needed the worker fails with what this throws. */
  startWorker?(request: WorkerRequest, events: WorkerEvents): WorkerLink;
  /** In a worker: the way to its starter. */
  readonly parent?: ParentLink;
  /**
   * Adds to an error's stack the coroutines that were awaiting, which the engine does not know. Called when the error
   * leaves `run()`. `frames` are the author's coroutines, outermost first; `isOurs` says that the runtime threw it in a
   * coroutine of its own. Absent where tracebacks are printed instead.
   */
  completeStack?(error: Error, frames: readonly StackFrame[], isOurs: boolean): void;
  /** Ends this realm at once, as `os._exit()` does. */
  exit?(status: number): void;
  /** How many processors there are. Default: 1. */
  readonly processors?: number;
}
