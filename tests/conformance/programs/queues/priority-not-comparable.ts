// proves: QUE-01
// Items that cannot be compared
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

class Job {}

async function main() {
  const q = new asyncio.PriorityQueue();
  for (const items of [
    ["a", 1],
    [new Job(), new Job()],
    [
      [1, "a"],
      [1, 2],
    ],
    [null, null],
  ]) {
    q.putNowait(items[0]);
    try {
      q.putNowait(items[1]);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
    while (!q.empty()) {
      try {
        q.getNowait();
      } catch (e: any) {
        if (!(e instanceof TypeError)) throw e;
        print("not even to get it out");
      }
    }
  }
}

await asyncio.run(main());
