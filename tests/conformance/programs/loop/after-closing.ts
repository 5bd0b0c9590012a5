// proves: LOP-11 TSK-25
// What a closed loop refuses
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

async function nothing() {}

const loop = asyncio.newEventLoop();
loop.close();
loop.close();
print(loop.isClosed(), loop);
for (const attempt of [
  () => loop.callSoon(print),
  () => loop.callLater(1, print),
  () => loop.callAt(1, print),
  () => loop.callSoonThreadsafe(print),
]) {
  try {
    attempt();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}
const coro = nothing();
try {
  loop.createTask(coro);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
try {
  await loop.runUntilComplete(coro);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
try {
  await loop.runForever();
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
coro.close();
