/**
 * What programs in TypeScript run on beside the language itself: a runtime, which a site brings along as one ES module.
 *
 * `plain.ts` is the one for pages that need none: `console.log`, and no modules to import.
 */
import type { Uncaught } from '../../model/transcript.ts';
import type { Instrument } from '../../trace/instrument.ts';
import type { Host } from '../host.ts';
import type { RuntimeDescription } from './compile/types.ts';

export type { RuntimeDescription } from './compile/types.ts';

/** How a program ended. */
export interface Outcome {
  readonly status: number;
  /** What came out of the program. */
  readonly exception: Uncaught | null;
}

/** What a runtime's module exports. It is imported once in each realm that runs a program. */
export interface Runtime {
  readonly describe: () => RuntimeDescription;
  /** The time of the program's clock in seconds: when something is printed now. */
  readonly programTime: () => number;
  /** Runs a program to its end: `load` imports its compiled module. Prints an exception that leaves it. */
  readonly execute: (host: Host, load: () => Promise<unknown>) => Promise<Outcome>;
  /** In a worker that the program has started: imports the program and does what its starter sends. */
  readonly serve: (host: Host, load: () => Promise<unknown>) => Promise<void>;
  /** Adds a listener to what the event loop does, where there is one; returns how to remove it. */
  readonly addInstrument?: (instrument: Instrument) => () => void;
}

/** Where the files of a runtime are, for the build and for Node. */
export interface RuntimeFiles {
  /** The module that exports a `Runtime`; it is bundled with all that it imports. */
  readonly entry: URL;
  /** Folders of everything that can end up in the bundle: one that was made before is used until a file of theirs changes. */
  readonly sources: readonly URL[];
  /** The package that programs import, for the editor: its folder, and which of its exports programs do not see. */
  readonly types: { readonly folder: URL; readonly hidden: readonly string[] } | null;
  /** A message that a worker of a program's answers at once: it tells when one has started. Null: programs have no workers. */
  readonly greeting: unknown;
}
