// CMP-20: wait that is cancelled leaves its tasks alone
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const tasks = [3, 5].map((n) => asyncio.createTask(asyncio.sleep(n, n)));
  const waiter = asyncio.createTask(asyncio.wait(tasks));
  await asyncio.sleep(1);
  waiter.cancel();
  await asyncio.wait([waiter]);
  print(
    waiter.cancelled(),
    tasks.map((task) => task.cancelling()),
  );
  print(await asyncio.gather(...tasks));
}

await asyncio.run(main());
