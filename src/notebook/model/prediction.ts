/** Putting a program's output lines in order before it runs: what the reader is asked, and where the guess left reality. */
import type { Prediction } from './cell.ts';
import { matcher } from './pattern.ts';
import type { Line, Transcript } from './transcript.ts';

/** A line that the reader puts into its place. */
export interface Guess {
  readonly text: string;
  /** Finds the line in what a run has printed. */
  readonly pattern: string;
}

/** What is wrong with a prediction, given what the cell prints: a sentence for the author. Null: nothing. */
export function predictionProblem({ lines, never }: Prediction, { lines: printed }: Transcript): string | null {
  for (const pattern of lines) {
    const found = printed.filter(({ text }) => matcher(pattern)(text)).length;
    if (found !== 1) {
      return `"lines" of the prediction: ${pattern} matches ${found} lines of the output; it has to be one`;
    }
  }
  const firsts = lines.map((pattern) => firstMatch(pattern, printed));
  if (new Set(firsts).size < firsts.length) return '"lines" of the prediction: two patterns match the same line';
  const shown = never.find((text) => firstMatch(text, printed) !== null);
  return shown === undefined ? null : `"never" of the prediction: the cell prints ${shown}`;
}

/** The lines in the order of the alphabet, which says nothing of theirs; backwards where it is theirs by chance. */
export function guesses({ lines, never }: Prediction, { lines: printed }: Transcript): Guess[] {
  const real = lines.map((pattern) => {
    const at = firstMatch(pattern, printed) ?? 0;
    return { at, text: printed[at]?.text ?? '', pattern };
  });
  const all = [...real, ...never.map((text) => ({ at: Number.POSITIVE_INFINITY, text, pattern: text }))];
  all.sort((a, b) => (a.text < b.text ? -1 : 1));
  if (all.every(({ at }, index) => index === 0 || at >= (all[index - 1]?.at ?? 0))) all.reverse();
  return all.map(({ text, pattern }) => ({ text, pattern }));
}

export interface Judgement {
  /** In the order of the guess: which place the line really had, from 0, among those that were asked for; null: none. */
  readonly places: readonly (number | null)[];
  /** The first place where guess and reality part; null: nowhere. */
  readonly firstWrong: number | null;
  /** The index into the guess of the line that came there in reality; null: nothing did. */
  readonly came: number | null;
}

/**
 * Compares a guess with what a run has printed.
 *
 * @param order the reader's order; from `printed` on they are held to be never printed
 */
export function judge(order: readonly Guess[], printed: number, { lines }: Transcript): Judgement {
  const found = order.map(({ pattern }) => firstMatch(pattern, lines));
  const real = found
    .flatMap((at, index) => (at === null ? [] : [{ at, index }]))
    .sort((a, b) => a.at - b.at)
    .map(({ index }) => index);
  const places = order.map((_, index) => {
    const place = real.indexOf(index);
    return place < 0 ? null : place;
  });
  const length = Math.max(printed, real.length);
  for (let place = 0; place < length; place++) {
    const guessed = place < printed ? place : null;
    const came = real[place] ?? null;
    if (guessed !== came) return { places, firstWrong: place, came };
  }
  return { places, firstWrong: null, came: null };
}

function firstMatch(pattern: string, lines: readonly Line[]): number | null {
  const at = lines.findIndex(({ text }) => matcher(pattern)(text));
  return at < 0 ? null : at;
}
