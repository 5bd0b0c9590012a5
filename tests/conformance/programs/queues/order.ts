// proves: QUE-01 QUE-11
// First in first out, last in first out, smallest first
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  for (const make of [() => new asyncio.Queue(), () => new asyncio.LifoQueue(), () => new asyncio.PriorityQueue()]) {
    const q = make();
    for (const n of [3, 1, 4, 1, 5, 9, 2, 6]) {
      q.putNowait(n);
    }
    print(q.constructor.name, q.qsize(), q.empty(), q.full(), q.maxsize);
    const got: any[] = [];
    while (!q.empty()) {
      got.push(await q.get());
    }
    print(got);
  }
}

await asyncio.run(main());
