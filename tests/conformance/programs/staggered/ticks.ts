// proves: MSC-02
// How many passes a race costs
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function immediate(name: string) {
  return name;
}

async function fails() {
  throw new ValueError("no");
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  await asyncio.sleep(0);
  let before = passes;
  await asyncio.staggeredRace([() => immediate("a"), () => immediate("b")], null);
  print(passes - before);
  before = passes;
  await asyncio.staggeredRace([() => fails(), () => immediate("b")], null);
  print(passes - before);
}

await asyncio.run(main());
