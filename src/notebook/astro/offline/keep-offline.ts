/**
 * Registers the service worker once the page is there and its reader has had
 * time to begin. What goes wrong (no secure context, storage denied or full, a
 * file that is not what the build made) goes wrong without the reader: the page
 * works as it does without a service worker.
 */

/** Milliseconds after the page has loaded; the files that are then fetched are for later. */
const PATIENCE = 4_000;

async function register(): Promise<void> {
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
  const { active } = await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller !== null) return;
  const loaded = document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel="stylesheet"]');
  active?.postMessage([...loaded].map((element) => new URL('src' in element ? element.src : element.href).pathname));
}

const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
// A page that stands in another site's keeps nothing there.
if ('serviceWorker' in navigator && self === top && connection?.saveData !== true) {
  const wait = (): void => {
    setTimeout(() => register().catch(() => {}), PATIENCE);
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait);
}
