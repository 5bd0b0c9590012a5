// proves: TGR-07
// Another BaseException makes a BaseExceptionGroup
import * as asyncio from "awaitable/asyncio";
import { asyncWith, BaseException, BaseExceptionGroup, Exception, print, ValueError } from "awaitable/builtins";

class Mine extends BaseException {}

async function child() {
  throw new Mine("mine");
}

async function fails() {
  throw new ValueError("value");
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(child());
      tg.createTask(fails());
    });
  } catch (e: any) {
    if (!(e instanceof BaseExceptionGroup)) throw e;
    print(
      e.constructor.name,
      e.exceptions.map((each) => each.constructor.name),
      e instanceof Exception,
    );
  }
}

await asyncio.run(main());
