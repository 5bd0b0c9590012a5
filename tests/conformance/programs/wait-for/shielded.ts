// proves: WFR-08
// Behind a shield the inner task outlives the limit, also a limit of zero
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function job() {
  await asyncio.sleep(2);
  return "survived";
}

async function main() {
  for (const limit of [1, 0]) {
    const task = asyncio.createTask(job());
    const wrapper = asyncio.shield(task);
    try {
      await asyncio.waitFor(wrapper, limit);
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e), wrapper.cancelled(), task.done());
    }
    print(await task);
  }
}

await asyncio.run(main());
