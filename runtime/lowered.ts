/**
 * What the compile step's output calls. Programs do not import this module.
 *
 * See `src/notebook/languages/typescript/compile/` for what is made of an `async function`.
 */

import type { Code } from './builtins/code.ts';
import { SuppressedErrors } from './builtins/dispose.ts';

export {
  asyncGeneratorFunction,
  bornAsyncGenerator,
  defineAsyncGenerator,
  delegate,
  emit,
  iterate,
  markAsyncGenerator,
  methodAt,
  wrapAsyncGenerator,
} from './asyncio/async-generators.ts';
export { at, born, callable, define, dropped, mark, outermost, registerCallable, wrap } from './asyncio/coroutines.ts';
export { awaits, returned, settled } from './asyncio/returned.ts';
export { caught, thrown } from './builtins/traceback.ts';
export { isMain } from './host/main-module.ts';
export { registerGlobals as globals } from './pickle/program.ts';
export type { Code };

/** The resources of a block with `using` or `await using`, disposed of in reverse order at its end. */
export interface DisposeScope {
  /** Takes a resource in; returns it. */
  use<V>(value: V, isAsync: boolean): V;
  /** The block failed with this. */
  fail(error: unknown): void;
  /** Disposes of everything; throws what the block or a disposal threw. Use with `yield*`. */
  close(): Generator<unknown, void, unknown>;
}

export function scope(): DisposeScope {
  const resources: { readonly dispose: () => unknown; readonly isAsync: boolean }[] = [];
  const errors = new SuppressedErrors();
  return {
    use(value, isAsync) {
      if (value === null || value === undefined) {
        if (isAsync) resources.push({ dispose: () => undefined, isAsync });
        return value;
      }
      const holder = value as { [Symbol.asyncDispose]?: unknown; [Symbol.dispose]?: unknown };
      let dispose = isAsync ? holder[Symbol.asyncDispose] : undefined;
      const awaited = typeof dispose === 'function';
      dispose ??= holder[Symbol.dispose];
      if (typeof dispose !== 'function') {
        throw new TypeError(
          `${isAsync ? 'await using' : 'using'}: the value has no ${isAsync ? 'Symbol.asyncDispose or ' : ''}Symbol.dispose method`,
        );
      }
      const method = dispose as () => unknown;
      resources.push({ dispose: () => method.call(value), isAsync: awaited });
      return value;
    },
    fail(error) {
      errors.add(error);
    },
    *close() {
      for (let resource = resources.pop(); resource !== undefined; resource = resources.pop()) {
        try {
          const disposed = resource.dispose();
          if (resource.isAsync && disposed !== undefined) yield disposed;
        } catch (error) {
          errors.add(error);
        }
      }
      errors.throwIfAny();
    },
  };
}
