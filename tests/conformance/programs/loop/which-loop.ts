// proves: LOP-21
// Asking for the loop: inside, outside, with one set
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError, TypeError } from "awaitable/builtins";

async function main() {
  print(asyncio.getEventLoop() === asyncio.getRunningLoop());
}

for (const ask of [() => asyncio.getRunningLoop(), () => asyncio.getEventLoop()]) {
  try {
    ask();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}
const loop = asyncio.newEventLoop();
asyncio.setEventLoop(loop);
print(asyncio.getEventLoop() === loop);
try {
  asyncio.setEventLoop(5);
} catch (e: any) {
  if (!(e instanceof TypeError)) throw e;
  print(repr(e));
}
await loop.runUntilComplete(main());
loop.close();
asyncio.setEventLoop(null);
try {
  asyncio.getEventLoop();
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
await asyncio.run(main());
