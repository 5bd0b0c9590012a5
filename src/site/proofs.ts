/** Where each claim is settled: the expectations of all pages, with their addresses. */
import type { Expectation } from '../notebook/model/cell.ts';
import { pageAddress } from '../notebook/model/page-data.ts';
import { expectationAnchor } from '../notebook/model/program.ts';
import type { ClaimVerdict } from './claims-in-cells.ts';
import { siteContent } from './content.ts';

export interface Proof {
  readonly page: { readonly path: string; readonly title: string };
  readonly cell: { readonly id: string; readonly title: string };
  readonly says: string;
  readonly verdict: ClaimVerdict;
  /** Behind the site's base: `task-cancellation/gather/#cell-cancelled-later-1`. */
  readonly address: string;
}

/** By the claim's id. */
export function proofs(): Map<string, Proof> {
  const found = new Map<string, Proof>();
  for (const { path, title, cells } of siteContent().readPages()) {
    for (const cell of cells) {
      for (const [at, { claim, verdict, says }] of cell.expectations.entries() as Iterable<[number, Expectation]>) {
        if (claim === undefined || verdict === undefined) continue;
        found.set(claim, {
          page: { path, title },
          cell: { id: cell.id, title: cell.title },
          says,
          verdict,
          address: `${pageAddress(path)}#${expectationAnchor(cell.id, at)}`,
        });
      }
    }
  }
  return found;
}
