/**
 * What a run printed, as the whole project speaks of it: the recordings beside
 * the pages, the output shown in the browser, the tests and the command line.
 */

/** Which stream a line was printed on. */
export type Stream = 'out' | 'err';

/** One line of output. `text` has no line end. */
export interface Line {
  readonly stream: Stream;
  /** Seconds on the loop's clock when the line was finished, from the start of the run. */
  readonly time: number;
  readonly text: string;
  /** The worker that printed it; absent for the program itself. */
  readonly worker?: string;
}

/** The exception that ended a program, as Python's last traceback line words it. */
export interface Uncaught {
  /** The class as a traceback names it: `asyncio.exceptions.CancelledError`, `RuntimeError`. */
  readonly type: string;
  readonly message: string;
}

/** Everything that a run let the world see. */
export interface Transcript {
  readonly lines: readonly Line[];
  /** How many lines the cap left out, between the head and the tail that are kept. */
  readonly hidden: number;
  /** Index into `lines` before which the hidden ones stood; meaningless when `hidden` is 0. */
  readonly hiddenAt: number;
  readonly exception: Uncaught | null;
  /** The exit status a process would have: 0, 1 after an exception, 130 after an interrupt. */
  readonly status: number;
}
