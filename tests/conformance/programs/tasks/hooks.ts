// proves: TSK-18
// Entering and leaving tasks by hand; registering them
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

async function nothing() {}

function attempt(what: string, ...args: any[]) {
  try {
    what(...args);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e).split(" task <")[0].split(" <EventLoop")[0]);
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const task = asyncio.currentTask();
  const other = asyncio.createTask(nothing(), { name: "other" });
  attempt(asyncio._enterTask, loop, other);
  attempt(asyncio._leaveTask, loop, other);
  asyncio._leaveTask(loop, task);
  print(asyncio.currentTask());
  asyncio._enterTask(loop, other);
  print(asyncio.currentTask() === other);
  attempt(asyncio._leaveTask, loop, task);
  asyncio._leaveTask(loop, other);
  asyncio._enterTask(loop, task);
  print(asyncio.allTasks().size);
  asyncio._unregisterTask(other);
  asyncio._unregisterTask(other);
  print(asyncio.allTasks().size);
  asyncio._registerTask(other);
  asyncio._registerTask(other);
  print(asyncio.allTasks().size);
  await other;
  const foreign = asyncio.newEventLoop();
  attempt(asyncio._enterTask, foreign, task);
  foreign.close();
  print(asyncio._getRunningLoop() === loop);
}

await asyncio.run(main());
