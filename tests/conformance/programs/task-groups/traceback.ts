// proves: TGR-02
// An uncaught group of errors, as it is printed
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ValueError } from "awaitable/builtins";

async function fails(text: string) {
  await asyncio.sleep(0);
  throw new ValueError(text);
}

async function main() {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(fails("a"));
    tg.createTask(fails("b"));
  });
}

await asyncio.run(main());
