// proves: MSC-02
// Nothing to run; everybody fails
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function fails(name: string) {
  throw new ValueError(name);
}

async function main() {
  print(await asyncio.staggeredRace([], 1));
  const [result, index, exceptions] = await asyncio.staggeredRace([() => fails("a"), () => fails("b")], 1);
  print(
    result,
    index,
    [...exceptions].map((e) => repr(e)),
  );
}

await asyncio.run(main());
