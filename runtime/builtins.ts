/** Python's builtins: `print`, `repr`, exceptions, `with`. The module `awaitable/builtins`. */

export { aiter, anext } from './asyncio/async-iteration.ts';
export { type AsyncContextManager, asyncWith } from './asyncio/async-with.ts';
export { type ContextManager, type IfSwallowed, withSync } from './builtins/context-managers.ts';
export { BaseExceptionGroup, ExceptionGroup } from './builtins/exception-groups.ts';
export * from './builtins/exceptions.ts';
export { type PrintOptions, print, stderr, stdout } from './builtins/print.ts';
export { repr, str } from './builtins/repr.ts';
