// LOP-02, LOP-04: by due time; overdue ones on the next pass, behind what is ready
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.callLater(3, print, "three");
  loop.callLater(1, print, "one");
  const late = loop.callAt(loop.time() + 2, print, "two");
  const gone = loop.callLater(1.5, print, "never");
  gone.cancel();
  print(late.when(), gone.cancelled(), late.cancelled());
  loop.callAt(loop.time() - 1, print, "overdue");
  loop.callSoon(print, "ready");
  await asyncio.sleep(4);
  loop.callLater(-5, print, "five ago");
  loop.callLater(-1, print, "one ago");
  loop.callLater(-3, print, "three ago");
  await asyncio.sleep(0);
  print("one pass");
  await asyncio.sleep(0);
  for (const refused of [() => loop.callLater(null as never, print), () => loop.callAt(null as never, print)]) {
    try {
      refused();
    } catch (e) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
