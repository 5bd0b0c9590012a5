/** What the compile step has to know of `awaitable`. */
import type { RuntimeDescription } from '../../notebook/languages/typescript/runtime.ts';

type Names = RuntimeDescription['exports'];

/**
 * @param exports the names that its modules export, by module without `awaitable/`
 * @param coroutineFunctions those of them that return coroutines
 */
export function describeWith(exports: Names, coroutineFunctions: Names = {}): RuntimeDescription {
  return {
    name: 'awaitable',
    symbol: 'awaitable.runtime',
    exports,
    lowered: 'lowered',
    coroutines: { functions: coroutineFunctions, unawaited: 'asyncio.unawaited' },
    startsWorkers: { source: 'concurrent/futures|runInExecutor|toThread' },
  };
}
