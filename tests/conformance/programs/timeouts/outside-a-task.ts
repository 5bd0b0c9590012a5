// proves: TMO-10
// Entering outside a task, and making one without a loop
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

function callback(loop: asyncio.EventLoop) {
  const coro = asyncio.timeout(1).aenter();
  try {
    (coro as any).next();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  coro.close();
  loop.stop();
}

try {
  asyncio.timeout(1);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
const loop = asyncio.newEventLoop();
loop.callSoon(callback, loop);
await loop.runForever();
loop.close();
