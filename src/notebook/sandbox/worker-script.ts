/** The text of a sandbox's workers: what the frame and a worker that makes another have in common. */

/** What every worker of a sandbox is told before its first line of code, as `self.__cell`. */
export interface WorkerConfig {
  /** Text of the script that runs first in every worker. */
  readonly prelude: string;
  /** Name of the channel over which the workers' consoles reach the cell's own worker. */
  readonly channel: string;
  /** 0 is the cell's own worker. */
  readonly depth: number;
  /** For a worker that the cell made: its number and name, and the script to run. */
  readonly child: { readonly name: string; readonly url: string; readonly module: boolean } | null;
  /** Whether it is a worker of a pool; what it has to do comes with its first message. */
  readonly pool?: true;
  /** For a worker that blocks: the URLs of its signals (see signals.ts). */
  readonly signals?: readonly (readonly string[])[];
}

/** Captured, as the program may replace it before its own workers are made. */
const toJson = JSON.stringify;

/** A whole worker's script: its configuration, then the prelude. */
export function workerScript(config: WorkerConfig): string {
  return `self.__cell=${toJson(config)};${config.prelude}`;
}
