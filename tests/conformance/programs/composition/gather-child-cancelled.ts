// CMP-07: a cancelled child raises CancelledError in whoever waits, and cancels nobody else
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(name: string, seconds: number) {
  try {
    await asyncio.sleep(seconds);
    print(name, "finished");
  } catch (e) {
    print(name, "cancelled");
    throw e;
  }
}

async function main() {
  const victim = asyncio.createTask(job("victim", 9));
  const group = asyncio.gather(victim, job("other", 3));
  asyncio.getRunningLoop().callLater(1, () => victim.cancel());
  try {
    await group;
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), group.done(), group.cancelled(), asyncio.currentTask()?.cancelling());
  }
  await asyncio.sleep(5);
}

await asyncio.run(main());
