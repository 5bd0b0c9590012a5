// proves: QUE-01 QUE-11
// How items are compared: numbers, strings, tuples, objects that order themselves
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

class Job {
  name: any;

  priority: any;

  constructor(name: string, priority: number) {
    this.name = name;
    this.priority = priority;
  }

  lt(other: any) {
    return this.priority < other.priority;
  }
}

async function drain(items: any) {
  const q = new asyncio.PriorityQueue();
  for (const item of items) {
    q.putNowait(item);
  }
  const got: any[] = [];
  while (!q.empty()) {
    got.push(await q.get());
  }
  return got;
}

async function main() {
  print(await drain([2, 0.5, -1, 10, 7, 0]));
  print(await drain(["pear", "Apple", "fig", "apple", "", "figs", "é", "z"]));
  print(await drain([[2, "b"], [1, "z"], [2, "a"], [1, "y"], [1]]));
  print(
    await drain([
      [1, [2, 3]],
      [1, [2]],
      [0, [9]],
    ]),
  );
  const jobs = await drain([new Job("wash", 2), new Job("cook", 1), new Job("rest", 3)]);
  print([...jobs].map((job) => job.name));
}

await asyncio.run(main());
