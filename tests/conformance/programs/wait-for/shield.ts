// WFR-08: the shielded inner survives the timeout
import * as asyncio from "awaitable/asyncio";
import { print, TimeoutError } from "awaitable/builtins";

async function deliver() {
  await asyncio.sleep(3);
  print("delivered");
  return "parcel";
}

async function main() {
  const task = asyncio.createTask(deliver());
  for (const seconds of [1, 0]) {
    try {
      await asyncio.waitFor(asyncio.shield(task), seconds);
    } catch (e) {
      if (!(e instanceof TimeoutError)) throw e;
      print("no more patience", task.cancelling());
    }
  }
  print(await task);
}

await asyncio.run(main());
