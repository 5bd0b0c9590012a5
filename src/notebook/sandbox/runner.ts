/**
 * Runs programs for a page, one at a time, each in a sandbox of its own.
 *
 * The clock that ends runs is the page's. A run is over when its program ends,
 * when the reader stops it, when its worker or its frame no longer answers, or
 * when it has been busy for a minute.
 */

import { Capture } from '../capture/capture.ts';
import { OFFLINE, type Progress } from '../files/fetch-compressed.ts';
import { fetchText } from '../files/fetch-text.ts';
import type { ClockMode } from '../languages/host.ts';
import type { CompileError, CompileFailure } from '../languages/language.ts';
import { InterpreterFetch } from '../languages/python/fetch-interpreter.ts';
import type { PythonProgram } from '../languages/python/host.ts';
import type { CompileResult } from '../languages/typescript/compile/types.ts';
import { Compiler, CompilerError } from '../languages/typescript/compiler.ts';
import type { RunAssets } from '../model/page-data.ts';
import type { Program } from '../model/program.ts';
import type { Transcript } from '../model/transcript.ts';
import type { FrameKind, Message, Order } from './protocol.ts';
import { Sandbox, type SandboxEvents } from './sandbox.ts';
import { Spare } from './spare.ts';

export interface RunOptions {
  readonly clock: ClockMode;
  /** Loop seconds that pass in one second, for the paced clock; Infinity: no waiting. */
  readonly speed: number;
}

/** What the event loop did in a run, as JSON that nobody has looked at: most are never read. */
export interface RunLog {
  readonly json: string;
}

/** How a run ended. */
export type Ending =
  /** The program came to its end, also after an interrupt (status 130 if it went through). */
  | {
      readonly how: 'ended';
      readonly transcript: Transcript;
      /** Null if nothing has told what the loop did. */
      readonly log: RunLog | null;
    }
  | { readonly how: 'uncompiled'; readonly errors: readonly CompileError[] }
  /** The sandbox was removed while the program ran, or never ran it: `why` is a sentence for the reader, `byReader` that they wanted it. */
  | { readonly how: 'removed'; readonly why: string; readonly byReader: boolean; readonly transcript: Transcript };

/** What a run tells while it lasts. Calls come in order and none after `end`. */
export interface RunEvents {
  /** Bytes of the compiler or of CPython, fetched on the first run of a visit. */
  fetching?(what: string, loaded: number, total: number | null): void;
  /** The program has been handed to the sandbox. */
  started?(): void;
  /** The output has grown or changed; look at `run.capture`. May come thousands of times. */
  output?(): void;
  /** The program does not answer (`true`), or does so again. */
  silent?(silent: boolean): void;
  /** The program waits for something that nothing in it can bring about. */
  stuck?(): void;
  /** The program has taken the interrupt of the first Stop and may be cleaning up. */
  stopping?(): void;
  end(ending: Ending): void;
}

/** All in milliseconds. */
export interface Limits {
  /** A frame that is silent for so long is taken to have died (out of memory; the browser does not say). */
  readonly frame: number;
  /** A worker that is silent for `quiet` is reported as such; one that is silent for `worker` is ended. */
  readonly quiet: number;
  readonly worker: number;
  /** How long a run may be busy; waiting for timers does not count. */
  readonly budget: number;
  /** How long an interrupt may go unanswered. */
  readonly interrupt: number;
  /**
   * A worker that has been silent for so long when Stop is pressed cannot hear an interrupt. One with CPython listens only
   * a few times a second; it is given as long as `quiet`.
   */
  readonly deaf: number;
}

export const LIMITS: Limits = {
  frame: 3_000,
  quiet: 1_500,
  worker: 10_000,
  budget: 60_000,
  interrupt: 2_000,
  deaf: 600,
};

/** Milliseconds between two looks at a run. */
const TICK = 200;
/** Milliseconds from the end of a run to the boot of the next one's sandbox, so that the page draws the end first. */
const BOOT_AFTER = 50;
/** The same after a sandbox was removed with the program in it: another one in its process would keep that alive. */
const BOOT_AFTER_REMOVAL = 1_500;
/** Compiled programs that are remembered. */
const REMEMBERED = 12;

