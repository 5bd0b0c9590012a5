// proves: TGR-08 TGR-10
// Both groups fail in one pass: the counts stay right
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails(text: string) {
  await asyncio.sleep(1);
  throw new ValueError(text);
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (outer) => {
      outer.createTask(fails("outer"));
      try {
        await asyncWith(new asyncio.TaskGroup(), async (inner) => {
          inner.createTask(fails("inner"));
        });
      } catch (e: any) {
        if (!(e instanceof ExceptionGroup)) throw e;
        print(repr(e), asyncio.currentTask().cancelling());
        throw e;
      }
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
  print(asyncio.currentTask().cancelling());
  await asyncio.sleep(1);
  print("no stray cancellation");
}

await asyncio.run(main());
