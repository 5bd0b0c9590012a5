// proves: EAG-07
// A tree of gathers that never suspends makes no task that is scheduled
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

const counted: any[] = [];

class Counting extends asyncio.Task {
  constructor(coro: any, kwargs: any = {}) {
    super(coro, { ...kwargs });
    if (!this.done()) {
      counted.push(this);
    }
  }
}

function make(coro: any, kwargs: any = {}) {
  return new Counting(coro, { ...kwargs });
}

async function tree(depth: number) {
  if (depth === 0) {
    return 1;
  }
  const results = await asyncio.gather(...Array.from({ length: 3 }, () => tree(depth - 1)));
  return results.reduce((a: number, b: number) => a + b, 0);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setTaskFactory(asyncio.createEagerTaskFactory(make));
  print(await tree(4), counted.length);
  loop.setTaskFactory(null);
  print(await tree(3), counted.length);
}

await asyncio.run(main());
