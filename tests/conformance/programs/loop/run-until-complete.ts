// LOP-07, LOP-09, LOP-10: what it runs, what stops it, what it refuses
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr, TypeError } from "awaitable/builtins";

async function nap(what: string) {
  await asyncio.sleep(1);
  return what;
}

async function stops() {
  asyncio.getRunningLoop().stop();
  await asyncio.sleep(9);
}

async function nested(loop: asyncio.EventLoop) {
  const coroutine = nap("never") as unknown as asyncio.Coroutine<string>;
  try {
    await loop.runUntilComplete(coroutine);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  coroutine.close();
}

const loop = asyncio.newEventLoop();
print(await loop.runUntilComplete(nap("a coroutine")));
const fut = loop.createFuture<string>();
loop.callLater(1, () => fut.setResult("a future"));
print(await loop.runUntilComplete(fut));
try {
  await loop.runUntilComplete(5 as never);
} catch (e) {
  if (!(e instanceof TypeError)) throw e;
  print(repr(e));
}
const task = loop.createTask(stops());
try {
  await loop.runUntilComplete(task);
} catch (e) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
print(task.done(), loop.isRunning(), loop.isClosed());
print(await loop.runUntilComplete(nap("again")));
await loop.runUntilComplete(nested(loop));
loop.callSoon(print, "the last batch");
loop.stop();
await loop.runForever();
task.cancel();
try {
  await loop.runUntilComplete(task);
} catch (e) {
  if (!(e instanceof asyncio.CancelledError)) throw e;
  print(repr(e));
}
loop.close();
loop.close();
print(loop);
