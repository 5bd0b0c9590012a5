/** Python's builtins: `print`, `repr`, exceptions, `with`. The module `awaitable/builtins`. */

export {
  type AsyncContextManager,
  asyncWith,
  type ContextManager,
  withSync,
} from './builtins/context-managers.ts';
export { BaseExceptionGroup, ExceptionGroup } from './builtins/exception-groups.ts';
export * from './builtins/exception-list.ts';
export { aiter, anext } from './builtins/iteration.ts';
export { type PrintOptions, print, stderr, stdout } from './builtins/print.ts';
export { repr, str } from './builtins/repr.ts';
