/** What oracle.py needs of the realm that its interpreter runs in, and how it gets into that interpreter. */
import type { PythonSources } from '../../model/program.ts';
import type { Stream, Uncaught } from '../../model/transcript.ts';
import type { TraceLog } from '../../trace/events.ts';

/** Handed to `run()` of oracle.py. Its methods are called while the program runs, and block it. */
export interface PythonHost {
  /** Takes text as the program printed it; `time` is that of its loop, in seconds. */
  write(stream: Stream, text: string, time: number): void;
  /**
   * Waits as long as it takes for so many seconds of the loop's clock to pass; for ever if the number is negative.
   * Returns a negative number once they have passed, or where nothing could end the wait. Otherwise the user
   * interrupts the program: the seconds that have passed until then.
   */
  wait(seconds: number): number;
  /** Whether a Stop reaches the program from now on, as a KeyboardInterrupt; before and after it, oracle.py itself runs. */
  interruptible(is: boolean): void;
}

/** A program as oracle.py takes it, in JSON. */
export interface PythonProgram extends PythonSources {
  /** When Ctrl-C is pressed: seconds on the clock, or `idle`: as soon as the loop would wait for ever. */
  readonly interrupts: readonly (number | 'idle')[];
  /** Whether the log of what its event loop does is part of the result. @default false */
  readonly log?: boolean;
  /** Whether that log says what the variables hold wherever a task is suspended. @default false */
  readonly inspect?: boolean;
}

/** How a program ended: what oracle.py returns, in JSON. */
export interface PythonEnd {
  /** Null after a hang. */
  readonly status: number | null;
  readonly exception: Uncaught | null;
  /** The program would have waited for ever. */
  readonly hung: boolean;
  /** The interpreter's version: `3.14.2`. */
  readonly version: string;
  /** What its event loop did, if that was asked for. */
  readonly log?: TraceLog;
}

/**
 * The exit status, if this is how Pyodide tells that the program has ended its process (`os._exit()`); null otherwise. The
 * interpreter is of no use then.
 */
export function exitStatusOf(error: unknown): number | null {
  const { status } = (error ?? {}) as { readonly status?: unknown };
  return typeof status === 'number' ? status & 0xff : null;
}

/** What is used of Pyodide's interface. */
interface Interpreter {
  runPython(code: string): unknown;
  readonly FS: { mkdirTree(path: string): void; writeFile(path: string, data: string): void };
}

/** Puts oracle.py, and events.py where logs are wanted, into an interpreter that has just been started; returns `run()`. */
export function loadOracle(
  python: Interpreter,
  source: string,
  events: string | null = null,
): (program: string, host: PythonHost) => string {
  python.FS.mkdirTree('/oracle');
  python.FS.writeFile('/oracle/oracle.py', source);
  if (events !== null) python.FS.writeFile('/oracle/events.py', events);
  // Programs may have modules of these names.
  const load = `import sys
sys.path.insert(0, "/oracle")
import oracle
sys.path.remove("/oracle")
sys.modules.pop("events", None)
del sys.modules["oracle"]
oracle.run`;
  return python.runPython(load) as (program: string, host: PythonHost) => string;
}
