// WFR-02: no time at all
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function body() {
  print("never");
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const [done, pending] = [loop.createFuture<string>(), loop.createFuture<string>()];
  done.setResult("in time");
  print(await asyncio.waitFor(done, 0));
  for (const thing of [pending, body()]) {
    try {
      await asyncio.waitFor<unknown>(thing, 0);
    } catch (e) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e));
    }
  }
  print(pending);
}

await asyncio.run(main());
