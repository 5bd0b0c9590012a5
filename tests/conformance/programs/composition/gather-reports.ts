// Which forgotten gathers are reported
import * as asyncio from "awaitable/asyncio";
import { OSError, print, repr } from "awaitable/builtins";

async function fail(what: string) {
  throw new OSError(what);
}

async function main() {
  const cancelledEarly = asyncio.gather(asyncio.sleep(9), asyncio.sleep(9));
  cancelledEarly.cancel();
  const failed = asyncio.gather(fail("disk"), asyncio.sleep(1));
  const excused = asyncio.gather(fail("disk"), asyncio.sleep(1), { returnExceptions: true });
  const lookedAt = asyncio.gather(fail("paper"));
  await asyncio.sleep(3);
  print(cancelledEarly.cancelled(), failed.done(), excused.done(), repr(lookedAt.exception()));
}

await asyncio.run(main());
