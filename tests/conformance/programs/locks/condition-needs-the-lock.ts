// proves: CND-01
// What a condition refuses without its lock
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

async function main() {
  const cond = new asyncio.Condition();
  for (const attempt of [() => cond.notify(), () => cond.notifyAll()]) {
    try {
      attempt();
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  }
  try {
    await cond.wait();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  try {
    await cond.waitFor(() => false);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  print(await cond.waitFor(() => "no need to wait"));
}

await asyncio.run(main());
