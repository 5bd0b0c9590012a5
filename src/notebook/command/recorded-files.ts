/** Writes what recorders have to write, whole or not at all, and says what changes as a diff. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Staged, stage } from '../files/write-whole.ts';
import { unifiedDiff } from './unified-diff.ts';

/** It cannot be done, for a reason that needs no stack. */
export class Refused extends Error {}

/** What files in a project's folder should hold; null where there should be none. */
export type Wanted = ReadonlyMap<string, string | null>;

function inOrder(wanted: Wanted): [string, string | null][] {
  return [...wanted].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** What would change, as diffs in the order of the files. */
export function compareAll(root: string, wanted: Wanted): string[] {
  return inOrder(wanted).flatMap(([file, text]) => diffOf(root, file, text) ?? []);
}

/** Writes all files, or none if one of them cannot be written; answers what changed, as diffs. */
export function writeAll(root: string, wanted: Wanted): string[] {
  const staged: Staged[] = [];
  const diffs: string[] = [];
  const superfluous: string[] = [];
  try {
    for (const [file, text] of inOrder(wanted)) {
      const diff = diffOf(root, file, text);
      if (diff === null) continue;
      diffs.push(diff);
      if (text === null) superfluous.push(file);
      else staged.push(stage(join(root, file), text));
    }
    // Only now that there was room for all of them.
    for (const file of staged) file.commit();
  } catch (error) {
    for (const file of staged) file.discard();
    throw new Refused(`The recordings cannot be written: ${(error as Error).message}`, { cause: error });
  }
  for (const file of superfluous) rmSync(join(root, file));
  return diffs;
}

/** How a file differs from what it should hold; null if it does not. */
function diffOf(root: string, file: string, text: string | null): string | null {
  const path = join(root, file);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (before === (text ?? '')) return null;
  return unifiedDiff(before, text ?? '', before === '' ? '/dev/null' : file, text === null ? '/dev/null' : file);
}
