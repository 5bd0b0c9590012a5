// proves: LOP-25
// A step that was called and not awaited suffices for the loop to close the generator at its shutdown
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, StopAsyncIteration } from "awaitable/builtins";

async function* numbers(name: string) {
  print(name, "begins");
  yield 1;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  // The compile step makes one of these; to TypeScript it is JavaScript's, without these methods.
  const called = numbers("called") as unknown as asyncio.AsyncGenerator;
  const step = called.anext();
  const closing = called.aclose();
  await loop.shutdownAsyncgens();
  try {
    print(await step);
  } catch (e) {
    if (!(e instanceof StopAsyncIteration)) throw e;
    print(repr(e));
  }
  print(await closing);
}

await asyncio.run(main());
