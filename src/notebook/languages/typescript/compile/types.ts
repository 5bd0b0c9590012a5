/** What goes into the compile pipeline and what comes out of it; plain data, so that it can cross to a worker. */
import type { CompileFailure } from '../../language.ts';
import type { FunctionRange } from './functions.ts';

/**
 * From positions in the compiled module to the author's own.
 *
 * `lines[n]` belongs to line n of the compiled module (0-based) and lists its
 * segments by rising column: `[column, source, line, column]`, all 0-based,
 * `source` an index into `sources`.
 */
export interface LineMap {
  readonly sources: readonly string[];
  /** The author's texts, in the order of `sources`: a traceback quotes its lines from here. */
  readonly texts: readonly string[];
  readonly lines: readonly (readonly (readonly [number, number, number, number])[])[];
  /** The functions of each of the `sources`. */
  readonly functions: readonly (readonly FunctionRange[])[];
}

/** A module that runs wherever the runtime has been installed, and the way back to the author's lines. */
export interface Compiled {
  readonly ok: true;
  /** One ES module without imports; it finds the runtime in its global object (see `RuntimeDescription.symbol`). */
  readonly code: string;
  readonly map: LineMap;
}

export type CompileResult = Compiled | CompileFailure;

/** What the compile step and the editor have to know of a runtime. Plain data: it crosses to workers. */
export interface RuntimeDescription {
  /** What imports of its modules begin with: `runtime` for `runtime/module`. */
  readonly name: string;
  /** Compiled programs find its modules in the global object, under `Symbol.for()` of this. */
  readonly symbol: string;
  /** The names that each module exports: what programs may import. */
  readonly exports: Readonly<Record<string, readonly string[]>>;
  /**
   * The module with the helpers of lowered code (see lower.ts), which gives `async function` the meaning that
   * the runtime wants; programs do not import it. Null: async functions stay JavaScript's own.
   */
  readonly lowered: string | null;
  /**
   * A lowered function that returns something to be awaited is an error: at compile time where it can be seen that it
   * does. Null: it hands out what it returns.
   */
  readonly coroutines: {
    /** Of the exports, the functions that return coroutines. */
    readonly functions: Readonly<Record<string, readonly string[]>>;
    /** The function that a program calls to return one all the same, as programs write it. */
    readonly unawaited: string;
  } | null;
  /** Matches programs that may start workers, which find functions by the names at the top of their files; null if none can. */
  readonly startsWorkers: { readonly source: string } | null;
}
