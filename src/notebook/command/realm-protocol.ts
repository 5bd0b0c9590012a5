/** What the command line and the thread that runs a program say to each other. */
import type { ClockMode } from '../languages/host.ts';
import type { LineMap } from '../languages/typescript/compile/types.ts';
import type { Line, Uncaught } from '../model/transcript.ts';
import type { TraceLog } from '../trace/events.ts';
import type { TraceFormat } from '../trace/file.ts';
import type { RealmScript } from './node-workers.ts';

/** What a realm is told when it starts, as its thread's `workerData`. */
export interface RealmOrder {
  readonly code: string;
  readonly map: LineMap;
  readonly clock: ClockMode;
  readonly speed: number;
  /** The files that it prints to; null: what it prints is assembled, capped and sent as messages. */
  readonly files: { readonly out: number; readonly err: number } | null;
  /** File that the log of the event loop is written to. */
  readonly trace: { readonly file: string; readonly format: TraceFormat } | null;
  /** Whether that log is sent when the program has ended. */
  readonly log: boolean;
  /** How many times Ctrl-C is pressed when the loop has come to a stop that nothing else can end. */
  readonly interrupts: number;
  readonly processId: number;
  /** What this realm runs, for workers of its own. */
  readonly script: RealmScript;
}

/** What a worker of a program's pool is told when it starts; its `script` is added on the way. */
export interface PoolOrder extends Pick<RealmOrder, 'code' | 'map' | 'speed' | 'processId'> {
  readonly clock: ClockMode;
  /** See `NodeHost.origin`. */
  readonly origin: number;
  readonly pool: { readonly threadName: string; readonly threadId: number };
}

/** Realm → command line. */
export type RealmMessage =
  | { readonly t: 'line'; readonly line: Line }
  | { readonly t: 'partial'; readonly line: Line }
  | { readonly t: 'tail'; readonly from: number; readonly hidden: number; readonly lines: readonly Line[] }
  /** The reader of the output has closed the stream (`why` is null), or it cannot be written. */
  | { readonly t: 'closed'; readonly why: string | null }
  /** The trace cannot be written any more. */
  | { readonly t: 'traceFailed'; readonly why: string }
  /** What the event loop did; before `end`. */
  | { readonly t: 'log'; readonly log: TraceLog }
  /** Nothing can wake the program any more: its thread is about to end by itself. */
  | { readonly t: 'idle' }
  /** The program sent its own process a signal. */
  | { readonly t: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly t: 'interrupted'; readonly taken: boolean }
  /** A process of the program's was started, or has ended. */
  | { readonly t: 'process'; readonly id: number; readonly alive: boolean }
  | { readonly t: 'end'; readonly status: number; readonly exception: Uncaught | null };

/** Command line → realm. */
export type RealmRequest = { readonly t: 'interrupt' };
