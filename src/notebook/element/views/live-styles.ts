/** The style sheet for what scripts add to a cell, fetched with the first script that needs it. */
import address from '../styles/live.css?url';

let added: Promise<unknown> | undefined;

/** Adds it to the page. Resolves when it is loaded, or has failed to load: then everything works, unstyled. */
export function liveStyles(): Promise<unknown> {
  added ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
  return added;
}
