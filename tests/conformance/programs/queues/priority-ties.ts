// proves: QUE-11 QUE-01
// Equal priorities come out in the order of the heap, not of arrival
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

async function main() {
  const q = new asyncio.PriorityQueue();
  for (let i = 0; i < 9; i++) {
    q.putNowait(new Job(i, 1));
  }
  const names: any[] = [];
  for (let _ = 0; _ < 4; _++) {
    names.push(q.getNowait().name);
  }
  for (let i = 9; i < 13; i++) {
    q.putNowait(new Job(i, i % 2));
  }
  while (!q.empty()) {
    names.push(q.getNowait().name);
  }
  print(names);
}

await asyncio.run(main());
