// proves: GRA-01
// Awaiting that only the program knows of
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

function awaiters(fut: asyncio.Future<any>) {
  return asyncio.captureCallGraph(fut).awaitedBy.map((each) => each.future.getName());
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  const task = asyncio.currentTask();
  asyncio.futureAddToAwaitedBy(fut, task);
  asyncio.futureAddToAwaitedBy(fut, task);
  print(awaiters(fut));
  asyncio.futureDiscardFromAwaitedBy(fut, task);
  asyncio.futureDiscardFromAwaitedBy(fut, task);
  print(awaiters(fut));
}

await asyncio.run(main());
