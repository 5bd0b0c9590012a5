// proves: TGR-05 TGR-10
// A group under a time limit
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, TimeoutError } from "awaitable/builtins";

const log: any[] = [];

async function child(name: string) {
  try {
    await asyncio.sleep(9);
  } finally {
    log.push(name);
  }
}

async function main() {
  try {
    await asyncWith(asyncio.timeout(1), async () => {
      await asyncWith(new asyncio.TaskGroup(), async (tg) => {
        tg.createTask(child("a"));
        tg.createTask(child("b"));
      });
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), [...log].sort());
  }
  print(asyncio.currentTask().cancelling());
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      await asyncWith(asyncio.timeout(1), async () => {
        tg.createTask(child("c"));
        await asyncio.sleep(9);
      });
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
