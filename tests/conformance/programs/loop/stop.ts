// proves: LOP-09
// stop() lets the current pass finish; before run_forever() it leaves one pass
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

const loop = asyncio.newEventLoop();
loop.callSoon(print, "one");
loop.callSoon(() => loop.stop());
loop.callSoon(print, "two, in the same pass");
loop.callLater(1, print, "later");
await loop.runForever();
print("stopped", loop.isRunning(), `${loop.time()}`);
loop.stop();
loop.callSoon(() => loop.callSoon(print, "next pass"));
await loop.runForever();
print("one pass");
loop.callLater(2, () => loop.stop());
await loop.runForever();
print(`${loop.time()}`);
loop.close();
