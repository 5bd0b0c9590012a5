// proves: LOP-17
// KeyboardInterrupt out of a callback leaves the loop; the rest of the pass runs later
import * as asyncio from "awaitable/asyncio";
import { KeyboardInterrupt, print, repr, ValueError } from "awaitable/builtins";

function fails() {
  throw new ValueError("reported");
}

function leaves() {
  throw new KeyboardInterrupt("out");
}

const loop = asyncio.newEventLoop();
loop.callSoon(print, "before");
loop.callSoon(fails);
loop.callSoon(leaves);
loop.callSoon(print, "after");
try {
  await loop.runForever();
} catch (e: any) {
  if (!(e instanceof KeyboardInterrupt)) throw e;
  print(repr(e));
}
loop.callSoon(() => loop.stop());
await loop.runForever();
loop.close();
