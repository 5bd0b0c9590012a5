// CMP-08: cancelling the gather, the one that waits for it, and children that swallow it
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(name: string, stubborn: boolean) {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    print(name, repr(e));
    if (stubborn) return name;
    throw e;
  }
}

async function main() {
  const tasks = [..."abc"].map((name) => asyncio.createTask(job(name, name === "b")));
  const group = asyncio.gather(...tasks);
  await asyncio.sleep(1);
  print(
    group.cancel("closing time"),
    group.done(),
    tasks.map((task) => task.cancelling()),
  );
  try {
    await group;
  } catch (e) {
    print("awaiter", repr(e));
  }
  print(
    group,
    tasks.map((task) => task.cancelled()),
    group.cancel(),
  );

  async function waiter() {
    await asyncio.gather(job("d", true), job("e", true));
  }

  const task = asyncio.createTask(waiter());
  await asyncio.sleep(1);
  task.cancel();
  await asyncio.wait([task]);
  print(task.cancelled());
}

await asyncio.run(main());