export interface Run {
  readonly capture: Capture;
  /**
   * First: interrupts the program as Ctrl-C does, so that its cleanup is seen;
   * if it does not answer within two seconds, or is known not to answer, the
   * sandbox is removed. Again: removes the sandbox at once.
   */
  stop(): void;
  setSpeed(speed: number): void;
  /** Ends the run from outside at once; `why` is a sentence for the reader. */
  remove(why: string, byReader: boolean): void;
}

function compilerOf({ compiler, compilerDigest, runtime }: RunAssets): Compiler {
  // A worker resolves addresses against its own.
  const absolute = (url: string): string => new URL(url, location.href).href;
  return new Compiler({ url: absolute(compiler), digest: compilerDigest, runtime: absolute(runtime) });
}

/** A program that is ready to run: makes the order which starts it. */
interface Ready {
  readonly ok: true;
  order(clock: ClockMode, speed: number): Order & { readonly t: 'start' };
}

/** What a run needs before it can start, by the language of its program. */
interface Preparation {
  readonly kind: FrameKind;
  readonly ready: Promise<Ready | CompileFailure>;
  /** What is fetched, as messages call it. */
  readonly fetches: string;
  onProgress(progress: Progress): () => void;
}

function kindOf(program: Program | PythonProgram): FrameKind {
  return 'modules' in program ? 'python' : 'javascript';
}

/** The machinery of one page. */
export class Runner {
  readonly #assets: RunAssets;
  readonly #limits: Limits;
  readonly #compiler: Compiler;
  readonly #interpreter: InterpreterFetch;
  #runtime: Promise<string> | null = null;
  #current: ActiveRun | null = null;
  /** Of the next run; booted while none goes on. */
  readonly #spare: Spare = new Spare((kind) => this.#createSandbox(kind, { message() {}, broken() {} }));
  /** By their text, those compiled last at the end. */
  readonly #compiled = new Map<string, Promise<CompileResult>>();

