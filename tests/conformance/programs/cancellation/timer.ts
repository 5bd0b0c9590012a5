// CAN-19: cancelling a sleeper cancels its timer
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const task = asyncio.createTask(asyncio.sleep(3600));
  await asyncio.sleep(1);
  task.cancel();
  await asyncio.wait([task]);
  await asyncio.sleep(2);
  print(loop.time());
}

await asyncio.run(main());
