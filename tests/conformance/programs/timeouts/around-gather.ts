// proves: TMO-01 CMP-08
// A limit around a gather: all children are cancelled
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

const log: any[] = [];

async function job(name: string, delay: number) {
  try {
    await asyncio.sleep(delay);
    log.push(name + " done");
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    log.push(name + " cancelled");
    throw e;
  }
}

async function main() {
  try {
    await asyncWith(asyncio.timeout(2), async () => {
      await asyncio.gather(job("a", 1), job("b", 3), job("c", 4));
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), log);
  }
}

await asyncio.run(main());
