/** What a runtime tells of its event loop: a listener is called at each of these moments, and must not wait. */

export interface LoopLike {
  /** Seconds on the loop's clock. */
  time(): number;
}

export interface FutureLike {
  done(): boolean;
  cancelled(): boolean;
  /** Whether it ended with an exception, which is then its `outcome`. */
  readonly failed: boolean;
  readonly outcome: unknown;
}

export interface TaskLike extends FutureLike {
  getName(): string;
  getLoop(): LoopLike;
  getCoro(): { readonly code?: { readonly qualname: string } } | null;
  cancelling(): number;
}

/** A call that an executor has taken. */
export interface JobLike {
  done(): boolean;
  cancelled(): boolean;
}

export interface WorkerLike {
  /** As the lines that it prints are labelled. */
  readonly name: string;
}

/** A callback that is scheduled, by its handle. */
export interface CallbackLike {
  readonly callback: unknown;
  readonly args?: readonly unknown[];
}

/** Where a task is suspended. */
export interface Suspension {
  readonly stack: readonly { readonly function: string; readonly file: string; readonly line: number }[];
  readonly through: string | null;
}

export interface Instrument {
  loopState?(loop: LoopLike, state: 'running' | 'stopped' | 'closed'): void;
  iterationBegins?(loop: LoopLike): void;
  taskCreated?(task: TaskLike, eager: boolean): void;
  taskScheduled?(task: TaskLike, why: 'created' | 'future' | 'turn' | 'error', future: FutureLike | null): void;
  stepBegins?(task: TaskLike): void;
  stepEnds?(task: TaskLike): void;
  errorRaised?(task: TaskLike, error: unknown, where: Suspension): void;
  taskSuspended?(task: TaskLike, on: FutureLike | null, where: Suspension): void;
  futureStandsFor?(future: FutureLike, others: Iterable<FutureLike | JobLike>): void;
  cancelRequested?(task: TaskLike, message: unknown): void;
  cancelTakenBack?(task: TaskLike, left: number): void;
  taskFinished?(task: TaskLike): void;
  callbackScheduled?(callback: CallbackLike, name: string, future: FutureLike | null): void;
  callbackBegins?(callback: CallbackLike): void;
  callbackEnds?(callback: CallbackLike): void;
  callbackCancelled?(callback: CallbackLike): void;
  timerSet?(timer: CallbackLike, name: string, due: number): void;
  loopIdle?(loop: LoopLike, until: number | null): void;
  loopAdvanced?(loop: LoopLike, from: number, to: number): void;
  jobSubmitted?(job: JobLike, name: string): void;
  jobBegins?(job: JobLike, worker: WorkerLike): void;
  jobEnds?(job: JobLike, error: unknown): void;
  workerSpeaks?(worker: WorkerLike | null): void;
}
