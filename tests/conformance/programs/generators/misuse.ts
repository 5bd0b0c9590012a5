// AGN-02, AGN-03: a running generator, a finished one, one that refuses to close, StopAsyncIteration inside
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, RuntimeError, StopAsyncIteration, str, ValueError } from "awaitable/builtins";

type Generator = asyncio.AsyncGenerator<number>;

async function* slow() {
  await asyncio.sleep(5);
  yield 1;
}

async function* stubborn() {
  try {
    yield 1;
  } finally {
    yield 2;
  }
}

async function* stops() {
  yield 1;
  throw new StopAsyncIteration();
}

async function main() {
  const busy = slow() as unknown as Generator;
  const task = asyncio.createTask(anext(busy));
  await asyncio.sleep(1);
  for (const attempt of [() => anext(busy), () => busy.aclose(), () => busy.athrow(new ValueError())]) {
    try {
      await attempt();
    } catch (e) {
      if (!(e instanceof RuntimeError)) throw e;
      print(str(e));
    }
  }
  print(await task);
  const refuses = stubborn() as unknown as Generator;
  print(await anext(refuses));
  try {
    await refuses.aclose();
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(str(e));
  }
  const strange = stops() as unknown as Generator;
  print(await anext(strange));
  try {
    await anext(strange);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(str(e));
  }
  const finished = slow() as unknown as Generator;
  await finished.aclose();
  await finished.aclose();
  try {
    await anext(finished);
  } catch (e) {
    if (!(e instanceof StopAsyncIteration)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
