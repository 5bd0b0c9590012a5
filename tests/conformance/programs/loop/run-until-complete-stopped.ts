// proves: LOP-07
// Stopped before the future was done; and once more, to its end
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError, ValueError } from "awaitable/builtins";

const loop = asyncio.newEventLoop();
const fut = loop.createFuture();
loop.callSoon(() => loop.stop());
try {
  await loop.runUntilComplete(fut);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
print(fut);
fut.setResult("at last");
print(await loop.runUntilComplete(fut));
const other = asyncio.newEventLoop();
try {
  await other.runUntilComplete(fut);
} catch (e: any) {
  if (!(e instanceof ValueError)) throw e;
  print(repr(e));
}
other.close();
loop.close();
