// proves: AGN-05
// Generators that do not yield once
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, KeyError, print, repr, RuntimeError, ValueError } from "awaitable/builtins";

const never = contextlib.asynccontextmanager(async function* never() {
  if (false) {
    yield;
  }
});

const twice = contextlib.asynccontextmanager(async function* twice() {
  yield 1;
  yield 2;
});

const againAfterError = contextlib.asynccontextmanager(async function* againAfterError() {
  try {
    yield 1;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    yield 2;
  }
});

const replaces = contextlib.asynccontextmanager(async function* replaces() {
  try {
    yield;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    throw new KeyError("instead", { cause: e });
  }
});

async function main() {
  for (const make of [never, twice]) {
    try {
      await asyncWith(make(), async () => {
        print("inside");
      });
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  }
  for (const make of [againAfterError, replaces]) {
    try {
      await asyncWith(make(), async () => {
        throw new ValueError("inside");
      });
    } catch (e: any) {
      if (!(e instanceof RuntimeError || e instanceof KeyError)) throw e;
      print(repr(e), repr(e.cause));
    }
  }
}

await asyncio.run(main());
