// proves: LCK-02
// How many passes a lock takes to change hands
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function user(name: string, lock: asyncio.Lock) {
  await asyncWith(lock, async () => {
    print(name, "from pass", passes);
    await asyncio.sleep(0);
    await asyncio.sleep(0);
  });
  print(name, "to pass", passes);
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  const lock = new asyncio.Lock();
  await asyncio.gather(...[..."abc"].map((name) => user(name, lock)));
  let before = passes;
  await lock.acquire();
  const task = asyncio.createTask(lock.acquire());
  await asyncio.sleep(0);
  before = passes;
  lock.release();
  await task;
  print("release to the awaiter of the acquiring task", passes - before);
}

await asyncio.run(main());
