// proves: LOP-14 LOP-16
// Debug mode refuses what cannot be a callback
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

async function coroutineFunction() {}

async function main() {
  const loop = asyncio.getRunningLoop();
  print(loop.getDebug());
  for (const bad of [coroutineFunction, 5, null]) {
    for (const attempt of [
      (f: any) => loop.callSoon(f),
      (f: any) => loop.callLater(1, f),
      (f: any) => loop.callSoonThreadsafe(f),
    ]) {
      try {
        attempt(bad);
      } catch (e: any) {
        if (!(e instanceof TypeError)) throw e;
        print(repr(e).split(", got")[0]);
      }
    }
  }
  const coro = coroutineFunction();
  try {
    loop.callSoon(coro);
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e).split(", got")[0]);
  }
  coro.close();
  loop.setDebug(false);
  print(loop.getDebug());
}

await asyncio.run(main(), { debug: true });
