// proves: CAN-20 CAN-09
// Handlers that await, from the inside out; the second request interrupts the first clean-up only
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function inner() {
  try {
    await asyncio.sleep(9);
  } finally {
    print("inner begins");
    await asyncio.sleep(2);
    print("inner ends");
  }
}

async function outer() {
  try {
    await inner();
  } finally {
    print("outer begins");
    await asyncio.sleep(1);
    print("outer ends");
  }
}

async function main() {
  const task = asyncio.createTask(outer());
  await asyncio.sleep(1);
  task.cancel("one");
  await asyncio.sleep(1);
  task.cancel("two");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), task.cancelling());
  }
}

await asyncio.run(main());
