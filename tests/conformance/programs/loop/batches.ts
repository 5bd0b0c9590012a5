// proves: LOP-01 LOP-04
// What is ready runs first, timers that are due behind it, what they schedule in the next pass
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function looper(name: string) {
  for (let i = 0; i < 3; i++) {
    print(name, i);
    await asyncio.sleep(0);
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const tasks = [..."abc"].map((name) => asyncio.createTask(looper(name)));
  loop.callLater(0, print, "timer of zero");
  loop.callSoon(print, "soon");
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
