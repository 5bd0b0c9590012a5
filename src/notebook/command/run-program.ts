/** Runs compiled programs in threads of this process. For the recorder and the tests. */

import { Capture } from '../capture/capture.ts';
import type { Compiled } from '../languages/typescript/compile/types.ts';
import type { Transcript } from '../model/transcript.ts';
import { realmScript } from './realm-script.ts';
import { type Ending, type RunOptions, startRealm } from './start-realm.ts';

export type { RunOptions };

export interface Run extends Transcript, Pick<Ending, 'end' | 'why'> {}

/**
 * Runs a program to its end and returns what it printed, assembled and capped
 * as in the browser. Rejects only if the realm itself cannot be had; whatever
 * the program does is in the result.
 */
export async function runProgram(compiled: Compiled, options: RunOptions = {}): Promise<Run> {
  const capture = new Capture();
  const realm = startRealm(await realmScript(), compiled, options, { take: (message) => capture.take(message) });
  const { end, status, exception, why } = await realm.ended;
  return { ...capture.transcript({ status, exception }), end, ...(why === undefined ? {} : { why }) };
}
