/** Code that came with the page's address: shown beside the page's own, and taken over only if the reader says so. */
import type { CellData } from '../../model/page-data.ts';
import type { Notices } from '../views/notices.ts';
import { decodeShare, type SharedCode, ShareProblem } from './share-code.ts';

/** What a link needs of a cell of the page. */
export interface LinkedCell {
  readonly data: CellData;
  readonly notices: Notices;
  readonly source: {
    readonly text: string;
    readonly edited: boolean;
    readonly keeper: { take(text: string, from: 'link'): void };
  };
}

/**
 * Says in the cell that the link leads to what is in it.
 *
 * @param first the cell that tells of a link which leads to none of the page's
 */
export async function offerLink(
  fragment: string,
  controller: (id: string) => LinkedCell | undefined,
  first: LinkedCell,
): Promise<void> {
  let code: SharedCode;
  try {
    code = await decodeShare(fragment);
  } catch (error) {
    if (!(error instanceof ShareProblem)) throw error;
    say(controller(error.cell ?? '') ?? first, error.message);
    return;
  }
  const target = controller(code.cell);
  if (target === undefined) {
    say(
      first,
      'This link carries code for a cell that is not on this page. The cell may have been renamed or removed.',
    );
    return;
  }
  const cells = Object.entries(code.sources).flatMap(([id, text]) => {
    const cell = controller(id);
    return cell === undefined ? [] : [{ cell, text }];
  });
  const fresh = cells.filter(({ cell, text }) => text !== cell.source.text);
  if (fresh.length === 0) {
    say(target, 'The code in this link is already in the cell.');
    return;
  }
  const replaced = fresh.some(({ cell }) => cell.source.edited);
  const several = cells.length > 1;
  const parts = cells
    .filter(({ cell, text }) => text !== cell.data.source)
    .map(({ cell: { data }, text }) => ({ before: data.source, after: text, ...(several && { title: data.title }) }));
  target.notices.show('link', {
    text:
      'This code came from a link. It is not in the cell yet, and none of it has run.' +
      (replaced ? ' If you use it, your own edit stays saved.' : ''),
    ...(parts.length > 0 && { difference: { parts, legend: '− the page’s code, + the link’s code', open: true } }),
    choices: [
      {
        label: several ? 'Use it in the cells' : 'Use it in the cell',
        choose: () => {
          for (const { cell, text } of fresh) cell.source.keeper.take(text, 'link');
          settle(code.cell);
        },
      },
      { label: 'Ignore it', choose: () => settle(code.cell) },
    ],
  });
  target.notices.goTo('link');
}

function say(cell: LinkedCell, text: string): void {
  cell.notices.show('link', { text, choices: [{ label: 'Close', choose: () => settle(cell.data.id) }] });
  cell.notices.goTo('link');
}

/** The link has been dealt with: a reload or a bookmark is not asked again. */
function settle(cell: string): void {
  history.replaceState(history.state, '', `#cell-${cell}`);
}