  constructor(assets: RunAssets, limits: Limits = LIMITS, compiler: Compiler = compilerOf(assets)) {
    this.#assets = assets;
    this.#limits = limits;
    this.#compiler = compiler;
    this.#interpreter = new InterpreterFetch({ url: assets.python?.pack ?? '', digest: assets.python?.digest ?? '' });
    // Neither a page in the browser's cache nor one that fades out goes on computing.
    addEventListener('pagehide', () => this.#current?.remove('Stopped, because the page was left.', true));
  }

  /**
   * Gets ready to run this program, for when a reader shows an interest: fetches what every run needs, compiles, and
   * boots a sandbox, which is removed again if nothing is run for minutes. CPython is not fetched for an interest alone.
   */
  prepare(program: Program | PythonProgram): void {
    const kind = kindOf(program);
    if (kind === 'python' && !this.#interpreter.wanted) return;
    this.#prepare(program).ready.catch(() => {});
    if (this.#current === null) this.#spare.keep(kind);
  }

  /** Fetches CPython and starts it, for a reader who is going to run a program in Python. */
  preparePython(): void {
    this.#interpreter.load().catch(() => {});
    if (this.#current === null) this.#spare.keep('python');
  }

  /** Whether a program of the page runs, or is about to. */
  get isBusy(): boolean {
    return this.#current !== null;
  }

  /**
   * Compiles and runs a program. A run that is still going on is ended first:
   * a page has at most one sandbox, since they share a process. The sandbox of
   * the next run is booted when this one is over.
   */
  start(program: Program | PythonProgram, options: RunOptions, events: RunEvents): Run {
    this.#current?.remove('Stopped, because another run was started.', true);
    const preparation = this.#prepare(program);
    const { kind } = preparation;
    const run = new ActiveRun(preparation, options, events, this.#limits, (ending) => {
      if (this.#current !== run) return;
      this.#current = null;
      // What kept this one from starting may have ended by the next run, which is to find out for itself.
      if (ending.how === 'removed' && !ending.byReader && !run.started) {
        this.#runtime = null;
        return;
      }
      this.#spare.keep(kind, ending.how === 'removed' ? BOOT_AFTER_REMOVAL : BOOT_AFTER);
    });
    this.#current = run;
    const spare = this.#spare.take(kind);
    run.begin((events) => {
      if (spare === null) return this.#createSandbox(kind, events);
      spare.events = events;
      return spare;
    });
    return run;
  }

  #prepare(program: Program | PythonProgram): Preparation {
    if ('modules' in program) {
      return {
        kind: 'python',
        // Its errors are found in the sandbox.
        ready: Promise.resolve({ ok: true, order: (clock, speed) => ({ t: 'start', program, clock, speed }) }),
        fetches: 'CPython',
        onProgress: (progress) => this.#interpreter.onProgress(progress),
      };
    }
    return {
      kind: 'javascript',
      ready: this.#compile(program).then((result) =>
        result.ok
          ? { ok: true, order: (clock, speed) => ({ t: 'start', code: result.code, map: result.map, clock, speed }) }
          : result,
      ),
      fetches: 'the compiler',
      onProgress: (progress) => this.#compiler.onProgress(progress),
    };
  }

  #compile(program: Program): Promise<CompileResult> {
    const key = JSON.stringify(program);
    const known = this.#compiled.get(key);
    const result = known ?? this.#compiler.compile(program);
    this.#compiled.delete(key);
    this.#compiled.set(key, result);
    if (known === undefined) {
      // A compiler that failed may do better the next time.
      result.catch(() => this.#compiled.delete(key));
      for (const oldest of this.#compiled.keys()) {
        if (this.#compiled.size <= REMEMBERED) break;
        this.#compiled.delete(oldest);
      }
    }
    return result;
  }

  #createSandbox(kind: FrameKind, events: SandboxEvents): Sandbox {
    const { frame, python } = this.#assets;
    if (kind === 'javascript') return new Sandbox(frame, this.#loadRuntime(), events);
    if (python === undefined) throw new Error('This site has no CPython: runFiles() of its build was not asked for it');
    return new Sandbox(python.frame, this.#interpreter.load(), events);
  }

  #loadRuntime(): Promise<string> {
    this.#runtime ??= fetchText(this.#assets.runtime).catch((error: unknown) => {
      throw new Error(`it could not load the runtime (${error instanceof Error ? error.message : error}); ${OFFLINE}`);
    });
    // A failure is not remembered: the next run tries again.
    const loading = this.#runtime;
    loading.catch(() => {
      if (this.#runtime === loading) this.#runtime = null;
    });
    return loading;
  }
}

/** The status that a process has when it is killed. */
const KILLED = 137;

class ActiveRun implements Run {
  readonly capture = new Capture();
  readonly #preparation: Preparation;
  readonly #options: RunOptions;
  readonly #events: RunEvents;
  readonly #limits: Limits;
  readonly #forget: (ending: Ending) => void;
  #speed: number;
  #sandbox: Sandbox | null = null;
  #phase: 'preparing' | 'running' | 'over' = 'preparing';
  #unwatch: () => void = () => {};
  #ticker: ReturnType<typeof setInterval> | undefined;
  #lastTick = 0;
  #startedAt = 0;
  #waited = 0;
  #lastPulse = 0;
  #lastBeat = 0;
  #silent = false;
  /** Whether the program itself runs. */
  #begun = false;
  /** When the first Stop was pressed; 0 until then, and again once the program has taken it. */
  #interruptedAt = 0;
  #stopping = false;
  #log: string | null = null;

  constructor(
    preparation: Preparation,
    options: RunOptions,
    events: RunEvents,
    limits: Limits,
    forget: (ending: Ending) => void,
  ) {
    this.#preparation = preparation;
    this.#options = options;
    this.#speed = options.speed;
    this.#events = events;
    this.#limits = limits;
    this.#forget = forget;
  }

  /** Waits for the compiled program and makes the sandbox meanwhile. */
  begin(createSandbox: (events: SandboxEvents) => Sandbox): void {
    const { fetches, ready, onProgress } = this.#preparation;
    const forgetProgress = onProgress((loaded, total) => this.#events.fetching?.(fetches, loaded, total));
    this.#unwatch = forgetProgress;
    const sandbox = createSandbox({
      message: (message) => this.#receive(message),
      broken: (why) => this.remove(why),
    });
    this.#sandbox = sandbox;
    ready.then(
      async (result) => {
        if (this.#phase === 'over') return;
        if (!result.ok) {
          this.#end({ how: 'uncompiled', errors: result.errors });
          return;
        }
        // What is fetched is the compiler, which is there, or CPython, which the sandbox waits for.
        if (this.#preparation.kind === 'javascript') forgetProgress();
        await sandbox.ready;
        forgetProgress();
        this.#send(result);
      },
      (error: unknown) => {
        const why = error instanceof CompilerError ? error.message : String(error);
        this.remove(`Did not run: ${why}.`);
      },
    );
  }

  stop(): void {
    if (this.#phase === 'over') return;
    const { deaf, quiet } = this.#limits;
    const isDeaf = performance.now() - this.#lastBeat > (this.#preparation.kind === 'python' ? quiet : deaf);
    if (this.#phase === 'preparing' || this.#stopping || isDeaf) {
      this.remove('Stopped.', true);
      return;
    }
    this.#stopping = true;
    this.#interruptedAt = performance.now();
    this.#sandbox?.send({ t: 'interrupt' });
  }

  /** Whether the program has been handed to the sandbox. */
  get started(): boolean {
    return this.#startedAt > 0;
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    if (this.#phase === 'running') this.#sandbox?.send({ t: 'speed', speed });
  }

  remove(why: string, byReader = false): void {
    this.#end({
      how: 'removed',
      why,
      byReader,
      transcript: this.capture.transcript({ status: KILLED, exception: null }),
    });
  }

  #send(ready: Ready): void {
    if (this.#phase === 'over') return;
    this.#phase = 'running';
    const now = performance.now();
    this.#startedAt = this.#lastTick = this.#lastPulse = this.#lastBeat = now;
    this.#ticker = setInterval(() => this.#tick(), TICK);
    this.#sandbox?.send(ready.order(this.#options.clock, this.#speed));
    // CPython first looks whether there is anything wrong with the program.
    this.#begun = this.#preparation.kind === 'javascript';
    if (this.#begun) this.#events.started?.();
  }

  #receive(message: Message): void {
    if (this.#phase !== 'running') return;
    switch (message.t) {
      case 'pulse':
        this.#lastPulse = performance.now();
        return;
      case 'beat':
        this.#hear();
        this.#waited = message.waited;
        return;
      case 'line':
      case 'partial':
      case 'tail':
        this.capture.take(message);
        this.#events.output?.();
        return;
      case 'interrupted':
        if (!this.#stopping) return;
        this.#interruptedAt = 0;
        if (message.taken) this.#events.stopping?.();
        else this.remove('Stopped.', true);
        return;
      case 'stuck':
        this.#events.stuck?.();
        return;
      case 'begun':
        if (this.#begun) return;
        this.#begun = true;
        this.#events.started?.();
        return;
      case 'uncompiled':
        this.#end({ how: 'uncompiled', errors: message.errors });
        return;
      case 'end':
        this.#end({
          how: 'ended',
          transcript: this.capture.transcript(message),
          log: this.#log === null ? null : { json: this.#log },
        });
        return;
      case 'log':
        this.#log = message.json;
    }
  }

  #hear(): void {
    this.#lastBeat = performance.now();
    if (this.#silent) {
      this.#silent = false;
      this.#events.silent?.(false);
    }
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#lastTick > 10 * TICK;
    const missed = now - this.#lastTick;
    this.#lastTick = now;
    if (late || document.hidden) {
      // A page that slept, or that the browser slows down, has no right to complain of others. The same goes for the
      // budget: what was missed does not count.
      this.#lastPulse = this.#lastBeat = now;
      this.#startedAt += missed;
      return;
    }
    const { frame, quiet, worker, budget, interrupt } = this.#limits;
    const silence = now - this.#lastBeat;
    const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
    if (now - this.#lastPulse > frame) {
      this.remove(`Ended: the sandbox has not answered for ${seconds(frame)}. It may have run out of memory.`);
    } else if (this.#interruptedAt !== 0 && now - this.#interruptedAt > interrupt) {
      this.remove('Stopped: the program did not react to the interrupt.', true);
    } else if (silence > worker) {
      this.remove(`Ended: the program has not answered for ${seconds(worker)}. Does it loop without an await?`);
    } else if (now - this.#startedAt - Math.min(this.#waited, now - this.#startedAt) > budget) {
      this.remove(`Ended: the program has been busy for ${seconds(budget)}.`);
    } else if (silence > quiet && !this.#silent) {
      this.#silent = true;
      this.#events.silent?.(true);
    }
  }

  #end(ending: Ending): void {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    clearInterval(this.#ticker);
    this.#unwatch();
    this.#sandbox?.remove();
    this.#forget(ending);
    this.#events.end(ending);
  }
}
