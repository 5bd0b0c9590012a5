/** The style sheet of what only a living cell has: it comes with the first script that needs it. */
import address from '../styles/live.css?url';

let added: Promise<unknown> | undefined;

/** Adds it to the page. Resolves once it holds, or cannot be had: then things look plain, and work. */
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
