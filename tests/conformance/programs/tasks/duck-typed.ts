// proves: TSK-02
// What is no coroutine; and asking what is one
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

async function job() {
  return "job";
}

async function main() {
  const coro = job();
  print(
    asyncio.iscoroutine(coro),
    asyncio.iscoroutine(job),
    asyncio.iscoroutine(5),
    asyncio.iscoroutine(asyncio.sleep),
  );
  for (const bad of [5, null, job]) {
    try {
      new asyncio.Task(bad, { loop: asyncio.getRunningLoop() });
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e).split(", got")[0]);
    }
  }
  print(await coro);
}

await asyncio.run(main());
