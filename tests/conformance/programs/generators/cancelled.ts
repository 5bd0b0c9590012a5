// AGN-04: cancelled while the generator waits
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function* ticks() {
  try {
    while (true) {
      await asyncio.sleep(1);
      yield "tick";
    }
  } catch (e) {
    print("generator", repr(e));
    throw e;
  } finally {
    await asyncio.sleep(1);
    print("generator cleaned up");
  }
}

async function listen() {
  for await (const tick of ticks()) print(tick);
}

async function main() {
  const task = asyncio.createTask(listen());
  await asyncio.sleep(2.5);
  task.cancel("enough");
  try {
    await task;
  } catch (e) {
    print(repr(e), task.cancelled());
  }
}

await asyncio.run(main());
