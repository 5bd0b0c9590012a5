// proves: QUE-09 QUE-04 QUE-05
// A getter and a putter that are cancelled in the pass of the shutdown
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function attempt(name: string, awaitable: any) {
  try {
    await awaitable;
    print(name, "done");
  } catch (e: any) {
    if (e instanceof asyncio.QueueShutDown) {
      print(name, "shut down");
    } else if (e instanceof asyncio.CancelledError) {
      print(name, "cancelled");
      throw e;
    } else throw e;
  }
}

async function main() {
  const q = new asyncio.Queue(1);
  const getters = [..."ab"].map((name) => asyncio.createTask(attempt(name, q.get())));
  await asyncio.sleep(0);
  q.shutdown();
  getters[0].cancel();
  await asyncio.wait(getters);
  const full = new asyncio.Queue(1);
  full.putNowait(0);
  const putters = [..."cd"].map((name) => asyncio.createTask(attempt(name, full.put(1))));
  await asyncio.sleep(0);
  full.shutdown({ immediate: true });
  putters[0].cancel();
  await asyncio.wait(putters);
  print(q, full);
}

await asyncio.run(main());
