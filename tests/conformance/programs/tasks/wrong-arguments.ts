// TSK-02, TSK-24: what create_task and ensure_future refuse
import * as asyncio from "awaitable/asyncio";
import { print, str, TypeError } from "awaitable/builtins";

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  for (const thing of [5, null, "text", fut]) {
    try {
      asyncio.createTask(thing as never);
    } catch (e) {
      if (!(e instanceof TypeError)) throw e;
      print("create_task:", str(e));
    }
  }
  for (const thing of [5, null, "text"]) {
    try {
      asyncio.ensureFuture(thing as never);
    } catch (e) {
      if (!(e instanceof TypeError)) throw e;
      print("ensure_future:", str(e));
    }
  }
  print(asyncio.ensureFuture(fut) === fut);
}

await asyncio.run(main());
