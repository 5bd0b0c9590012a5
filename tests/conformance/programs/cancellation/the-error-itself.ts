// proves: CAN-18
// Which CancelledError reaches whom: through await, result() and exception()
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

const seen: any[] = [];

async function inner() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    seen.push(e);
    throw e;
  }
}

async function outer() {
  await asyncio.createTask(inner());
}

async function main() {
  const task = asyncio.createTask(outer());
  await asyncio.sleep(1);
  task.cancel("why");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), e === seen[0]);
  }
  for (const ask of [() => task.result(), () => task.exception()]) {
    try {
      ask();
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print(repr(e), e === seen[0]);
    }
  }
}

await asyncio.run(main());
