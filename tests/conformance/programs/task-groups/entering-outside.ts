// proves: TGR-13
// Entering outside a task
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

function callback(loop: asyncio.EventLoop) {
  const coro = new asyncio.TaskGroup().aenter();
  try {
    (coro as any).next();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  coro.close();
  loop.stop();
}

const loop = asyncio.newEventLoop();
loop.callSoon(callback, loop);
await loop.runForever();
loop.close();
