// proves: CMP-17
// A shield around a gather, and a gather of shields
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(n: number) {
  try {
    await asyncio.sleep(n);
    print("job", n);
    return n;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("job", n, "cancelled");
    throw e;
  }
}

async function main() {
  const inner = asyncio.gather(job(1), job(2));
  const outer = asyncio.shield(inner);
  await asyncio.sleep(0.5);
  print(outer.cancel(), inner.cancelled());
  print(await inner);
  const tasks = [1, 2].map((n) => asyncio.createTask(job(n)));
  const group = asyncio.gather(...tasks.map((task) => asyncio.shield(task)));
  await asyncio.sleep(0.5);
  print(group.cancel());
  try {
    await group;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(
      repr(e),
      tasks.map((task) => task.done()),
    );
  }
  print(await asyncio.gather(...tasks));
}

await asyncio.run(main());
