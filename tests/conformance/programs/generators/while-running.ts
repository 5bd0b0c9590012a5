// proves: AGN-02
// A generator that is running: no second step, no closing
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, RuntimeError, ValueError } from "awaitable/builtins";

async function* slow() {
  await asyncio.sleep(1);
  yield 1;
  await asyncio.sleep(1);
  yield 2;
}

async function main() {
  const gen = slow();
  const first = asyncio.createTask(anext(gen));
  await asyncio.sleep(0);
  for (const attempt of [() => gen.asend(null), () => gen.athrow(new ValueError("x")), () => gen.aclose()]) {
    try {
      await attempt();
    } catch (e: any) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  }
  print(await first);
  const again = gen.asend(null);
  print(await again);
  try {
    await again;
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(e.constructor.name);
  }
}

await asyncio.run(main());
