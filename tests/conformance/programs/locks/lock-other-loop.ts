// proves: LCK-05
// Bound to the loop in which somebody first waits; uncontended use binds nothing
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, RuntimeError } from "awaitable/builtins";

async function uncontended(lock: asyncio.Lock) {
  await asyncWith(lock, async () => {
    print("free everywhere");
  });
}

async function waitOnce(lock: asyncio.Lock) {
  await lock.acquire();
  const task = asyncio.createTask(lock.acquire());
  await asyncio.sleep(0);
  lock.release();
  await task;
  print("bound now");
}

async function elsewhere(lock: asyncio.Lock) {
  try {
    await lock.acquire();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  lock.release();
  await uncontended(lock);
}

const lock = new asyncio.Lock();
await asyncio.run(uncontended(lock));
await asyncio.run(waitOnce(lock));
await asyncio.run(elsewhere(lock));
