// proves: TSK-21
// A task whose first step cannot be scheduled: the error comes at once, and nobody knows the task
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

async function job() {
  print("never");
}

async function main() {
  const closed = asyncio.newEventLoop();
  closed.close();
  closed.setExceptionHandler((loop: asyncio.EventLoop, context: any) => null);
  const coro = job();
  try {
    new asyncio.Task(coro, { loop: closed });
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  coro.close();
  print(asyncio.allTasks(closed).size, asyncio.allTasks().size);
}

await asyncio.run(main());
