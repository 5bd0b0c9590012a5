// proves: QUE-01 QUE-02
// Zero, negative and fractional sizes; what the queue refuses
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function fill(maxsize: any) {
  const q = new asyncio.Queue({ maxsize });
  let n = 0;
  try {
    while (n < 5) {
      q.putNowait(n);
      n += 1;
    }
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueFull)) throw e;
    print(repr(e));
  }
  print(n, "fit", q.full(), q.qsize());
  for (let _ = 0; _ < n; _++) {
    q.getNowait();
  }
  try {
    q.getNowait();
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueEmpty)) throw e;
    print(repr(e));
  }
}

async function main() {
  for (const maxsize of [0, -1, 1, 3, 1.5, 0.3]) {
    await fill(maxsize);
  }
}

await asyncio.run(main());
