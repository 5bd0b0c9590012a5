// proves: CMP-02 CMP-08
// Gathers in a gather: results, and one cancellation for all
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  print(await asyncio.gather(asyncio.gather(job(2), job(1)), job(0), asyncio.gather()));
  const inner = asyncio.gather(job(5), job(6));
  const outer = asyncio.gather(inner, job(7));
  await asyncio.sleep(1);
  print(outer.cancel("all"));
  try {
    await outer;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), inner.cancelled(), outer.cancelled());
  }
}

await asyncio.run(main());
