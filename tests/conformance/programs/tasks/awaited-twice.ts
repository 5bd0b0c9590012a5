// TSK-12: a coroutine object serves once
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, str } from "awaitable/builtins";

async function once() {
  await asyncio.sleep(1);
  return 1;
}

async function main() {
  const coroutine = once();
  print(await coroutine);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await coroutine;
    } catch (e) {
      if (!(e instanceof RuntimeError)) throw e;
      print(str(e));
    }
  }
  const shared = once();
  const task = asyncio.createTask(shared);
  await asyncio.sleep(0.5);
  try {
    await shared;
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(str(e));
  }
  print(await task);
  const late = asyncio.createTask(coroutine);
  try {
    await late;
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print("task:", str(e));
  }
}

await asyncio.run(main());
