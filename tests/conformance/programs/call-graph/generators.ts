// proves: GRA-03 GRA-02
// Async generators are frames; timeout blocks add none
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

function names() {
  return asyncio.captureCallGraph({ depth: 2 }).callStack.map((entry) => entry.frame.qualname);
}

async function* numbers() {
  print(names());
  yield 1;
}

async function consumer() {
  for await (const n of numbers()) {
    print(n);
  }
}

async function limited() {
  await asyncWith(asyncio.timeout(1), async () => {
    print(names());
  });
}

async function main() {
  await consumer();
  await limited();
}

await asyncio.run(main());
