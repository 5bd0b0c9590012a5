// RUN-04: main fails, the leftovers are wound up first, then the exception comes
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";

async function linger() {
  try {
    await asyncio.sleep(3600);
  } finally {
    print("leftover wound up");
  }
}

async function main() {
  asyncio.createTask(linger());
  await asyncio.sleep(1);
  throw new ValueError("main failed");
}

await asyncio.run(main());
