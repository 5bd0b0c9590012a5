// CAN-04: cancelled before its first step
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function body() {
  try {
    print("never");
  } finally {
    print("never either");
  }
}

async function main() {
  const task = asyncio.createTask(body());
  task.cancel("too early");
  try {
    await task;
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
  print(task.cancelled());
}

await asyncio.run(main());
