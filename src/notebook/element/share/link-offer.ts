/** Code that came with the page's address: shown beside the page's own, and taken over only if the reader says so. */
import type { PageStore } from '../store/store.ts';
import type { Notices } from '../views/notices.ts';
import { decodeShare, type SharedCode, ShareProblem } from './share-code.ts';

/** What a link needs of a cell that stands on the page. */
export interface LinkedCell {
  readonly id: string;
  readonly notices: Notices;
  readonly keeper: { take(text: string, from: 'link'): void };
}

/**
 * Says in the cell that the link leads to what is in it.
 *
 * @param first the cell that tells of a link which leads to none of the page's
 */
export async function offerLink(
  fragment: string,
  store: PageStore,
  cellOf: (id: string) => LinkedCell | undefined,
  first: string,
): Promise<void> {
  const say = (id: string, text: string): void => {
    const cell = cellOf(id) ?? cellOf(first);
    cell?.notices.show('link', { text, choices: [{ label: 'Close', choose: () => settle(cell.id) }] });
    cell?.notices.goTo('link');
  };
  let code: SharedCode;
  try {
    code = await decodeShare(fragment);
  } catch (error) {
    if (!(error instanceof ShareProblem)) throw error;
    return say(error.cell ?? first, error.message);
  }
  const target = cellOf(code.cell);
  if (target === undefined) {
    return say(
      first,
      'This link carries code for a cell that is not on this page. The cell may have been renamed or removed.',
    );
  }
  const texts = Object.entries(code.sources).filter(([id]) => cellOf(id) !== undefined);
  const fresh = texts.filter(([id, text]) => text !== store.cell(id).text);
  if (fresh.length === 0) return say(target.id, 'The code in this link is already in the cell.');
  const replaced = fresh.some(([id]) => store.edited(id));
  const several = texts.length > 1;
  const parts = texts
    .map(([id, after]) => ({
      before: store.dataOf(id).source,
      after,
      ...(several && { title: store.dataOf(id).title }),
    }))
    .filter(({ before, after }) => before !== after);
  target.notices.show('link', {
    text:
      'This code came from a link. It is not in the cell yet, and none of it has run.' +
      (replaced ? ' If you use it, your own edit stays saved.' : ''),
    ...(parts.length > 0 && { difference: { parts, legend: '− the page’s code, + the link’s code', open: true } }),
    choices: [
      {
        label: several ? 'Use it in the cells' : 'Use it in the cell',
        choose: () => {
          for (const [id, text] of fresh) cellOf(id)?.keeper.take(text, 'link');
          settle(code.cell);
        },
      },
      { label: 'Ignore it', choose: () => settle(code.cell) },
    ],
  });
  target.notices.goTo('link');
}

/** The link has been dealt with: a reload or a bookmark is not asked again. */
function settle(cell: string): void {
  history.replaceState(history.state, '', `#cell-${cell}`);
}
