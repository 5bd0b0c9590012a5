/** What a pool and its workers say to each other. Everything here is cloned on its way. */

/** How a call ended: with a value as it is, with one that `unpickle()` has to put together, with an exception. */
export const PLAIN = 0;
export const CODED = 1;
export const FAILED = 2;

/** A pickled value and whether it is coded. */
export type Packed = readonly [data: unknown, coded: boolean];

/**
 * Calls for a worker: the starter's time; the functions that are new, if any;
 * then for each call three entries: a function's number, the arguments, whether
 * they are coded. An array, as it is cloned in less time than an object.
 */
export type Run = readonly [
  at: number,
  functions: readonly (readonly [number: number, ...packed: Packed])[] | null,
  ...calls: unknown[],
];
/** Where the calls begin. */
export const CALLS = 2;
export const CALL_LENGTH = 3;

/**
 * Results of the first of the calls in hand: whether the next one is still
 * under way, the milliseconds that these took (infinity for a promise), the
 * worker's time; then for each
 * two entries: how it ended, and with what. Calls after those have not begun
 * and go back.
 */
export type Done = readonly [waits: boolean, milliseconds: number, time: number, ...results: unknown[]];
/** Where the results begin. */
export const RESULTS = 3;

export function isRun(message: ToWorker): message is Run {
  return Array.isArray(message);
}

export function isDone(message: FromWorker): message is Done {
  return Array.isArray(message);
}

export type ToWorker =
  | Run
  /** Always the first: `at` is the starter's time. */
  | { readonly t: 'init'; readonly at: number; readonly remote: boolean; readonly initializer: Packed | null }
  /** What became of a `call`, and when. */
  | {
      readonly t: 'answer';
      readonly id: number;
      readonly how: number;
      readonly data: unknown;
      readonly at: number;
    };

export type FromWorker =
  | Done
  | { readonly t: 'ready'; readonly time: number }
  /** The initializer has failed. */
  | { readonly t: 'broken'; readonly time: number }
  | { readonly t: 'print'; readonly stream: 'out' | 'err'; readonly text: string; readonly time: number }
  /** Nothing: only whether it can be cloned was of interest. */
  | { readonly t: 'tried'; readonly data: unknown; readonly time: number }
  /** Has a function called by the starter's loop. `coroutine`: awaits what it returns, and answers. */
  | {
      readonly t: 'call';
      readonly id: number;
      readonly loop: number;
      readonly call: Packed;
      readonly coroutine: boolean;
      readonly time: number;
    };
