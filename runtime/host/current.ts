/** The host that the program runs on, for every module that needs one. */

import { createDefaultHost } from './default.ts';
import type { Host } from './host.ts';

let current: Host | undefined;

/** Installs a host; `execute()` does this before anything else. */
export function installHost(host: Host): void {
  current = host;
}

/** The installed host; the default one where a project uses the package without `execute()`. */
export function host(): Host {
  current ??= createDefaultHost();
  return current;
}
