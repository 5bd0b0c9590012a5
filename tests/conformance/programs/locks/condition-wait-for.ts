// proves: CND-03
// wait_for() looks again after every notification and gives the predicate's value
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

let looks = 0;
let ready = "";

function look() {
  looks += 1;
  print("look", looks);
  return ready;
}

async function waiter(cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    print("found", await cond.waitFor(look));
  });
}

async function main() {
  const cond = new asyncio.Condition();
  const task = asyncio.createTask(waiter(cond));
  for (let _ = 0; _ < 2; _++) {
    await asyncio.sleep(1);
    await asyncWith(cond, async () => {
      cond.notify();
    });
  }
  await asyncio.sleep(1);
  ready = "it";
  await asyncWith(cond, async () => {
    cond.notify();
  });
  await task;
  await waiter(cond);
}

await asyncio.run(main());
