// proves: EVT-01
// Waiting for a flag; waking in order; a flag that is set does not wait
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(name: string, event: asyncio.Event) {
  print(name, await event.wait());
}

async function main() {
  const event = new asyncio.Event();
  print(event.isSet());
  const tasks = [..."abc"].map((name) => asyncio.createTask(waiter(name, event)));
  await asyncio.sleep(0);
  event.set();
  event.set();
  print(event.isSet(), event);
  await asyncio.gather(...tasks);
  print(await event.wait());
  event.clear();
  event.clear();
  print(event.isSet());
}

await asyncio.run(main());
