// proves: AGN-05
// What a stack does not take
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, print, repr, TypeError } from "awaitable/builtins";

class Nothing {}

async function main() {
  await asyncWith(new contextlib.AsyncExitStack(), async (stack) => {
    try {
      stack.enterContext(new Nothing());
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
    try {
      await stack.enterAsyncContext(new Nothing());
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  });
}

await asyncio.run(main());
