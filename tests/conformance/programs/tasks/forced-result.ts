// proves: TSK-04
// A result forced upon a task that is suspended: its next step is reported
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job() {
  await asyncio.sleep(1);
}

async function main() {
  const task = asyncio.createTask(job(), { name: "forced" });
  await asyncio.sleep(0);
  asyncio.Future.prototype.setResult.call(task, "from outside");
  print(await task);
  await asyncio.sleep(2);
  print(task.done());
}

await asyncio.run(main());
