/** The bare name of the package has no module: Python's have names of their own, and so have these. */
throw new Error(
  "The package has no module of its own name. Import one of its modules: 'awaitable/asyncio', 'awaitable/builtins', " +
    "'awaitable/contextlib', 'awaitable/contextvars', 'awaitable/concurrent/futures', 'awaitable/testing', 'awaitable/plugin'",
);

export {};
