/** What the command line and the process that runs a program for it say to each other. */

import type { Ending, RunOptions } from '../languages/language.ts';
import type { Compiled } from '../languages/typescript/compile/types.ts';

/** The files that the process has beside its own: what the program prints to stderr, and the channel for messages. */
export const PROGRAM_ERR = 3;

/** Command line → process. */
export type ProgramRequest =
  | {
      readonly t: 'run';
      readonly script: { readonly text: string; readonly code: Uint8Array };
      readonly compiled: Compiled;
      readonly options: RunOptions;
    }
  | { readonly t: 'interrupt' }
  | { readonly t: 'kill'; readonly signal: NodeJS.Signals };

/** Process → command line. */
export type ProgramMessage =
  /** A process of the program's was started, or has ended. */
  | { readonly t: 'process'; readonly id: number; readonly alive: boolean }
  | { readonly t: 'ended'; readonly ending: Ending };
