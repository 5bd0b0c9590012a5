/** Style sheets for what scripts add to a cell, fetched with the first script that needs them. */
import address from '../styles/live.css?url';

const added = new Map<string, Promise<unknown>>();

/** Adds one to the page. Resolves when it is loaded, or has failed to load: then everything works, unstyled. */
export function styleSheet(address: string): Promise<unknown> {
  const known = added.get(address);
  if (known !== undefined) return known;
  const loading = new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
  added.set(address, loading);
  return loading;
}

export const liveStyles = (): Promise<unknown> => styleSheet(address);
