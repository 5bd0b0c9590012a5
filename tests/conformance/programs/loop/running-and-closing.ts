// LOP-11, LOP-21: closing a running loop, asking for the loop
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  print(asyncio.getEventLoop() === loop, loop.isRunning(), loop.isClosed());
  try {
    loop.close();
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  const coroutine = asyncio.sleep(1);
  try {
    await asyncio.run(coroutine);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  coroutine.close();
  return loop;
}

const loop = await asyncio.run(main());
print(loop.isRunning(), loop.isClosed());
