// proves: AGN-02
// aclose() on a fresh generator, a suspended one, an exhausted one; one that yields in closing
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, RuntimeError, StopAsyncIteration } from "awaitable/builtins";

async function* numbers() {
  try {
    yield 1;
  } finally {
    print("finally");
  }
}

async function* stubborn() {
  try {
    yield 1;
  } finally {
    yield 2;
  }
}

async function main() {
  const fresh = numbers();
  await fresh.aclose();
  const suspended = numbers();
  print(await anext(suspended));
  await suspended.aclose();
  await suspended.aclose();
  const exhausted = numbers();
  for await (const n of exhausted) {
    print(n);
  }
  await exhausted.aclose();
  for (const gen of [fresh, suspended, exhausted]) {
    try {
      await anext(gen);
    } catch (e: any) {
      if (!(e instanceof StopAsyncIteration)) throw e;
      print("at its end");
    }
  }
  const bad = stubborn();
  print(await anext(bad));
  try {
    await bad.aclose();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
