/** What a pool and its workers say to each other. Everything here is cloned on its way. */

/** How a call ended: with a value as it is, with one that `unpickle()` has to put together, with an exception. */
export const PLAIN = 0;
export const CODED = 1;
export const FAILED = 2;

/** A pickled value and whether it is coded. */
export type Packed = readonly [data: unknown, coded: boolean];

export type ToWorker =
  /** Always the first: `at` is the starter's time. */
  | { readonly t: 'init'; readonly at: number; readonly remote: boolean; readonly initializer: Packed | null }
  /** Calls, each as three entries of `jobs`: a function's number, the arguments, whether they are coded. `functions`: those that are new. */
  | {
      readonly t: 'run';
      readonly at: number;
      readonly functions: readonly (readonly [number: number, ...packed: Packed])[];
      readonly jobs: readonly unknown[];
      /** The worker is replaced after these. */
      readonly last: boolean;
    }
  /** What became of a `call`. */
  | { readonly t: 'answer'; readonly id: number; readonly how: number; readonly data: unknown };

export type FromWorker =
  | { readonly t: 'ready'; readonly time: number }
  /** The initializer has failed. */
  | { readonly t: 'broken'; readonly time: number }
  | { readonly t: 'print'; readonly stream: 'out' | 'err'; readonly text: string; readonly time: number }
  /**
   * Results of the first of the calls in hand, each as two entries: how it
   * ended, and with what. `waits`: the next one is still under way. Those after
   * it have not begun and go back.
   */
  | {
      readonly t: 'done';
      readonly results: readonly unknown[];
      readonly waits: boolean;
      readonly milliseconds: number;
      readonly time: number;
    }
  /** Has a function called by the starter's loop. `coroutine`: awaits what it returns, and answers. */
  | {
      readonly t: 'call';
      readonly id: number;
      readonly loop: number;
      readonly call: Packed;
      readonly coroutine: boolean;
      readonly time: number;
    };
