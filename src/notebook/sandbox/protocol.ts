/**
 * What the page and a cell's sandbox say to each other.
 *
 * The page trusts nothing that comes back: the reader's program runs in the
 * realm that sends these messages. `readMessage` accepts exactly the shapes
 * below and bounds everything that has a size.
 */

import type { OutputMessage } from '../capture/capture.ts';
import type { ClockMode } from '../languages/host.ts';
import type { CompileError } from '../languages/language.ts';
import type { PythonProgram } from '../languages/python/host.ts';
import type { LineMap } from '../languages/typescript/compile/types.ts';
import type { Line, Stream, Uncaught } from '../model/transcript.ts';

/** The two kinds of sandboxes: for what TypeScript compiles to, and for CPython. */
export type FrameKind = 'javascript' | 'python';

/** The first message to the frame; it comes with the MessagePort that carries all others. */
export interface Boot {
  readonly t: 'boot';
  /** What programs run on, since the frame itself has no network: the runtime as one ES module, or the pack with CPython. */
  readonly runtime: string | Blob;
}

interface Start {
  readonly t: 'start';
  readonly clock: ClockMode;
  /** Seconds of the program that pass in one second, for the paced clock; Infinity for no waiting at all. */
  readonly speed: number;
}

/** A program in TypeScript. */
export interface StartCompiled extends Start {
  /** The compiled program, one ES module without imports. */
  readonly code: string;
  readonly map: LineMap;
}

/** A program in Python. */
export interface StartPython extends Start {
  readonly program: PythonProgram;
}

/** Page → sandbox, over the port. */
export type Order =
  | StartCompiled
  | StartPython
  /** The user asks the program to stop (Ctrl-C). */
  | { readonly t: 'interrupt' }
  | { readonly t: 'speed'; readonly speed: number }
  /** The sandbox is about to be removed: a worker that blocks goes to sleep for ever, since WebKit would let it go on. */
  | { readonly t: 'halt' };

/** The speeds of the clock that a reader can choose. */
export const SPEEDS: readonly number[] = [1, 10, Number.POSITIVE_INFINITY];

/** What reaches a worker that blocks, by their numbers in its `Signals`. */
export const SIGNALS: readonly (number | 'interrupt' | 'halt')[] = ['interrupt', 'halt', ...SPEEDS];

/** Sandbox → page, over the port. */
export type Message =
  /** The runtime is loaded and the program may be sent; with the first message of the frame itself, that it is there. */
  | { readonly t: 'ready' }
  | OutputMessage
  /** The worker's thread is answering; `waited` are the milliseconds that it has spent waiting for timers so far. */
  | { readonly t: 'beat'; readonly waited: number }
  /** The frame is answering, whatever its worker does. */
  | { readonly t: 'pulse' }
  /** The program waits for something that nothing in it can bring about any more. */
  | { readonly t: 'stuck' }
  /** An interrupt has arrived; `taken` says whether the program has something that reacts to it. */
  | { readonly t: 'interrupted'; readonly taken: boolean }
  /** What the event loop did, a log as JSON: most are never read. Before `end`; none from a program that breaks it. */
  | { readonly t: 'log'; readonly json: string }
  /** The program has no errors of syntax and begins; only languages that are compiled in the sandbox say so. */
  | { readonly t: 'begun' }
  /** The program was not started: it has errors of syntax. */
  | { readonly t: 'uncompiled'; readonly errors: readonly CompileError[] }
  /** The worker has gone to sleep for ever. */
  | { readonly t: 'halted' }
  /** The program is over and nothing more will be printed. */
  | { readonly t: 'end'; readonly status: number; readonly exception: Uncaught | null }
  /** The sandbox cannot go on. */
  | { readonly t: 'broken'; readonly why: string };

/** The one message that a sandbox sends to the page's window: it is ready to be booted. */
export const HELLO = 'verified-frame';

