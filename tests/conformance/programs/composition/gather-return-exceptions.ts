// CMP-06, CMP-08: exceptions in the list, unless the gather itself is cancelled
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr } from "awaitable/builtins";

async function job(name: string, seconds: number) {
  await asyncio.sleep(seconds);
  if (name === "bad") throw new KeyError(name);
  return name;
}

async function main() {
  const victim = asyncio.createTask(job("victim", 9));
  asyncio.getRunningLoop().callLater(1, () => victim.cancel());
  print(await asyncio.gather(job("good", 2), job("bad", 3), victim, { returnExceptions: true }));
  const group = asyncio.gather(job("good", 2), job("bad", 3), { returnExceptions: true });
  asyncio.getRunningLoop().callLater(1, () => group.cancel("all of you"));
  try {
    await group;
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), group.cancelled());
  }
}

await asyncio.run(main());
