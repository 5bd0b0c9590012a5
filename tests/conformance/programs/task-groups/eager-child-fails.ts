// proves: TGR-15
// An eager child that fails at once: its creator is cancelled at its next await only
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  throw new ValueError("at once");
}

async function main() {
  let other: any;
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      const task = tg.createTask(fails());
      print("got the task", task.done());
      other = tg.createTask(asyncio.sleep(1));
      print("and another", other.done());
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        print("cancelled here");
        throw e;
      }
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), other.cancelled());
  }
}

await asyncio.run(main());
