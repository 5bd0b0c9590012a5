// proves: AGN-01 LOP-25
// Breaking out does not close the generator; the end of the loop does
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

const kept: any[] = [];

async function* numbers() {
  try {
    yield 1;
    yield 2;
  } finally {
    print("closed");
  }
}

async function main() {
  const gen = numbers();
  kept.push(gen);
  for await (const n of gen) {
    print(n);
    break;
  }
  print("left");
  for await (const n of gen) {
    print(n);
    break;
  }
  await asyncio.sleep(1);
  print("main ends");
}

await asyncio.run(main());
