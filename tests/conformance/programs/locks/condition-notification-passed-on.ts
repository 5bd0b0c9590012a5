// proves: CND-05
// Notified and cancelled in one step: the notification goes to the next one
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function waiter(name: string, cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    await cond.wait();
    print(name, "goes on");
  });
}

async function main() {
  const cond = new asyncio.Condition();
  const tasks = [..."abc"].map((name) => asyncio.createTask(waiter(name, cond)));
  await asyncio.sleep(0);
  await asyncWith(cond, async () => {
    cond.notify(1);
    tasks[0].cancel();
  });
  await asyncio.sleep(1);
  print(tasks.map((task) => task.done()));
  await asyncWith(cond, async () => {
    cond.notify(1);
  });
  await asyncio.wait(tasks);
  print(tasks.map((task) => task.cancelled()));
}

await asyncio.run(main());
