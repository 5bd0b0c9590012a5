// TSK-13: SystemExit leaves the loop at once
import * as asyncio from "awaitable/asyncio";
import { print, SystemExit } from "awaitable/builtins";

async function leave() {
  await asyncio.sleep(1);
  throw new SystemExit(3);
}

async function main() {
  asyncio.createTask(leave());
  try {
    await asyncio.sleep(9);
    print("never");
  } finally {
    print("main is wound up");
  }
}

await asyncio.run(main());
