/** Values that belong to a task rather than to a thread: the module `awaitable/contextvars`. */

export { Context, copyContext } from './contextvars/context.ts';
export { ContextVar, Token } from './contextvars/variables.ts';
