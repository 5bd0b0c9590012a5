// proves: AGN-05 AGN-01
// aclosing() ends a generator that is left early
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { anext, asyncWith, print, repr, ValueError } from "awaitable/builtins";

async function* numbers() {
  try {
    for (let i = 0; i < 10; i++) {
      yield i;
    }
  } finally {
    await asyncio.sleep(1);
    print("closed");
  }
}

async function main() {
  await asyncWith(new contextlib.aclosing(numbers()), async (gen) => {
    for await (const n of gen) {
      print(n);
      if (n === 1) {
        break;
      }
    }
  });
  print("after the block");
  try {
    await asyncWith(new contextlib.aclosing(numbers()), async (gen) => {
      print(await anext(gen));
      throw new ValueError("inside");
    });
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
