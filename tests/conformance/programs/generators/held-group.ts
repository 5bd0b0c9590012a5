// proves: AGN-05 AGN-02
// A generator that holds a lock is closed in order
import * as asyncio from "awaitable/asyncio";
import { anext, print } from "awaitable/builtins";

const lock = new asyncio.Lock();

async function* guarded() {
  await lock.acquire();
  try {
    yield 1;
    yield 2;
  } finally {
    await asyncio.sleep(1);
    lock.release();
  }
}

async function main() {
  const gen = guarded();
  print(await anext(gen), lock.locked());
  await gen.aclose();
  print(lock.locked());
}

await asyncio.run(main());
