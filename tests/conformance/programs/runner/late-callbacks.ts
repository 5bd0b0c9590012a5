// What is scheduled when main returns still gets a few passes
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

const ticks: number[] = [];

function tick(n: number) {
  ticks.push(n);
  asyncio.getRunningLoop().callSoon(tick, n + 1);
}

async function main() {
  asyncio.getRunningLoop().callSoon(tick, 0);
}

await asyncio.run(main());
print(ticks);
