// What time.sleep() does to a loop, and debug mode's report of it
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
import * as time from "awaitable/time";

async function tick() {
  const loop = asyncio.getRunningLoop();
  for (let i = 0; i < 4; i++) {
    print("tick", loop.time(), loop.time() === time.monotonic());
    await asyncio.sleep(1);
  }
}

async function block() {
  await asyncio.sleep(1.5);
  time.sleep(3);
  print("blocked until", time.monotonic());
}

async function main() {
  const before = time.monotonic();
  await asyncio.gather(tick(), block());
  print("took", time.monotonic() - before);
}

if (import.meta.main) {
  await asyncio.run(main(), { debug: true });
  print("after the loop", time.monotonic());
}
