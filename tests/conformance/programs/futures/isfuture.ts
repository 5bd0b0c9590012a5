// FUT-22: what counts as a future
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function nothing() {}

async function main() {
  const coroutine = nothing() as unknown as asyncio.Coroutine<void>;
  const task = asyncio.createTask(nothing());
  for (const thing of [
    asyncio.getRunningLoop().createFuture(),
    task,
    asyncio.gather(),
    coroutine,
    asyncio.Future,
    null,
    5,
  ]) {
    print(asyncio.isfuture(thing), asyncio.iscoroutine(thing));
  }
  coroutine.close();
  await task;
}

await asyncio.run(main());
