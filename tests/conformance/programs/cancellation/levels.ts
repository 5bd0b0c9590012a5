// proves: CAN-01 CAN-03
// How many passes a cancellation takes, one more for each task between
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function leaf() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("inside", passes - before);
    throw e;
  }
}

async function level(n: number) {
  if (n === 0) {
    await leaf();
  } else {
    await asyncio.createTask(level(n - 1));
  }
}

let before = 0;

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  for (let n = 0; n < 4; n++) {
    const task = asyncio.createTask(level(n));
    for (let _ = 0; _ < n + 2; _++) {
      await asyncio.sleep(0);
    }
    before = passes;
    task.cancel();
    try {
      await task;
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print("levels", n, "awaiter", passes - before);
    }
  }
}

await asyncio.run(main());
