/**
 * The package has no main module. This file tells a program that imports the bare name what to import instead.
 */
throw new Error(
  "The package has no module of its own name. Import one of its modules: 'awaitable/asyncio', 'awaitable/builtins', " +
    "'awaitable/contextlib', 'awaitable/contextvars', 'awaitable/concurrent/futures', 'awaitable/testing', 'awaitable/plugin'",
);

export {};
