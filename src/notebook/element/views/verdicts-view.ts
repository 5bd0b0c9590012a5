/** Draws verdicts beside a cell's expectations. */
import type { Verdict } from '../../model/expectations.ts';
import type { Transcript } from '../../model/transcript.ts';
import { proofText, verdictMark, verdictWord } from '../../model/wording.ts';

export class VerdictsView {
  readonly #list: HTMLElement;

  /** `list` holds one item for each expectation. */
  constructor(list: HTMLElement) {
    this.#list = list;
  }

  /** Marks every expectation as unchecked. Its proof keeps its room, unseen: most runs end with the same one. */
  clear(): void {
    for (const item of this.#items()) {
      mark(item, null);
      delete item.dataset['lines'];
    }
  }

  /** `verdicts` in the order of the expectations, over `transcript`. */
  show(verdicts: readonly Verdict[], transcript: Transcript): void {
    for (const item of this.#items()) {
      const verdict = verdicts[Number(item.dataset['expectation'])];
      if (verdict === undefined) continue;
      mark(item, verdict.holds);
      item.dataset['lines'] = String(verdict.lines.length);
      proof(item, proofText(verdict, transcript.lines.length + transcript.hidden));
    }
  }

  #items(): NodeListOf<HTMLElement> {
    return this.#list.querySelectorAll<HTMLElement>(':scope > [data-expectation]');
  }
}

function mark(item: HTMLElement, holds: boolean | null): void {
  item.dataset['verdict'] = holds === null ? 'unknown' : holds ? 'holds' : 'fails';
  const sign = item.querySelector('[data-part="mark"]');
  if (sign === null) return;
  sign.textContent = verdictMark(holds);
  sign.setAttribute('aria-label', verdictWord(holds));
}

function proof(item: HTMLElement, text: string): void {
  const part = item.querySelector('[data-part="proof"]');
  if (part !== null) part.textContent = text;
}
