// proves: QUE-06 QUE-09
// Three stages joined by bounded queues, ended by shutdown
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function produce(out: any) {
  for (let i = 0; i < 5; i++) {
    await out.put(i);
    print("made", i);
  }
  out.shutdown();
}

async function double(source: any, out: any) {
  try {
    while (true) {
      const item = await source.get();
      await asyncio.sleep(1);
      await out.put(item * 2);
    }
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueShutDown)) throw e;
    out.shutdown();
  }
}

async function consume(source: any) {
  try {
    while (true) {
      print("got", await source.get());
    }
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueShutDown)) throw e;
    print("end");
  }
}

async function main() {
  const a = new asyncio.Queue(2);
  const b = new asyncio.Queue(1);
  await asyncio.gather(produce(a), double(a, b), consume(b));
}

await asyncio.run(main());
