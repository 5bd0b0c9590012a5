// proves: TGR-19
// GeneratorExit alone leaves the block bare; together with errors it is in their group
import * as asyncio from "awaitable/asyncio";
import { asyncWith, BaseExceptionGroup, GeneratorExit, print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  throw new ValueError("child");
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(asyncio.sleep(9));
      await asyncio.sleep(0);
      throw new GeneratorExit("closing");
    });
  } catch (e: any) {
    if (!(e instanceof GeneratorExit)) throw e;
    print(repr(e));
  }
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(fails());
      try {
        await asyncio.sleep(9);
      } finally {
        throw new GeneratorExit("closing");
      }
    });
  } catch (e: any) {
    if (!(e instanceof BaseExceptionGroup)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
