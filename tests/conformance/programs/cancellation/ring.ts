// Two tasks that await each other: cancelling one recurses
import * as asyncio from "awaitable/asyncio";
import { print, RecursionError, RuntimeError, repr } from "awaitable/builtins";

async function main() {
  async function hen() {
    await eggTask;
  }

  async function egg() {
    await henTask;
  }

  const henTask: asyncio.Task<void> = asyncio.createTask(hen(), { name: "hen" });
  const eggTask: asyncio.Task<void> = asyncio.createTask(egg(), { name: "egg" });
  await asyncio.sleep(1);
  try {
    henTask.cancel();
  } catch (e) {
    if (!(e instanceof RecursionError)) throw e;
    print("RecursionError");
  }
  await asyncio.sleep(1);
  print(henTask.done(), eggTask.done());
  asyncio.getRunningLoop().stop();
  await asyncio.sleep(0);
}

const loop = asyncio.newEventLoop();
try {
  await loop.runUntilComplete(main());
} catch (e) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
