// proves: EVT-01
// Set and cleared in one step: whoever waited already still wakes, a newcomer does not
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(name: string, event: asyncio.Event) {
  await event.wait();
  print(name, "woke", event.isSet());
}

async function main() {
  const event = new asyncio.Event();
  const early = asyncio.createTask(waiter("early", event));
  await asyncio.sleep(0);
  event.set();
  event.clear();
  const late = asyncio.createTask(waiter("late", event));
  await early;
  await asyncio.sleep(0);
  print(late.done());
  event.set();
  await late;
}

await asyncio.run(main());
