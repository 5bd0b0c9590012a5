/**
 * Links from a page's text to a step of a cell's recorded loop. Such a link quotes the sentence of its event, and the build
 * finds the event: a link to something that does not happen any more does not build.
 */
import { existsSync, readFileSync } from 'node:fs';
import { announced, sentences } from '../element/loop/words.ts';
import type { Page, StepLink } from '../model/cell.ts';
import { PageProblem } from '../model/problem.ts';
import { type Recordings, readRecordings, recordingsFile } from '../model/recordings.ts';
import type { TraceLog } from '../trace/events.ts';
import { logsFile, type RecordedLogs, readLogs } from '../trace/recorded-logs.ts';

/**
 * The events to which the links of a page lead, counted from 0, in the order of its links.
 *
 * @param path the page's file
 * @throws {PageProblem} for the first link whose sentence is not that of one event
 */
export function stepEvents(page: Page, path: string): number[] {
  if (page.steps === undefined) return [];
  const textOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);
  const [logs, recordings] = [textOf(logsFile(path)), textOf(recordingsFile(path))];
  const all: RecordedLogs = logs === null ? {} : readLogs(logs, logsFile(page.file));
  const printed: Recordings = recordings === null ? {} : readRecordings(recordings, recordingsFile(page.file));
  return page.steps.map((step) => {
    const log = all[step.cell];
    if (log === undefined) {
      const todo = `write the word loop in its opening line and run \`npm run record\``;
      throw new PageProblem(page.file, step.at, `No loop is recorded of the cell "${step.cell}"; ${todo}`);
    }
    return eventOf(step, log, page.file, (line) => printed[step.cell]?.typescript.lines[line]?.text);
  });
}

function eventOf(
  { cell, says, at }: StepLink,
  log: TraceLog,
  file: string,
  output: (line: number) => string | undefined,
): number {
  const short = sentences(log, output);
  const long = short.map((sentence, event) => announced(log.events[event]?.iteration ?? 0, sentence));
  const found = long.flatMap((sentence, event) => (sentence === says || short[event] === says ? [event] : []));
  const [event] = found;
  if (event !== undefined && found.length === 1) return event;
  const list = (sentences: readonly (string | undefined)[]): string => sentences.map((one) => `\n  ${one}`).join('');
  if (event !== undefined) {
    const these = list(found.map((one) => `${long[one]} (event ${one + 1})`));
    throw new PageProblem(
      file,
      at,
      `${found.length} events of the cell "${cell}" say “${says}”; quote one of:${these}`,
    );
  }
  const near = nearest(says, long);
  throw new PageProblem(
    file,
    at,
    `No event of the recorded loop of the cell "${cell}" says “${says}”. If the program was changed, quote what it does now, as:${list(near)}`,
  );
}

/** How many sentences are proposed. */
const PROPOSALS = 3;

/** The sentences that share most words with another. */
function nearest(says: string, sentences: readonly string[]): string[] {
  const words = new Set(says.split(/\s+/));
  const shared = (sentence: string): number => sentence.split(/\s+/).filter((word) => words.has(word)).length;
  const unlike = (sentence: string): number => sentence.split(/\s+/).length - 2 * shared(sentence);
  return [...new Set(sentences)].sort((a, b) => unlike(a) - unlike(b)).slice(0, PROPOSALS);
}
