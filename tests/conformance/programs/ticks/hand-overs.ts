// proves: EVT-01 QUE-03 LCK-02 CAN-01
// Passes from one task to another: events, queues, locks, cancellation
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let passes = 0;
const log: any[] = [];

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function waiter(what: string, awaitable: any) {
  try {
    await awaitable;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    log.push([what + " inside", passes]);
    throw e;
  }
  log.push([what, passes]);
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  const event = new asyncio.Event();
  const queue = new asyncio.Queue();
  const lock = new asyncio.Lock();
  await lock.acquire();
  const sem = new asyncio.Semaphore(0);
  const tasks = [
    asyncio.createTask(waiter("event", event.wait())),
    asyncio.createTask(waiter("queue", queue.get())),
    asyncio.createTask(waiter("lock", lock.acquire())),
    asyncio.createTask(waiter("semaphore", sem.acquire())),
    asyncio.createTask(waiter("cancel", asyncio.sleep(9))),
  ];
  for (let _ = 0; _ < 2; _++) {
    await asyncio.sleep(0);
  }
  const before = passes;
  event.set();
  queue.putNowait(1);
  lock.release();
  sem.release();
  tasks[4].cancel();
  await asyncio.wait(tasks);
  for (const [what, at] of log) {
    print(what, at - before);
  }
  print("awaiter", passes - before);
}

await asyncio.run(main());
