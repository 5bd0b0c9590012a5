// proves: CND-03
// A predicate that raises leaves through the waiter's block, which frees the lock
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, ValueError } from "awaitable/builtins";

const broken: any[] = [];

function look() {
  if (broken.length > 0) {
    throw new ValueError(broken[0]);
  }
  return true;
}

async function waiter(cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    print(await cond.waitFor(look));
  });
}

async function main() {
  const cond = new asyncio.Condition();
  await waiter(cond);
  broken.push("cannot look");
  try {
    await waiter(cond);
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e), cond.locked());
  }
}

await asyncio.run(main());
