/**
 * The compiler's worker: a module of the site's own, so that nesting too deep
 * for esbuild's stack costs this worker and nothing else. The page watches how
 * long it takes (compiler.ts). The steps of its start are marked in its
 * timeline, for browsers' tools and tests/bench/first-output.ts.
 */
import * as esbuild from 'esbuild-wasm';
import { OFFLINE } from '../../files/fetch-compressed.ts';
import type { Program } from '../../model/program.ts';
import { createCompiler } from './compile/index.ts';
import type { CompileResult } from './compile/types.ts';
import { type FromCompiler, TOO_DEEP, type ToCompiler } from './compile-protocol.ts';
import { fetchCompiler } from './fetch-compiler.ts';
import type { Runtime } from './runtime.ts';

const say = (message: FromCompiler): void => self.postMessage(message);

/**
 * esbuild hands itself every message through a timer without delay, which browsers hold back for four milliseconds; a
 * message does not wait.
 */
function hastenTimers(): void {
  const native = self.setTimeout.bind(self);
  const { port1, port2 } = new MessageChannel();
  const due: (() => void)[] = [];
  port1.onmessage = () => due.shift()?.();
  self.setTimeout = ((callback: () => void, ms?: number) => {
    if (ms !== undefined) return native(callback, ms);
    due.push(callback);
    port2.postMessage(null);
    return 0;
  }) as typeof self.setTimeout;
}

let compile: (program: Program) => Promise<CompileResult>;

async function load({ source, module }: Extract<ToCompiler, { t: 'load' }>): Promise<void> {
  const wasm =
    module ?? fetchCompiler(source.url, source.digest, (loaded, total) => say({ t: 'progress', loaded, total }));
  const [wasmModule, { describe }] = await Promise.all([
    wasm,
    (import(/* @vite-ignore */ source.runtime) as Promise<Pick<Runtime, 'describe'>>).catch(() => {
      throw new Error(`the runtime could not be fetched; ${OFFLINE}`);
    }),
  ]);
  hastenTimers();
  await esbuild.initialize({ wasmModule, worker: false });
  performance.mark('compiler: initialised');
  compile = createCompiler({ esbuild, runtime: describe() });
  say({ t: 'loaded', module: module === null ? wasmModule : null });
}

self.onmessage = ({ data }: MessageEvent<ToCompiler>) => {
  const done =
    data.t === 'load'
      ? load(data)
      : compile(data.program).then((result) => {
          performance.mark('compiler: done');
          say({ t: 'result', id: data.id, result });
        });
  done.catch((error: unknown) => say({ t: 'failed', message: reason(error), script: location.href }));
};

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // What each engine says when its stack is full; the compiler and the passes after it walk the program recursively.
  return /call stack|too much recursion/i.test(message) ? TOO_DEEP : message;
}
