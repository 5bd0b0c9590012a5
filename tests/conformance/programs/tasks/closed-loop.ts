// TSK-25: no task on a closed loop, and no warning besides
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr } from "awaitable/builtins";

async function late() {
  print("never");
}

const loop = asyncio.newEventLoop();
loop.close();
const coroutine = late() as unknown as asyncio.Coroutine<void>;
try {
  loop.createTask(coroutine);
} catch (e) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
coroutine.close();
for (const call of [() => loop.callSoon(print), () => loop.callLater(1, print), () => loop.runForever()]) {
  try {
    await call();
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}
print(loop.isClosed(), loop.isRunning());
