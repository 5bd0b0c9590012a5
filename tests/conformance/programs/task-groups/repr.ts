// proves: TGR-02
// A group's repr in its states
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, ValueError } from "awaitable/builtins";

async function fails() {
  throw new ValueError("x");
}

async function slow() {
  try {
    await asyncio.sleep(9);
  } finally {
    print(groups[0]);
    await asyncio.sleep(1);
  }
}

const groups: any[] = [];

async function main() {
  const tg = new asyncio.TaskGroup();
  groups.push(tg);
  print(tg);
  try {
    await asyncWith(tg, async () => {
      print(tg);
      tg.createTask(slow());
      await asyncio.sleep(0);
      tg.createTask(fails());
      print(tg);
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(tg);
  }
}

await asyncio.run(main());
