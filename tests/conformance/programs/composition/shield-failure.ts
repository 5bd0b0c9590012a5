// CMP-14, CMP-16: a failure before and after the shield was cancelled; the inner task cancelled
import * as asyncio from "awaitable/asyncio";
import { OSError, print, repr } from "awaitable/builtins";

async function fail(what: string) {
  await asyncio.sleep(2);
  throw new OSError(what);
}

async function main() {
  try {
    await asyncio.shield(fail("seen"));
  } catch (e) {
    if (!(e instanceof OSError)) throw e;
    print(repr(e));
  }
  const unseen = asyncio.createTask(fail("unseen"));
  const outer = asyncio.shield(unseen);
  await asyncio.sleep(1);
  outer.cancel();
  print(outer.cancelled(), unseen.done());
  await asyncio.sleep(2);
  print(unseen.done());
  const inner = asyncio.createTask(asyncio.sleep(9));
  const shield = asyncio.shield(inner);
  await asyncio.sleep(1);
  inner.cancel();
  await asyncio.wait([shield]);
  print(shield.cancelled(), inner.cancelled());
}

await asyncio.run(main());
