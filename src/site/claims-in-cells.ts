/** Which claim an expectation settles, as pages say it: keys of expectations that this site alone has. */
import type { CellExtension } from '../notebook/model/extension.ts';

/** What the measured truth says of a claim of the notes. */
export type ClaimVerdict = 'confirmed' | 'refuted' | 'depends';

declare module '../notebook/model/cell.ts' {
  interface Expectation {
    /** The claim it settles: `ga-1`. */
    readonly claim?: string;
    readonly verdict?: ClaimVerdict;
  }
}

const VERDICTS: readonly string[] = ['confirmed', 'refuted', 'depends'] satisfies ClaimVerdict[];

export const claimsInCells: CellExtension = {
  keys: ['claim', 'verdict'],
  checkKeys({ claim, verdict, believed }) {
    if (claim !== undefined && verdict === undefined) {
      return { what: `The claim ${claim} has no verdict; add "verdict: ${VERDICTS.join(' | ')}"` };
    }
    if (verdict !== undefined && claim === undefined) return { what: 'A verdict without a claim; add "claim: …"' };
    if (verdict !== undefined && !VERDICTS.includes(verdict)) {
      return { what: `"${verdict}" is no verdict; it is one of: ${VERDICTS.join(', ')}`, key: 'verdict' };
    }
    if (verdict === 'refuted' && believed === undefined) {
      return { what: 'A refuted claim says what is often believed; add "believed: …"' };
    }
    if (believed !== undefined && verdict !== 'refuted' && verdict !== 'depends') {
      return { what: '"believed" belongs to a claim that is refuted or depends' };
    }
    return null;
  },
};
