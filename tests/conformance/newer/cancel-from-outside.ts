// proves: TGR-17
// Another task cancels the group; errors in the clean-up are still raised; no new tasks
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, RuntimeError, ValueError } from "awaitable/builtins";

const groups: any[] = [];

async function fails() {
  try {
    await asyncio.sleep(9);
  } finally {
    throw new ValueError("in clean-up");
  }
}

async function nothing() {}

async function member() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      groups.push(tg);
      tg.createTask(fails());
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
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), asyncio.currentTask().cancelling());
  }
  return "member ends";
}

async function main() {
  const task = asyncio.createTask(member());
  await asyncio.sleep(1);
  groups[0].cancel();
  print(await task);
}

await asyncio.run(main());
