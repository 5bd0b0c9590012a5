// proves: SEM-02 SEM-04
// A limit on how many children work at once; one fails, the rest are sent home
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

let active = 0;
let most = 0;

async function worker(n: number, sem: asyncio.Semaphore) {
  await asyncWith(sem, async () => {
    active += 1;
    most = Math.max(most, active);
    await asyncio.sleep(1);
    active -= 1;
    if (n === 4) {
      throw new ValueError(n);
    }
    print("worker", n);
  });
}

async function main() {
  const sem = new asyncio.Semaphore(2);
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      for (let n = 0; n < 8; n++) {
        tg.createTask(worker(n, sem));
      }
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), most, sem);
  }
}

await asyncio.run(main());
