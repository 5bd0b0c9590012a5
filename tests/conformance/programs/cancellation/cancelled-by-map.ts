// proves: CAN-03
// Hundreds of tasks that no code of Python's own cancels: map() calls cancel() of each
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function wait() {
  await asyncio.sleep(60);
}

async function main() {
  const tasks = Array.from({ length: 300 }, () => asyncio.createTask(wait()));
  await asyncio.sleep(1);
  print(tasks.map((task) => task.cancel()).every(Boolean));
  const [done, pending] = await asyncio.wait(tasks);
  print(
    done.size,
    pending.size,
    tasks.every((task) => task.cancelled()),
  );
}

await asyncio.run(main());
