// proves: FUT-28 FUT-22
// wrap_future() of a future of ours
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  print(
    asyncio.wrapFuture(fut) === fut,
    asyncio.isfuture(fut),
    asyncio.isfuture(asyncio.Future),
    asyncio.isfuture("no"),
  );
  const task = asyncio.currentTask();
  print(asyncio.wrapFuture(task) === task);
}

await asyncio.run(main());
