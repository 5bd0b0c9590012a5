/**
 * Records pages whose cells have nothing but a program and expectations: runs every cell in Node, and writes what it
 * printed beside the page, `PAGE.transcripts.json`, and `PAGE.loops.json` for cells that show their event loop. Nothing is written if a program does not compile or end, or if an
 * expectation fails.
 */
import { globSync } from 'node:fs';
import type { Content } from '../content/content.ts';
import type { Language, Run } from '../languages/language.ts';
import type { Cell, Page } from '../model/cell.ts';
import { evaluate } from '../model/expectations.ts';
import { predictionProblem } from '../model/prediction.ts';
import { printRecordings, type Recording, recordingsFile } from '../model/recordings.ts';
import type { Transcript } from '../model/transcript.ts';
import type { TraceLog } from '../trace/events.ts';
import { beginningOf, logsFile, printLogs } from '../trace/recorded-logs.ts';
import { compareAll, writeAll } from './recorded-files.ts';
import { place, runCell } from './run-cell.ts';

/** All files beside pages that recorders write. */
export const RECORDED: readonly string[] = ['content/**/*.transcripts.json', 'content/**/*.loops.json'];

export interface RecordOptions {
  /** Words of which a page's path contains one; none: all pages. */
  readonly words: readonly string[];
  /** Whether the files are only compared with what would be written. */
  readonly check: boolean;
}

/** What recording came to. */
export interface Recorded {
  readonly cells: number;
  readonly pages: number;
  /** Why nothing was written. */
  readonly problems: readonly string[];
  /** What changed, or with `check` would change. */
  readonly diffs: readonly string[];
}

export async function record<Compiled extends { readonly ok: true }>(
  { root, readPages }: Content,
  language: Language<Compiled>,
  { words, check }: RecordOptions,
): Promise<Recorded> {
  const pages = readPages().filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));
  const problems: string[] = [];
  const wanted = new Map<string, string | null>();
  let cells = 0;
  for (const page of pages) {
    const recordings: Record<string, Recording> = {};
    const logs: Record<string, TraceLog> = {};
    for (const cell of page.cells) {
      cells++;
      try {
        const run = await runCell(language, page, cell);
        const { lines, hidden, hiddenAt, exception, status } = run;
        const typescript: Transcript = { lines, hidden, hiddenAt, exception, status };
        problems.push(...unmet(page, cell, typescript));
        recordings[cell.id] = { typescript };
        if (cell.loop === true) logs[cell.id] = logOf(page, cell, run);
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
    if (page.cells.length > 0) wanted.set(recordingsFile(page.file), printRecordings(recordings));
    wanted.set(logsFile(page.file), Object.keys(logs).length === 0 ? null : printLogs(logs));
  }
  if (problems.length > 0) return { cells, pages: pages.length, problems, diffs: [] };
  if (words.length === 0) {
    const found = globSync(RECORDED, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
    // Of pages that are gone.
    for (const file of found) if (!wanted.has(file)) wanted.set(file, null);
  }
  const diffs = check ? compareAll(root, wanted) : writeAll(root, wanted);
  return { cells, pages: pages.length, problems, diffs };
}

/** What the event loop did in a run whose cell shows that. */
export function logOf(page: Page, cell: Cell, { log }: Run): TraceLog {
  if (log !== undefined) return beginningOf(log);
  throw new Error(`${place(page, cell)}: there is no event loop to show; remove the word "loop" from its opening line`);
}

/** What of a page's prediction and expectations does not hold for this transcript of a cell. */
export function unmet(page: Page, cell: Cell, transcript: Transcript): string[] {
  const unfit = cell.prediction === undefined ? null : predictionProblem(cell.prediction, transcript);
  const asked = unfit === null ? [] : [`${place(page, cell, cell.prediction?.at)}: ${unfit}`];
  const failed = cell.expectations
    .filter(({ check }) => !evaluate(check, transcript).holds)
    .map(({ says, at }) => `${place(page, cell, at)}: this expectation does not hold: ${says}`);
  return [...asked, ...failed];
}
