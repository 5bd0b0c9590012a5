// proves: EVT-01
// From set() to the waiter's code: one pass
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function waiter(event: asyncio.Event) {
  await event.wait();
  return passes;
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  const event = new asyncio.Event();
  const task = asyncio.createTask(waiter(event));
  await asyncio.sleep(0);
  const before = passes;
  event.set();
  print((await task) - before);
}

await asyncio.run(main());
