// proves: LOP-01 LOP-02 LOP-26
// Handles: cancelled ones are passed over, and forget what they would have called
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const first = loop.callSoon(print, "first");
  const second = loop.callSoon(print, "second");
  const timer = loop.callLater(1, print, "timer");
  const late = loop.callAt(5, print, "at five");
  second.cancel();
  second.cancel();
  print(first.cancelled(), second.cancelled(), second);
  print(`${timer.when()}`, late.when(), timer.cancelled());
  await asyncio.sleep(0);
  print(first.cancelled(), first);
  timer.cancel();
  await asyncio.sleep(10);
  print(late);
  for (const bad of [() => loop.callLater(null, print), () => loop.callAt(null, print)]) {
    try {
      bad();
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
