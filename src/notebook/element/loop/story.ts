/** What the picture of a run is drawn from, in terms of lanes. story-of.ts makes it from the log of a run. */

/** What a task that is not over is doing. How it ended is a sign on its lane. */
export type LaneState = 'ready' | 'running' | 'suspended' | 'cancelling';

/** A row of the picture: a task, the plain callbacks together, or a worker of an executor. */
export interface Lane {
  readonly kind: 'task' | 'callbacks' | 'worker';
  readonly name: string;
  /** The coroutine of a task; `worker` for one. */
  readonly of: string;
}

/** What the loop called, from the first event in it to the last. */
export interface Step {
  readonly lane: number;
  readonly first: number;
  readonly last: number;
}

export interface Iteration {
  readonly number: number;
  /** The event with which it begins. */
  readonly first: number;
  /** Seconds on the loop's clock. */
  readonly time: number;
}

/** A stretch of a lane. Events bound it; null: it goes on to the end of the picture. */
export interface Span {
  readonly lane: number;
  readonly state: LaneState;
  readonly from: number;
  readonly to: number | null;
  /** What a suspended task waits for. */
  readonly on: string;
}

/** A call that a worker executes, from the event at which it takes the call. Null: it goes on to the end of the picture. */
export interface Job {
  readonly lane: number;
  readonly name: string;
  readonly from: number;
  readonly to: number | null;
}

/** Who did something to whom, at an event. */
export interface Link {
  readonly kind: 'created' | 'woke' | 'cancelled' | 'handed';
  readonly event: number;
  /** -1: the program outside of all tasks, or a timer. */
  readonly from: number;
  readonly to: number;
}

/** A sign on a lane. */
export interface Sign {
  readonly kind: 'done' | 'failed' | 'cancelled' | 'abandoned' | 'thrown' | 'timer' | 'output' | 'submitted';
  readonly event: number;
  readonly lane: number;
}

export interface Story {
  readonly lanes: readonly Lane[];
  /** For each event the lane that it concerns; -1: none. */
  readonly laneOf: readonly number[];
  readonly steps: readonly Step[];
  readonly iterations: readonly Iteration[];
  readonly spans: readonly Span[];
  readonly jobs: readonly Job[];
  readonly links: readonly Link[];
  readonly signs: readonly Sign[];
}
