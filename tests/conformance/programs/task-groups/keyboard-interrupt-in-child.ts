// proves: TGR-07
// KeyboardInterrupt from a child leaves the loop at once; the group raises it bare
import * as asyncio from "awaitable/asyncio";
import { asyncWith, KeyboardInterrupt, print, repr } from "awaitable/builtins";

async function child() {
  await asyncio.sleep(1);
  throw new KeyboardInterrupt("stop");
}

async function sibling() {
  try {
    await asyncio.sleep(9);
  } finally {
    print("sibling cleaned up");
  }
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(child());
      tg.createTask(sibling());
    });
  } catch (e: any) {
    print(repr(e));
    throw e;
  }
}

try {
  await asyncio.run(main());
} catch (e: any) {
  if (!(e instanceof KeyboardInterrupt)) throw e;
  print("out", repr(e));
}
