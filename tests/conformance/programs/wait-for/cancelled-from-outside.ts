// WFR-05: whoever waits is cancelled
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function slow() {
  try {
    await asyncio.sleep(9);
  } finally {
    print("inner wound up");
  }
}

async function main() {
  const first = asyncio.createTask(asyncio.waitFor(slow(), 5));
  await asyncio.sleep(1);
  first.cancel("not needed");
  try {
    await first;
  } catch (e) {
    print(repr(e), first.cancelled());
  }
  const fut = asyncio.getRunningLoop().createFuture<string>();
  const task = asyncio.createTask(asyncio.waitFor(fut, 5));
  await asyncio.sleep(1);
  fut.setResult("mail");
  task.cancel();
  await asyncio.wait([task]);
  print(task.cancelled());
}

await asyncio.run(main());
