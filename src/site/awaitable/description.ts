/** What the compile step has to know of `awaitable`. */
import type { RuntimeDescription } from '../../notebook/languages/typescript/runtime.ts';

/** @param exports the names that its modules export, by module without `awaitable/` */
export function describeWith(exports: RuntimeDescription['exports']): RuntimeDescription {
  return {
    name: 'awaitable',
    symbol: 'awaitable.runtime',
    exports,
    lowered: 'lowered',
    startsWorkers: { source: 'concurrent/futures|runInExecutor|toThread' },
  };
}
