// proves: TGR-07
// SystemExit in the block: bare, after the children were wound up
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, SystemExit } from "awaitable/builtins";

async function child(name: string) {
  try {
    await asyncio.sleep(9);
  } finally {
    print(name, "cleaned up");
  }
}

async function main() {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(child("a"));
    await asyncio.sleep(0);
    throw new SystemExit(3);
  });
}

await asyncio.run(main());
