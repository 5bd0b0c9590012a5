/** A million cancellations: down a chain of tasks, across a gather, and in a tree of both. */
import * as asyncio from 'awaitable/asyncio';
import { violations, violationsAfter } from './invariants';

const DEEP = 900;
const WIDE = 1000;

let refused = 0;
/** Refuses as often as it is told to. */
async function leaf(times: number) {
  for (;;) {
    try {
      await new asyncio.Future();
    } catch (error) {
      if (refused++ >= times) throw error;
    }
  }
}

async function link(depth: number, end: () => Promise<unknown>): Promise<unknown> {
  return depth === 0 ? await end() : await asyncio.createTask(link(depth - 1, end));
}

async function ends(what: string, task: asyncio.Future<unknown>) {
  try {
    await task;
    console.log(what, 'returned');
  } catch (error) {
    console.log(what, (error as Error).constructor.name, violations(asyncio.getRunningLoop()));
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const problems = new Set<string>();

  // Each goes through all of them to the end: 500 × 900.
  refused = 0;
  const chain = asyncio.createTask(link(DEEP, () => leaf(400)));
  for (let i = 0; i < DEEP + 2; i++) await asyncio.sleep(0);
  for (let i = 0; i < 400; i++) {
    chain.cancel();
    await asyncio.sleep(0);
    for (const problem of violations(loop)) problems.add(problem);
  }
  for (let i = 0; i < 100; i++) chain.cancel();
  console.log('deep:', asyncio.allTasks().size, chain.cancelling(), refused, [...problems]);
  await ends('deep', chain);

  // 500 × 1000.
  refused = 0;
  const across = asyncio.gather(...Array.from({ length: WIDE }, () => leaf(WIDE * 499)));
  await asyncio.sleep(0);
  for (let i = 0; i < 500; i++) {
    across.cancel();
    await asyncio.sleep(0);
    if (i % 50 === 0) for (const problem of violations(loop)) problems.add(problem);
  }
  console.log('wide:', refused, [...problems]);
  await ends('wide', across);

  // Chains side by side: 100 × 1000 × 1.
  refused = 0;
  const tree = asyncio.gather(...Array.from({ length: WIDE }, () => link(5, () => leaf(WIDE * 20))));
  for (let i = 0; i < 8; i++) await asyncio.sleep(0);
  for (let i = 0; i < 20; i++) {
    tree.cancel();
    await asyncio.sleep(0);
  }
  for (let i = 0; i < 3; i++) tree.cancel();
  for (const problem of violations(loop)) problems.add(problem);
  console.log('tree:', refused, [...problems]);
  await ends('tree', tree);
  return loop;
}

const loop = await asyncio.run(main());
console.log('after:', violationsAfter(loop));
