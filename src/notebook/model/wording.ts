/** The words of a cell's output and verdicts, in one place: the build writes them, and the element in the page after a run. */

import type { Verdict } from './expectations.ts';
import type { Guess, Judgement } from './prediction.ts';
import type { Transcript } from './transcript.ts';

/** Where the output that is shown came from. */
export type Provenance = 'recorded' | 'captured' | 'stale' | 'running' | 'compiling' | 'failed';

/**
 * How the recorded output of a cell's twin compares with that of the cell. `same`: letter by letter, times included;
 * otherwise the two agree after what the twin's language sets aside, such as names of files.
 */
export interface Agreement {
  /** What the twin ran on: `CPython 3.14`. */
  readonly on: string;
  readonly same: boolean;
}

/** One short line over the output. `agreement` belongs to recordings. */
export function provenanceText(from: Provenance, agreement: Agreement | null = null): string {
  switch (from) {
    case 'recorded':
      if (agreement === null) return 'Recorded';
      return `Recorded · ${agreement.on} ${agreement.same ? 'prints the same' : 'agrees'}`;
    case 'captured':
      return 'Captured now, in your browser';
    case 'stale':
      return 'From before your change. Run it again.';
    case 'compiling':
      return 'Compiling…';
    case 'running':
      return 'Running…';
    case 'failed':
      return 'The program did not finish';
  }
}

/**
 * The line over a recording of the program in another language than the cell's own.
 *
 * @param on what it ran on: `CPython 3.14`
 * @param own what the cell's own language is called
 * @param agreement how that recording compares with the cell's own; null: nothing is known, or they differ
 */
export function recordedOn(on: string, own: string, agreement: Agreement | null): string {
  if (agreement === null) return `Recorded, by ${on}`;
  return `Recorded, by ${on} · ${own} ${agreement.same ? 'prints the same' : 'agrees'}`;
}

/** The line over an output that CPython has just printed. */
export function capturedByPython(version: string): string {
  return `Captured now, by CPython ${version} in your browser`;
}

/** The line over the output of one language while the reader sees an edited program in the other. */
export function otherLanguageText(printed: 'TypeScript' | 'Python', shown: 'TypeScript' | 'Python'): string {
  return `Printed by the ${printed} program, not by your edited ${shown}. Run it to check your edit.`;
}

/** The line over an output that is from before a change in cells which this one imports; `titles` are those edited. */
export function staleText(titles: readonly string[]): string {
  const what = titles.length === 0 ? 'a cell that this one imports' : titles.map((title) => `“${title}”`).join(' and ');
  return `From before a change in ${what}. Run it again.`;
}

/** Loop time in seconds as the gutter shows it: at most three decimals, none where none are needed. */
export function formatTime(seconds: number): string {
  const rounded = Math.round(seconds * 1000) / 1000;
  if (rounded !== 0 && Math.abs(rounded) >= 1e7) return rounded.toExponential(2);
  return String(rounded);
}

export function hiddenText(count: number): string {
  return `… ${count.toLocaleString('en')} more ${count === 1 ? 'line' : 'lines'} not shown …`;
}

/** How a run ended, under its output. */
export function endingText({ exception, status, lines, hidden }: Transcript): string {
  const printed = lines.length + hidden === 0 ? 'Printed nothing. ' : '';
  if (status === 130) return `${printed}Interrupted (exit status 130)`;
  if (exception !== null) return `${printed}Ended by ${exception.type} (exit status ${status})`;
  return `${printed}Exit status ${status}`;
}

/** A stretch of a sentence: words, or code. */
export interface SentencePart {
  readonly text: string;
  readonly code: boolean;
}

/**
 * A sentence in its parts: code stands between backticks, and the quotes and apostrophes of the words are those of
 * print, as in the pages' running text.
 */
export function sentenceParts(sentence: string): SentencePart[] {
  return sentence
    .split(/`([^`]+)`/)
    .map((text, at) => ({ text: at % 2 === 1 ? text : printedQuotes(text, at > 0), code: at % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** `follows`: whether something stands right before the text. */
function printedQuotes(text: string, follows: boolean): string {
  return text.replace(/["']/g, (mark, at: number) => {
    const before = at === 0 ? (follows ? 'x' : ' ') : text.charAt(at - 1);
    const opens = /[\s("'“]/.test(before) && /\S/.test(text.charAt(at + 1));
    if (mark === '"') return opens ? '“' : '”';
    return opens ? '‘' : '’';
  });
}

export function verdictMark(holds: boolean | null): string {
  if (holds === null) return '·';
  return holds ? '✓' : '✗';
}

/** The mark in words, for screen readers. */
export function verdictWord(holds: boolean | null): string {
  if (holds === null) return 'not checked:';
  return holds ? 'holds:' : 'does not hold:';
}

/** Which lines are the evidence: `lines 1–3, 5`, or what their absence proves. */
export function proofText({ lines }: Verdict, total: number): string {
  if (lines.length === 0) {
    if (total === 0) return 'no output';
    return total === 1 ? 'not in the one line' : `none of the ${total} lines`;
  }
  const ranges: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at] ?? 0;
    let last = first;
    while (lines[at + 1] === last + 1) {
      last++;
      at++;
    }
    if (first === last) ranges.push(`${first + 1}`);
    else ranges.push(last === first + 1 ? `${first + 1}, ${last + 1}` : `${first + 1}–${last + 1}`);
  }
  return `${lines.length === 1 ? 'line' : 'lines'} ${ranges.join(', ')}`;
}

/** What a screen reader hears after a run. */
export function statusText(verdicts: readonly Verdict[], transcript: Transcript): string {
  const total = transcript.lines.length + transcript.hidden;
  const holding = verdicts.filter((verdict) => verdict.holds).length;
  const judged = verdicts.length === 0 ? '' : `; ${holding} of ${verdicts.length} expectations hold`;
  return `Finished with ${total} ${total === 1 ? 'line' : 'lines'} of output${judged}.`;
}

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `1st`, counted from 0. */
function ordinal(place: number): string {
  return `${place + 1}${ENDINGS[ORDINAL.select(place + 1)] ?? 'th'}`;
}

/** Beside a line that the reader has put into its place: where it really came (from 0; null: nowhere). */
export function guessText(right: boolean, place: number | null): string {
  if (right) return '✓';
  return place === null ? '✗ not printed' : `✗ came ${ordinal(place)}`;
}

/** Where a guess left reality. */
export function judgementText(
  { firstWrong, came }: Pick<Judgement, 'firstWrong' | 'came'>,
  order: readonly Guess[],
  printed: number,
): string {
  if (firstWrong === null) return 'As you predicted.';
  const expected = firstWrong < printed ? `“${order[firstWrong]?.text}”` : 'none of the other lines';
  const reality = came === null ? 'none of these lines came' : `“${order[came]?.text}” came`;
  const upTo = firstWrong === 0 ? 'Different from the first line on.' : `Right up to line ${firstWrong}.`;
  return `${upTo} ${firstWrong === 0 ? 'You' : 'Then you'} expected ${expected}, but ${reality}.`;
}
