// LOP-26: reprs of handles
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

function ring(...names: string[]) {
  print("ring", ...names);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const handle = loop.callSoon(ring, "door");
  print(handle);
  handle.cancel();
  print(handle);
  const timer = loop.callAt(7.5, ring, "alarm");
  print(timer);
  timer.cancel();
  print(timer);
}

await asyncio.run(main());
