// proves: BAR-03
// Those who arrive while a round leaves wait for the next one
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function party(name: string, barrier: asyncio.Barrier) {
  const index = await barrier.wait();
  print(name, index, barrier);
}

async function main() {
  const barrier = new asyncio.Barrier(2);
  const tasks = [..."abcde"].map((name) => asyncio.createTask(party(name, barrier)));
  await asyncio.sleep(1);
  print(
    barrier,
    tasks.map((task) => task.done()),
  );
  await party("f", barrier);
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
