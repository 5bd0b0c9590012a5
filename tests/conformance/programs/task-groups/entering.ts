// proves: TGR-13
// Entering twice
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, RuntimeError } from "awaitable/builtins";

async function main() {
  const tg = new asyncio.TaskGroup();
  await asyncWith(tg, async () => {
    try {
      await tg.aenter();
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  });
  try {
    await asyncWith(tg, async () => {});
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
