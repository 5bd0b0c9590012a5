// proves: MSC-02
// The first that returns wins; the others are cancelled
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(name: string, delay: number) {
  try {
    print(name, "starts");
    await asyncio.sleep(delay);
    return name;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "cancelled");
    throw e;
  }
}

async function main() {
  const [result, index, exceptions] = await asyncio.staggeredRace(
    [() => job("a", 5), () => job("b", 1), () => job("c", 9)],
    1.5,
  );
  print(
    result,
    index,
    [...exceptions].map((e) => repr(e)),
  );
}

await asyncio.run(main());
