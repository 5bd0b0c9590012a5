/** A million tasks, alive a thousand at a time and all at once. */
import * as asyncio from 'awaitable/asyncio';
import { asyncWith } from 'awaitable/builtins';
import { violations } from './invariants';

async function one(value: number) {
  return value;
}

async function round(count: number) {
  const group = new asyncio.TaskGroup();
  let sum = 0;
  await asyncWith(group, async () => {
    for (let i = 0; i < count; i++) {
      group.createTask(one(1)).addDoneCallback((task) => {
        sum += task.result() as number;
      });
    }
  });
  return sum;
}

async function rounds(count: number, times: number) {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += await round(count);
  console.log(count, 'at a time:', sum, violations(asyncio.getRunningLoop()));
}

async function main() {
  await rounds(1000, 350);
  await rounds(300_000, 1);
  let last = 0;
  for (let i = 0; i < 400_000; i++) last = await asyncio.createTask(one(i));
  console.log('one by one:', last);
}

await asyncio.run(main());

// As many as that left over: run() cancels and awaits them all.
async function forever() {
  await new asyncio.Future();
}
async function leaves() {
  for (let i = 0; i < 200_000; i++) asyncio.createTask(forever());
  await asyncio.sleep(0);
  return asyncio.getRunningLoop();
}
const loop = await asyncio.run(leaves());
console.log('left over:', loop.firstTask);
