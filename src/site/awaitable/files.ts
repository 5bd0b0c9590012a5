/** Where the runtime of this site is. */
import type { ToWorker } from '../../../runtime/concurrent/futures/protocol.ts';
import type { RuntimeFiles } from '../../notebook/languages/typescript/runtime.ts';

export const awaitable: RuntimeFiles = {
  entry: new URL('./runtime.ts', import.meta.url),
  sources: [new URL('../../../runtime/', import.meta.url), new URL('./', import.meta.url)],
  types: {
    folder: new URL('../../../runtime/', import.meta.url),
    hidden: ['./host', './main', './lowered', './testing'],
  },
  greeting: { t: 'init', at: 0, remote: false, initializer: null } satisfies ToWorker,
};
