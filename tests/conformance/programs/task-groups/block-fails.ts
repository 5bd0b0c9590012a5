// proves: TGR-03
// An exception of the block: children are cancelled and awaited; always a group
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function child(name: string) {
  try {
    await asyncio.sleep(9);
  } finally {
    await asyncio.sleep(1);
    print(name, "cleaned up");
  }
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(child("a"));
      await asyncio.sleep(0);
      throw new ValueError("block");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
  try {
    await asyncWith(new asyncio.TaskGroup(), async () => {
      throw new ValueError("alone");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), e.cause);
  }
}

await asyncio.run(main());
