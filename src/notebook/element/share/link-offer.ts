/** Code that came with the page's address: shown beside the page's own, and taken over only if the reader says so. */
import type { CellLanguage } from '../../model/page-data.ts';
import type { PageStore } from '../store/store.ts';
import type { Notices } from '../views/notices.ts';
import { decodeShare, type SharedCode, ShareProblem, sharedText } from './share-code.ts';

/** What a link needs of a cell that stands on the page. */
export interface LinkedCell {
  readonly id: string;
  readonly notices: Notices;
  readonly keepers: Readonly<Partial<Record<CellLanguage, { take(text: string, from: 'link'): void }>>>;
  readonly source: { turn(language: CellLanguage): void };
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
  const texts = Object.entries(code.sources)
    .map(([name, text]) => ({ ...sharedText(name), text }))
    .filter(({ cell, language }) => cellOf(cell)?.keepers[language] !== undefined);
  const fresh = texts.filter(({ cell, language, text }) => text !== store.text(cell, language));
  if (fresh.length === 0) return say(target.id, 'The code in this link is already in the cell.');
  const replaced = fresh.some(({ cell, language }) => store.edited(cell, language));
  const several = texts.length > 1;
  const parts = texts
    .map(({ cell, language, text }) => ({
      before: store.original(cell, language),
      after: text,
      ...(several && { title: `${store.dataOf(cell).title}${language === 'python' ? ', in Python' : ''}` }),
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
          for (const { cell, language, text } of fresh) cellOf(cell)?.keepers[language]?.take(text, 'link');
          const first = fresh.find(({ cell }) => cell === code.cell) ?? fresh[0];
          if (first !== undefined) cellOf(first.cell)?.source.turn(first.language);
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
