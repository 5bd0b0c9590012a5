/** What the page and its compile worker say to each other. Both are ours. */
import type { CompileResult, Program } from '../compile/types.ts';

export type ToCompiler =
  /**
   * Comes first. Fetches the compiler from `url`, unless `module` is one that an earlier worker has compiled, and asks
   * the runtime what programs may import from it.
   */
  | { readonly t: 'load'; readonly url: string; readonly runtime: string; readonly module: WebAssembly.Module | null }
  | { readonly t: 'compile'; readonly id: number; readonly program: Program };

export type FromCompiler =
  /** Bytes fetched so far; `total` is null where the server does not say. */
  | { readonly t: 'progress'; readonly loaded: number; readonly total: number | null }
  /** `module` is null if it came from the page. */
  | { readonly t: 'loaded'; readonly module: WebAssembly.Module | null }
  | { readonly t: 'result'; readonly id: number; readonly result: CompileResult }
  | { readonly t: 'failed'; readonly message: string };
