// proves: MSC-02
// Cancelled from outside, more than once: passed to the attempts, and awaited
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

const log: any[] = [];

async function stubborn(name: string) {
  for (let i = 0; i < 2; i++) {
    try {
      await asyncio.sleep(9);
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      log.push(`${name} ${i} ${repr(e)}`);
    }
  }
  throw new ValueError(name);
}

async function main() {
  const task = asyncio.createTask(asyncio.staggeredRace([() => stubborn("a"), () => stubborn("b")], 1));
  await asyncio.sleep(2);
  task.cancel("one");
  await asyncio.sleep(1);
  print(task.done());
  task.cancel("two");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), [...log].sort());
  }
}

await asyncio.run(main());
