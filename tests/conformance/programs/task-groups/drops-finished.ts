// proves: TGR-14
// A child that is done is no longer in the group
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function main() {
  const tg = new asyncio.TaskGroup();
  await asyncWith(tg, async () => {
    for (let _ = 0; _ < 3; _++) {
      await tg.createTask(asyncio.sleep(1));
      await asyncio.sleep(0);
      print(tg);
    }
    tg.createTask(asyncio.sleep(1));
    print(tg);
  });
  print(tg);
}

await asyncio.run(main());
