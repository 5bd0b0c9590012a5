// AGN-01, ac-f9: leaving a loop early leaves the generator as it is; the loop closes it at the end
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

const kept: asyncio.AsyncGenerator<number>[] = [];

async function* ticks(name: string) {
  try {
    let n = 0;
    while (true) {
      await asyncio.sleep(1);
      yield n;
      n += 1;
    }
  } finally {
    await asyncio.sleep(1);
    print(name, "closed");
  }
}

async function main() {
  for (const name of ["left alone", "closed by hand"]) {
    const numbers = ticks(name) as unknown as asyncio.AsyncGenerator<number>;
    kept.push(numbers);
    for await (const n of numbers) if (n === 2) break;
    print(name, "left");
  }
  await kept[1]?.aclose();
  for await (const n of kept[0] as asyncio.AsyncGenerator<number>) {
    print("goes on with", n);
    break;
  }
  print("main returns");
}

await asyncio.run(main());
print("after run");
