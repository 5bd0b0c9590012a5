/** Values that belong to a task rather than to a thread: the module `awaitable/contextvars`. */

export { Context, ContextVar, copyContext, Token } from './contextvars/context.ts';
