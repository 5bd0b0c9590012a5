// proves: AGN-04
// Cancelled while the generator waits: its finally blocks run, with awaits
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function* source() {
  try {
    yield 1;
    await asyncio.sleep(9);
    yield 2;
  } finally {
    await asyncio.sleep(1);
    print("source cleaned up");
  }
}

async function consumer() {
  try {
    for await (const n of source()) {
      print(n);
    }
  } finally {
    print("consumer ends");
  }
}

async function main() {
  const task = asyncio.createTask(consumer());
  await asyncio.sleep(1);
  task.cancel("stop");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), `${asyncio.getRunningLoop().time()}`);
  }
}

await asyncio.run(main());
