// proves: CMP-24
// Async iteration: the very tasks and futures, done
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const slow = asyncio.createTask(job(3), { name: "slow" });
  const fut = loop.createFuture();
  loop.callLater(2, () => fut.setResult("future"));
  for await (const done of asyncio.asCompleted([slow, job(1), fut])) {
    print(done === slow, done === fut, done instanceof asyncio.Task, done.done(), await done);
  }
}

await asyncio.run(main());
