// proves: CMP-16
// The inner task fails after the shield was cancelled: reported once, however many shields
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

function handler(loop: asyncio.EventLoop, context: any) {
  print("handler:", context.get("message"), repr(context.get("exception")));
}

async function fails() {
  await asyncio.sleep(2);
  throw new ValueError("late");
}

async function succeeds() {
  await asyncio.sleep(2);
}

async function main() {
  asyncio.getRunningLoop().setExceptionHandler(handler);
  for (const make of [fails, succeeds]) {
    const task = asyncio.createTask(make());
    for (let _ = 0; _ < 3; _++) {
      const outer = asyncio.shield(task);
      await asyncio.sleep(0);
      outer.cancel();
    }
    await asyncio.sleep(3);
    print(task.done());
  }
}

await asyncio.run(main());