/** Longest text that is taken from a sandbox; a line is cut much earlier, inside. */
const LONGEST = 8_000;
/** How much of an exception's text a worker sends; a page that shows more would be unreadable. */
export const LONGEST_MESSAGE = 4_000;
/** No wait of the paced clock lasts longer than this, in real seconds: a reader who sees an hour pass has understood after three. */
export const LONGEST_WAIT = 3;
const MAX_LINES = 2_000;
/** Characters of a log: a full one has about 4 million. */
const LONGEST_LOG = 16_000_000;
const MAX_ERRORS = 20;

function text(value: unknown): string | null {
  return typeof value === 'string' && value.length <= LONGEST ? value : null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function readLine(value: unknown): Line | null {
  const line = record(value);
  if (line === null) return null;
  const stream: Stream | null = line.stream === 'out' || line.stream === 'err' ? line.stream : null;
  const words = text(line.text);
  const { time, worker } = line;
  if (stream === null || words === null || typeof time !== 'number' || !Number.isFinite(time)) return null;
  if (worker === undefined) return { stream, time, text: words };
  const name = text(worker);
  return name === null ? null : { stream, time, text: words, worker: name };
}

function readError(value: unknown): CompileError | null {
  const error = record(value);
  if (error === null) return null;
  const { message, lineText } = error;
  const file = text(error.file);
  const [line, column, length] = [count(error.line), count(error.column), count(error.length)];
  if (typeof message !== 'string' || file === null || typeof lineText !== 'string') return null;
  if (!line || !column || !length) return null;
  // Cut, not refused, as is the text of an exception below.
  return { message: message.slice(0, LONGEST), file, line, column, length, lineText: lineText.slice(0, LONGEST) };
}

/** The message that `data` is, made anew from checked parts; null if it is none. Runs no code of the sender's. */
export function readMessage(data: unknown): Message | null {
  const message = record(data);
  if (message === null) return null;
  switch (message.t) {
    case 'ready':
    case 'pulse':
    case 'stuck':
    case 'halted':
    case 'begun':
      return { t: message.t };
    case 'line':
    case 'partial': {
      const line = readLine(message.line);
      return line === null ? null : { t: message.t, line };
    }
    case 'tail': {
      const from = count(message.from);
      const hidden = count(message.hidden);
      if (from === null || hidden === null || !Array.isArray(message.lines)) return null;
      if (from > MAX_LINES || message.lines.length > MAX_LINES) return null;
      const lines: Line[] = [];
      for (const value of message.lines) {
        const line = readLine(value);
        if (line === null) return null;
        lines.push(line);
      }
      return { t: 'tail', from, hidden, lines };
    }
    case 'log': {
      const { json } = message;
      return typeof json === 'string' && json.length <= LONGEST_LOG ? { t: 'log', json } : null;
    }
    case 'beat': {
      const { waited } = message;
      return typeof waited === 'number' && waited >= 0 ? { t: 'beat', waited } : null;
    }
    case 'interrupted':
      return typeof message.taken === 'boolean' ? { t: 'interrupted', taken: message.taken } : null;
    case 'uncompiled': {
      if (!Array.isArray(message.errors)) return null;
      const errors = message.errors.slice(0, MAX_ERRORS).map(readError);
      return errors.length === 0 || errors.includes(null)
        ? null
        : { t: 'uncompiled', errors: errors as readonly CompileError[] };
    }
    case 'end': {
      const status = count(message.status);
      if (status === null) return null;
      if (message.exception === null) return { t: 'end', status, exception: null };
      const exception = record(message.exception);
      if (typeof exception?.type !== 'string' || typeof exception.message !== 'string') return null;
      // Cut, not refused: without its end a run would never be over.
      const type = exception.type.slice(0, LONGEST);
      return { t: 'end', status, exception: { type, message: exception.message.slice(0, LONGEST) } };
    }
    case 'broken': {
      const why = text(message.why);
      return why === null ? null : { t: 'broken', why };
    }
    default:
      return null;
  }
}
