/** The host that the program runs on, for every module that needs one. */

import type { Host } from './host.ts';

let current: Host | undefined;

/** Installs a host; `execute()` does this before anything else. */
export function installHost(host: Host): void {
  current = host;
}

/** The installed host. */
export function host(): Host {
  if (current === undefined) {
    throw new Error('awaitable: no host is installed; start programs with execute() from "awaitable/main"');
  }
  return current;
}
