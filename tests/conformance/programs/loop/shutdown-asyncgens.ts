// proves: LOP-25
// Generators that were left are closed; errors from closing are reported; new ones afterwards
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, StopAsyncIteration, ValueError } from "awaitable/builtins";

async function* numbers(name: string) {
  try {
    yield 1;
    yield 2;
  } finally {
    await asyncio.sleep(0);
    print(name, "closed");
  }
}

async function* fails() {
  try {
    yield 1;
  } finally {
    throw new ValueError("in closing");
  }
}

function handler(loop: asyncio.EventLoop, context: any) {
  print(context.get("message").split(" <")[0], repr(context.get("exception")));
}

const kept: any[] = [];

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setExceptionHandler(handler);
  for (const gen of [numbers("a"), fails()]) {
    kept.push(gen);
    print(await anext(gen));
  }
  await loop.shutdownAsyncgens();
  print("shut down");
  for (const gen of kept) {
    try {
      await anext(gen);
    } catch (e: any) {
      if (!(e instanceof StopAsyncIteration)) throw e;
      print("at its end");
    }
  }
}

await asyncio.run(main());
