// proves: AGN-03
// StopAsyncIteration and StopIteration inside become RuntimeError
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, RuntimeError, StopAsyncIteration, StopIteration } from "awaitable/builtins";

async function* stops(error: any) {
  yield 1;
  throw error;
}

async function main() {
  for (const error of [new StopAsyncIteration("a"), new StopIteration("b")]) {
    const gen = stops(error);
    print(await anext(gen));
    try {
      await anext(gen);
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e), e.cause === error);
    }
  }
}

await asyncio.run(main());
