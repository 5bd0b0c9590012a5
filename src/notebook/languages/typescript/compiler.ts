/**
 * The page's side of the compiler: a worker that is started when a reader
 * first shows an interest, and replaced when it fails. Deep nesting kills
 * esbuild without a word, so every compilation has a deadline.
 */

import { OFFLINE, type Progress, STALL } from '../../files/fetch-compressed.ts';
import { askHost } from '../../files/host-policy.ts';
import type { Program } from '../../model/program.ts';
import type { CompileResult } from './compile/types.ts';
import { type CompilerSource, type FromCompiler, TOO_DEEP, type ToCompiler } from './compile-protocol.ts';

/** Milliseconds for one compilation, from the moment the compiler is loaded. */
const DEADLINE = 5_000;
/** A worker's first compilation may take so many times as long: the engine still translates the compiler meanwhile. */
const FIRST = 4;

/** The compiler itself gave up; the message is for the reader. Errors in the program are results, not exceptions. */
export class CompilerError extends Error {
  override readonly name = 'CompilerError';
}

interface Job {
  readonly program: Program;
  readonly resolve: (result: CompileResult) => void;
  readonly reject: (error: CompilerError) => void;
}

/** Which header of the site's server keeps the compiler from starting; `script` is that of its worker, if one has started. */
async function refusedByHost(script: string | null): Promise<string | null> {
  const page = await askHost('page', location.href, true);
  return page ?? (script === null ? null : askHost('compiler', script, false));
}

export class Compiler {
  readonly #source: CompilerSource;
  readonly #createWorker: () => Worker;
  readonly #deadline: number;
  readonly #refusedByHost: typeof refusedByHost;
  #module: WebAssembly.Module | null = null;
  #worker: Worker | null = null;
  #loaded = false;
  /** Whether this worker has compiled something. */
  #proven = false;
  /** First in, first out; the first one is in the worker once that is loaded. */
  #jobs: Job[] = [];
  #serial = 0;
  /** For the compilation under way, or for more of the compiler. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchers = new Set<Progress>();

  /** Nothing is fetched before `warm` or `compile`. */
  constructor(
    source: CompilerSource,
    createWorker: () => Worker = () =>
      new Worker(new URL('./compile-worker.ts', import.meta.url), { type: 'module', name: 'compiler' }),
    deadline: number = DEADLINE,
    refused: typeof refusedByHost = refusedByHost,
  ) {
    this.#source = source;
    this.#createWorker = createWorker;
    this.#deadline = deadline;
    this.#refusedByHost = refused;
  }

  /** Whether a compilation could start at once. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Starts to load the compiler, unless that has happened. */
  warm(): void {
    if (this.#worker !== null) return;
    let worker: Worker;
    try {
      worker = this.#createWorker();
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      this.#failToStart(
        `the browser starts no worker for the compiler (${reason}); an extension or a policy may forbid that, so allow workers for this site`,
      );
      return;
    }
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromCompiler>) => {
      if (worker === this.#worker) this.#receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      if (this.#loaded) this.#fail(TOO_DEEP);
      else this.#failToStart(`the compiler did not start${event.message ? `: ${event.message}` : ''}`);
    };
    this.#tell({ t: 'load', source: this.#source, module: this.#module });
    this.#expectMore();
  }

  /** Reports the bytes fetched until the compiler is loaded. Returns how to stop that. */
  onProgress(progress: Progress): () => void {
    this.#watchers.add(progress);
    return () => this.#watchers.delete(progress);
  }

  /**
   * Compiles one program; several wait for each other in order. Rejects with a
   * CompilerError if the compiler cannot be had, fails, or takes more than five
   * seconds (twenty for its first program), or if nothing of it comes for twenty
   * seconds; it starts afresh for the next one.
   */
  compile(program: Program): Promise<CompileResult> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ program, resolve, reject });
      this.warm();
      if (this.#loaded && this.#jobs.length === 1) this.#next();
    });
  }

  #tell(message: ToCompiler): void {
    this.#worker?.postMessage(message);
  }

  #next(): void {
    const job = this.#jobs[0];
    if (job === undefined) return;
    this.#serial++;
    this.#tell({ t: 'compile', id: this.#serial, program: job.program });
    const deadline = this.#proven ? this.#deadline : FIRST * this.#deadline;
    this.#timer = setTimeout(
      () => this.#fail(`the compiler took more than ${deadline / 1000} seconds and was stopped`),
      deadline,
    );
  }

  /** Something more has to come, and to be made ready when all of it is there. */
  #expectMore(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#fail(`nothing more of the compiler has come for ${STALL / 1000} seconds; ${OFFLINE}`),
      STALL,
    );
  }

  #receive(message: FromCompiler): void {
    switch (message.t) {
      case 'progress':
        this.#expectMore();
        for (const watcher of this.#watchers) watcher(message.loaded, message.total);
        break;
      case 'loaded':
        clearTimeout(this.#timer);
        this.#module = message.module ?? this.#module;
        this.#loaded = true;
        this.#next();
        break;
      case 'result':
        if (message.id !== this.#serial) break;
        clearTimeout(this.#timer);
        this.#proven = true;
        this.#jobs.shift()?.resolve(message.result);
        this.#next();
        break;
      case 'failed':
        if (this.#loaded) this.#fail(message.message);
        else this.#failToStart(message.message, message.script);
    }
  }

  /** What fails on the way to a compiler may be forbidden by the server that it comes from; neither browser nor worker can tell. */
  #failToStart(why: string, script: string | null = null): void {
    const worker = this.#worker;
    void this.#refusedByHost(script).then((refused) => {
      if (this.#worker === worker && !this.#loaded) this.#fail(refused ?? why);
    });
  }

  /** Gives up the worker and the job in it; if it never loaded, all jobs, as the next would fare no better. */
  #fail(why: string): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#proven = false;
    const failed = this.#loaded ? this.#jobs.splice(0, 1) : this.#jobs.splice(0);
    this.#loaded = false;
    for (const job of failed) job.reject(new CompilerError(why));
    if (this.#jobs.length > 0) this.warm();
  }
}
