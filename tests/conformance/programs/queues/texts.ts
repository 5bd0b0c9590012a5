// proves: QUE-08 QUE-11
// str() and repr() of every kind of queue
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  let n: any;
  for (const make of [
    (n: number) => new asyncio.Queue(n),
    (n: number) => new asyncio.LifoQueue(n),
    (n: number) => new asyncio.PriorityQueue(n),
  ]) {
    const q = make(1);
    print(q);
    print(repr(q));
    const getters = Array.from({ length: 2 }, () => asyncio.createTask(q.get()));
    await asyncio.sleep(0);
    print(q);
    await q.put("a");
    await q.put("b");
    await asyncio.sleep(1);
    await asyncio.gather(...getters);
    await q.put("c");
    const putters = ["d", "e", "f"].map((n) => asyncio.createTask(q.put(n)));
    await asyncio.sleep(0);
    print(q);
    q.shutdown();
    print(q, [q]);
    await asyncio.gather(...putters, { returnExceptions: true });
  }
}

await asyncio.run(main());
