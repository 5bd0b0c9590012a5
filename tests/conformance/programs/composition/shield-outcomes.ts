// proves: CMP-14
// What a shield passes through: results, exceptions, cancellation; done futures as they are
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function job(outcome: any) {
  await asyncio.sleep(1);
  if (outcome === "fail") {
    throw new ValueError(outcome);
  }
  return outcome;
}

async function main() {
  print(await asyncio.shield(job("result")));
  try {
    await asyncio.shield(job("fail"));
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  const task = asyncio.createTask(job("never"));
  const outer = asyncio.shield(task);
  await asyncio.sleep(0);
  task.cancel("inner");
  try {
    await outer;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), outer.cancelled());
  }
  const done = asyncio.getRunningLoop().createFuture();
  done.setResult(1);
  print(asyncio.shield(done) === done);
}

await asyncio.run(main());
