// proves: MSC-02 EAG-08
// Two that are done in one pass; and the same with eager tasks
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(name: string, delay: number) {
  await asyncio.sleep(delay);
  return name;
}

async function immediate(name: string) {
  return name;
}

async function main() {
  let [result, index, exceptions] = await asyncio.staggeredRace([() => job("a", 2), () => job("b", 1)], 1);
  print(
    result,
    index,
    [...exceptions].map((e) => repr(e)),
  );
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  [result, index, exceptions] = await asyncio.staggeredRace([() => job("a", 2), () => job("b", 1)], 1);
  print(
    result,
    index,
    [...exceptions].map((e) => repr(e)),
  );
  [result, index, exceptions] = await asyncio.staggeredRace([() => immediate("a"), () => immediate("b")], null);
  print(
    result,
    index,
    [...exceptions].map((e) => repr(e)),
  );
}

await asyncio.run(main());
