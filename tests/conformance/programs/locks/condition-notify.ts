// proves: CND-01
// notify(n) wakes at most n, in order; each goes on only with the lock
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function waiter(name: string, cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    print(name, await cond.wait(), cond.locked());
    await asyncio.sleep(0);
  });
}

async function main() {
  const cond = new asyncio.Condition();
  const tasks = [..."abcde"].map((name) => asyncio.createTask(waiter(name, cond)));
  await asyncio.sleep(0);
  await asyncWith(cond, async () => {
    cond.notify(2);
    print("notified, nobody runs yet");
    await asyncio.sleep(0);
  });
  await asyncio.sleep(1);
  await asyncWith(cond, async () => {
    cond.notify();
  });
  await asyncio.sleep(1);
  await asyncWith(cond, async () => {
    cond.notify(0);
  });
  await asyncio.sleep(1);
  print(tasks.map((task) => task.done()));
  await asyncWith(cond, async () => {
    cond.notifyAll();
  });
  await asyncio.gather(...tasks);
  await asyncWith(cond, async () => {
    cond.notifyAll();
  });
  print("nobody left");
}

await asyncio.run(main());
