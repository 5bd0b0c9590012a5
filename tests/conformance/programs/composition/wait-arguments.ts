// CMP-19: what wait refuses
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError, ValueError } from "awaitable/builtins";

async function fine() {
  return 1;
}

async function main() {
  const coroutine = fine() as unknown as asyncio.Coroutine<number>;
  const task = asyncio.createTask(fine());
  for (const attempt of [
    () => asyncio.wait([]),
    () => asyncio.wait(task as never),
    () => asyncio.wait([coroutine] as never),
    () => asyncio.wait([task], { returnWhen: "SOON" as never }),
  ]) {
    try {
      await attempt();
    } catch (e) {
      if (!(e instanceof TypeError || e instanceof ValueError)) throw e;
      print(repr(e));
    }
  }
  coroutine.close();
  print(await task);
}

await asyncio.run(main());
