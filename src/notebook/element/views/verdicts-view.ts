/** What an expectation says of its verdict: the build writes it, and a run changes it. */
import type { Verdict } from '../../model/expectations.ts';
import { proofText, verdictMark, verdictWord } from '../../model/wording.ts';

interface Judged {
  readonly verdict: 'holds' | 'fails' | 'unknown';
  /** How many lines prove it; undefined before a run. */
  readonly lines: number | undefined;
  readonly mark: string;
  /** The mark in words. */
  readonly word: string;
  readonly proof: string | undefined;
}

/** @param total lines of the output */
export function judged(verdict: Verdict | undefined, total: number): Judged {
  const holds = verdict?.holds ?? null;
  return {
    verdict: holds === null ? 'unknown' : holds ? 'holds' : 'fails',
    lines: verdict?.lines.length,
    mark: verdictMark(holds),
    word: verdictWord(holds),
    proof: verdict && proofText(verdict, total),
  };
}

/**
 * Shows verdicts, in the order of the expectations, in their list; without them all are unchecked. Then a proof keeps its
 * room, unseen: most runs end with the same one.
 */
export function showVerdicts(list: HTMLElement, verdicts: readonly Verdict[] | null, total: number): void {
  for (const item of list.querySelectorAll<HTMLElement>(':scope > [data-expectation]')) {
    const { verdict, lines, mark, word, proof } = judged(verdicts?.[Number(item.dataset['expectation'])], total);
    item.dataset['verdict'] = verdict;
    if (lines === undefined) delete item.dataset['lines'];
    else item.dataset['lines'] = `${lines}`;
    const sign = item.querySelector('[data-part="mark"]');
    sign?.setAttribute('aria-label', word);
    if (sign) sign.textContent = mark;
    const part = item.querySelector('[data-part="proof"]');
    if (part && proof !== undefined) part.textContent = proof;
  }
}
