/** What a runtime tells of its event loop: a listener is called at each of these moments, and must not wait. */

export interface Timed {
  /** Seconds on the loop's clock. */
  time(): number;
}

/** A task of the runtime's. */
export interface TaskLike {
  getName(): string;
  getLoop(): Timed;
  cancelled(): boolean;
}

export interface Instrument {
  taskCreated?(task: TaskLike): void;
  taskScheduled?(task: TaskLike): void;
  stepBegins?(task: TaskLike): void;
  stepEnds?(task: TaskLike): void;
  taskSuspended?(task: TaskLike, on: object | null, line: number): void;
  cancelRequested?(task: TaskLike, message: unknown): void;
  taskFinished?(task: TaskLike): void;
  loopIdle?(loop: Timed, until: number | null): void;
  loopAdvanced?(loop: Timed, from: number, to: number): void;
}
