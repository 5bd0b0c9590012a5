// proves: TGR-11
// Before the block, after it, while it is being wound up: no new tasks, and no warnings
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, RuntimeError, ValueError } from "awaitable/builtins";

async function nothing() {}

async function late(tg: asyncio.TaskGroup) {
  try {
    await asyncio.sleep(9);
  } finally {
    try {
      tg.createTask(nothing());
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  }
}

async function main() {
  let tg = new asyncio.TaskGroup();
  try {
    tg.createTask(nothing());
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  await asyncWith(tg, async () => {});
  try {
    tg.createTask(nothing());
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  try {
    tg = new asyncio.TaskGroup();
    await asyncWith(tg, async () => {
      tg.createTask(late(tg));
      await asyncio.sleep(1);
      throw new ValueError("block");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
