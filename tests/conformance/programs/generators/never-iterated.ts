// An async generator that nobody iterated is not reported; leaving one half-way in a task is closed at the end
import * as asyncio from "awaitable/asyncio";
import { anext, print } from "awaitable/builtins";

async function* numbers() {
  try {
    yield 1;
    yield 2;
  } finally {
    print("closed", asyncio.getRunningLoop().isRunning());
  }
}

async function main() {
  const untouched = numbers();
  const half = numbers();
  print(await anext(half));
  print("main returns", untouched === half);
  return [half, untouched];
}

await asyncio.run(main());
print("after run");
