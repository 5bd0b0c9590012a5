// proves: MSC-02
// A failure starts the next one at once; without delay they run one after the other
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function fails(name: string, delay: number) {
  await asyncio.sleep(delay);
  print(name, "fails");
  throw new ValueError(name);
}

async function succeeds(name: string, delay: number) {
  await asyncio.sleep(delay);
  return name;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const delay of [10, null]) {
    const [result, index, exceptions] = await asyncio.staggeredRace(
      [() => fails("a", 1), () => fails("b", 2), () => succeeds("c", 1)],
      delay,
    );
    print(
      result,
      index,
      [...exceptions].map((e) => repr(e)),
      `${loop.time()}`,
    );
  }
}

await asyncio.run(main());
