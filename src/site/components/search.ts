/** The search's dialog (Search.astro): Pagefind's interface over the index that the build has made. */
import { PagefindUI } from '@pagefind/default-ui';
import pagefindStyles from '@pagefind/default-ui/css/ui.css?url';
import { styleSheet } from '../../notebook/element/views/live-styles.ts';
import { RANKING } from '../ranking.ts';
import styles from '../styles/search.css?url';

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

let filled: Promise<void> | undefined;

/** Fills the dialog, the first time, and shows it. Rejects if that does not work; the next call tries again. */
export async function open(dialog: HTMLDialogElement): Promise<void> {
  filled ??= fill(dialog).catch((error: unknown) => {
    filled = undefined;
    throw error;
  });
  await filled;
  const status = dialog.querySelector('p');
  if (status !== null)
    status.textContent = import.meta.env.DEV ? 'The search needs the built site: run `npm start`.' : '';
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')?.focus();
}

async function fill(dialog: HTMLDialogElement): Promise<void> {
  // Its own rules come after Pagefind's.
  await styleSheet(pagefindStyles);
  await styleSheet(styles);
  // A result may be on this page, and outside the dialog is only what it covers.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || (target instanceof Element && target.closest('a') !== null)) dialog.close();
  });
  if (import.meta.env.DEV) return;
  new PagefindUI({
    element: '#search',
    baseUrl: base,
    bundlePath: `${base}pagefind/`,
    ranking: RANKING,
    showImages: false,
    showSubResults: true,
    translations: { placeholder: 'Search' },
  });
}
