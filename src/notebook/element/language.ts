/**
 * What the switches do by which a reader chooses the language of programs (astro/components/LanguageSwitch.astro). The
 * document says which it is: `data-language` of the root element, absent for the usual one.
 */
import { keep, LANGUAGE_KEY, read } from './store/storage.ts';

const switches = document.querySelectorAll<HTMLButtonElement>('[data-choose]');
const usual = switches[0]?.dataset['choose'] ?? '';

/** The language in which the reader sees programs, on all pages. */
export function readerLanguage(): string {
  return document.documentElement.dataset['language'] ?? usual;
}

/** Shows all programs in this language, and everything else that the page has in several forms. */
function show(language: string): void {
  const { documentElement: root } = document;
  if (language === usual) delete root.dataset['language'];
  else root.dataset['language'] = language;
  for (const button of switches) button.setAttribute('aria-pressed', `${button.dataset['choose'] === language}`);
  for (const tab of document.querySelectorAll<HTMLInputElement>('[data-part="tabs"] input')) {
    if (tab.value !== language || tab.checked) continue;
    tab.checked = true;
    tab.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function choose(button: HTMLButtonElement): void {
  const language = button.dataset['choose'] ?? usual;
  const { top } = button.getBoundingClientRect();
  keep(LANGUAGE_KEY, language);
  forgetLink();
  show(language);
  // Where a browser does not do so itself, what the reader has pressed stays under the pointer.
  scrollBy({ top: button.getBoundingClientRect().top - top, behavior: 'instant' });
  const status = button.closest('[role="group"]')?.querySelector('[role="status"]');
  if (status) status.textContent = `All programs and names are now in ${button.textContent?.trim()}.`;
}

/** What this browser remembers: what a link has asked for in this visit, or else what the reader has chosen. */
function kept(): string {
  try {
    return sessionStorage.getItem(LANGUAGE_KEY) ?? read(LANGUAGE_KEY) ?? usual;
  } catch {
    return usual;
  }
}

/** What a link has asked for ends with the reader's own choice. */
function forgetLink(): void {
  try {
    sessionStorage.removeItem(LANGUAGE_KEY);
  } catch {
    // Then nothing was kept there.
  }
  const address = new URL(location.href);
  if (!address.searchParams.has('lang')) return;
  address.searchParams.delete('lang');
  history.replaceState(history.state, '', address);
}

/** Another tab may have chosen meanwhile, while this page was put away or beside it. */
function follow(): void {
  const language = kept();
  const known = [...switches].some(({ dataset }) => dataset['choose'] === language);
  if (known && language !== readerLanguage() && !new URLSearchParams(location.search).has('lang')) show(language);
}

for (const button of switches) button.addEventListener('click', () => choose(button));
addEventListener('storage', ({ key }) => {
  if (key === LANGUAGE_KEY) follow();
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) follow();
});
