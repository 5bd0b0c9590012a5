// TSK-20: loop.close() cancels nothing
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function linger(name: string) {
  try {
    await asyncio.sleep(3600);
  } catch (e) {
    if (e instanceof asyncio.CancelledError) print(name, "cancelled");
    throw e;
  } finally {
    print(name, "finally");
  }
}

async function start() {
  return ["first", "second"].map((name) => asyncio.createTask(linger(name), { name }));
}

const loop = asyncio.newEventLoop();
const tasks = await loop.runUntilComplete(start());
await loop.runUntilComplete(asyncio.sleep(1));
print(tasks.map((task) => task.done()));
loop.close();
