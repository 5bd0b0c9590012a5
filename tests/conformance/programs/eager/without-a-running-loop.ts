// proves: EAG-01
// Eager only while the loop runs
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job() {
  print("runs");
}

const loop = asyncio.newEventLoop();
loop.setTaskFactory(asyncio.eagerTaskFactory);
const task = loop.createTask(job());
print("created", task.done());
await loop.runUntilComplete(task);
loop.close();
