/** What every language of cells can do, whatever its programs run on. */
import type { Program } from '../model/program.ts';
import type { Transcript, Uncaught } from '../model/transcript.ts';
import type { TraceLog } from '../trace/events.ts';
import type { TraceFormat } from '../trace/file.ts';
import type { ClockMode } from './host.ts';

/** Why a program does not compile. */
export interface CompileError {
  readonly message: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** How many code units the error covers; at least 1. */
  readonly length: number;
  /** The author's line, without its line end. */
  readonly lineText: string;
}

export interface CompileFailure {
  readonly ok: false;
  readonly errors: readonly CompileError[];
}

export interface RunOptions {
  /** @default 'virtual' */
  readonly clock?: ClockMode;
  /** For the paced clock: seconds of the program in one second. @default 1 */
  readonly speed?: number;
  /** Seconds after which the program is stopped. @default none */
  readonly timeout?: number;
  /** File for the trace of what the program's event loop did, and its format. @default 'jsonl' */
  readonly trace?: { readonly file: string; readonly format?: TraceFormat };
  /** Whether the result has the log of what the event loop did; a program that is killed leaves none. @default false */
  readonly log?: boolean;
  /** How many times the program is interrupted when it would otherwise wait for ever. @default 0 */
  readonly interrupts?: number;
}

/** How a run came to its end. */
export type End =
  /** By itself. */
  | 'finished'
  /** It waited for something that nothing could bring about any more. */
  | 'stuck'
  | 'timeout'
  /** It was interrupted a second time, or did not react to the first; or a signal killed it, its own or another's. */
  | 'killed'
  /** It printed more than it may. */
  | 'flood'
  /** The reader of its output has closed the stream, or, if there is a `why`, the output cannot be written. */
  | 'closed'
  /** It ended its own thread by `process.exit()`. */
  | 'exited'
  /** Its thread broke down: out of memory. */
  | 'broken';

export interface Ending {
  readonly end: End;
  /**
   * The exit status a process would have: 0, 1 after an exception, 130 after an
   * interrupt, 128 and the signal's number if that killed it, 124 after a timeout, 134 where memory ran out.
   */
  readonly status: number;
  readonly exception: Uncaught | null;
  /** For `broken`, `closed`, `killed`: what happened. */
  readonly why?: string;
  /** What the event loop did, if that was asked for. */
  readonly log?: TraceLog;
  /** Why the trace ends early. */
  readonly traceFailure?: string;
}

/** What a run left. */
export interface Run extends Transcript, Pick<Ending, 'end' | 'why' | 'log'> {}

/** A language in Node: for recording, tests and the command line. `Compiled` is what its programs become. */
export interface Language<Compiled extends { readonly ok: true } = { readonly ok: true }> {
  /** As in a fence and in `data-language`. */
  readonly name: string;
  /** Never rejects because of what the program is: errors in it are in the result. */
  compile(program: Program): Promise<Compiled | CompileFailure>;
  /**
   * Runs a program to its end and returns what it printed, assembled and capped as in the browser. Rejects only if the
   * place for it cannot be had; whatever the program does is in the result.
   */
  run(compiled: Compiled, options?: RunOptions): Promise<Run>;
  /** Ends what it has started beside programs. The next request starts it again. */
  stop(): Promise<void>;
}
