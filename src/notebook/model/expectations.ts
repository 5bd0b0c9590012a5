/** Checks over transcripts: the one evaluator of the page, the build and the tests. */

import type { Check } from './cell.ts';
import { matcher } from './pattern.ts';
import type { Line, Transcript } from './transcript.ts';

export interface Verdict {
  readonly holds: boolean;
  /**
   * Indexes into `transcript.lines`, ascending: the lines that prove the check,
   * or that refute it where it does not hold. Empty when the proof is the
   * absence of lines: then the whole output is the evidence.
   */
  readonly lines: readonly number[];
}

/**
 * Says whether a check holds of a transcript, and which lines prove it.
 *
 * Where the cap has hidden lines, nothing that speaks of all lines (`lacks`,
 * `count`) can be proven, so it does not hold.
 */
export function evaluate(check: Check, transcript: Transcript): Verdict {
  const { lines } = transcript;
  const complete = transcript.hidden === 0;

  if ('shows' in check) {
    const found = indexesOf(lines, check.shows);
    return { holds: found.length > 0, lines: found };
  }
  if ('lacks' in check) {
    const found = indexesOf(lines, check.lacks);
    return { holds: complete && found.length === 0, lines: found };
  }
  if ('order' in check) return inOrder(check.order, lines);
  if ('count' in check) {
    const found = indexesOf(lines, check.count.of);
    return { holds: complete && found.length === check.count.is, lines: found };
  }
  if ('line' in check) return oneLine(check.line.n, check.line.is, transcript);
  if ('on' in check) {
    const found = indexesOf(lines, check.on.shows).filter((index) => lines[index]?.stream === check.on.stream);
    return { holds: found.length > 0, lines: found };
  }
  if ('raises' in check) return raised(check.raises, transcript);
  if ('returns' in check) {
    const holds = transcript.exception === null && transcript.status === 0;
    return { holds, lines: holds ? [] : tracebackEnd(transcript) };
  }
  if ('silent' in check) return { holds: complete && lines.length === 0, lines: lines.map((_, index) => index) };

  const verdicts = check.all.map((part) => evaluate(part, transcript));
  const proof = new Set(verdicts.flatMap((verdict) => verdict.lines));
  return { holds: verdicts.every((verdict) => verdict.holds), lines: [...proof].sort((a, b) => a - b) };
}

/** Which of the verdicts each line proves: what `data-proves` of an output line says. */
export function provenBy(verdicts: readonly Verdict[], line: number): number[] {
  return verdicts.flatMap((verdict, index) => (verdict.lines.includes(line) ? [index] : []));
}

function indexesOf(lines: readonly Line[], pattern: string): number[] {
  const matches = matcher(pattern);
  return lines.flatMap((line, index) => (matches(line.text) ? [index] : []));
}

function inOrder(patterns: readonly string[], lines: readonly Line[]): Verdict {
  const found: number[] = [];
  let from = 0;
  for (const pattern of patterns) {
    const matches = matcher(pattern);
    const index = lines.findIndex((line, at) => at >= from && matches(line.text));
    if (index < 0) return { holds: false, lines: found };
    found.push(index);
    from = index + 1;
  }
  return { holds: true, lines: found };
}

function oneLine(n: number, pattern: string, { lines, hidden, hiddenAt }: Transcript): Verdict {
  // n counts all that was printed, and a cap has left lines out of the middle.
  const printed = n < 0 ? lines.length + hidden + n : n - 1;
  let index = printed;
  if (hidden > 0 && printed >= hiddenAt) {
    if (printed < hiddenAt + hidden) return { holds: false, lines: [] };
    index = printed - hidden;
  }
  const line = lines[index];
  if (line === undefined) return { holds: false, lines: [] };
  return { holds: matcher(pattern)(line.text), lines: [index] };
}

function raised(wanted: { readonly type: string; readonly message?: string }, transcript: Transcript): Verdict {
  const { exception } = transcript;
  if (exception === null) return { holds: false, lines: [] };
  const sameType = exception.type === wanted.type || lastName(exception.type) === wanted.type;
  const sameMessage = wanted.message === undefined || matcher(wanted.message)(exception.message);
  return { holds: sameType && sameMessage, lines: tracebackEnd(transcript) };
}

/** The last line of the uncaught exception's traceback: `Type: message`, or `Type` alone. */
function tracebackEnd({ lines, exception }: Transcript): number[] {
  if (exception === null) return [];
  const { type } = exception;
  const index = lines.findLastIndex(({ stream, text }) => {
    // In the traceback of a group, a margin comes before it.
    const words = text.replace(/^ {2}\| /, '');
    return stream === 'err' && (words === type || words.startsWith(`${type}:`));
  });
  return index < 0 ? [] : [index];
}

function lastName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
