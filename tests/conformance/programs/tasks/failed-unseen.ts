// TSK-22: a failed task that nobody looked at is reported once, a cancelled one never
import * as asyncio from "awaitable/asyncio";
import { OSError, print, repr } from "awaitable/builtins";

async function fail(what: string) {
  throw new OSError(what);
}

async function main() {
  const unseen = asyncio.createTask(fail("disk full"), { name: "unseen" });
  const seen = asyncio.createTask(fail("no route"), { name: "seen" });
  const poked = asyncio.createTask(fail("no paper"), { name: "poked" });
  const gone = asyncio.createTask(asyncio.sleep(9), { name: "gone" });
  await asyncio.sleep(1);
  gone.cancel();
  await asyncio.sleep(0);
  print(repr(seen.exception()));
  print(poked.cancel(), poked.done(), gone.cancelled(), unseen.done());
}

await asyncio.run(main());
