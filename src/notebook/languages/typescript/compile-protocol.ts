/** What the page and its compile worker say to each other. Both are ours. */

import type { Program } from '../../model/program.ts';
import type { CompileResult } from './compile/types.ts';

/** Where a compiler comes from: absolute URLs. */
export interface CompilerSource {
  /** The compressed WebAssembly. */
  readonly url: string;
  /** SHA-256 of the WebAssembly, uncompressed, in base64. */
  readonly digest: string;
  /** The runtime's module. */
  readonly runtime: string;
}

export type ToCompiler =
  /**
   * Comes first. Fetches the compiler, unless `module` is one that an earlier worker has compiled, and asks the runtime
   * what programs may import from it.
   */
  | { readonly t: 'load'; readonly source: CompilerSource; readonly module: WebAssembly.Module | null }
  | { readonly t: 'compile'; readonly id: number; readonly program: Program };

export type FromCompiler =
  /** Bytes fetched so far; `total` is null where the server does not say. */
  | { readonly t: 'progress'; readonly loaded: number; readonly total: number | null }
  /** `module` is null if it came from the page. */
  | { readonly t: 'loaded'; readonly module: WebAssembly.Module | null }
  | { readonly t: 'result'; readonly id: number; readonly result: CompileResult }
  /** `script` is the address of the worker's script, with which a server may have sent headers that forbid what it needs. */
  | { readonly t: 'failed'; readonly message: string; readonly script: string };

/** What is said of a program that overflows the compiler's stack, after which the compiler is started afresh. */
export const TOO_DEEP = 'parts of the program are nested too deeply in each other for the compiler';
