// proves: CND-02 LCK-05
// A condition is bound to a loop by waiting, its lock by being waited for
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, RuntimeError, TimeoutError } from "awaitable/builtins";

async function first(cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    try {
      await asyncio.waitFor(cond.wait(), 1);
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print("bound");
    }
  });
}

async function second(cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    try {
      await cond.wait();
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  });
}

const cond = new asyncio.Condition();
await asyncio.run(first(cond));
await asyncio.run(second(cond));
