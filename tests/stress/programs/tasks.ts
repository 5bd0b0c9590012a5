/** A million tasks, alive a thousand at a time and all at once: each costs about the same. */
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

/** How much more a task may cost among 300,000 than among 1,000: some two times are usual, as memory is farther away. */
const FLAT = 10;

async function timeOf(count: number, times: number) {
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < times; i++) sum += await round(count);
  if (sum !== count * times) throw new Error(`${sum} tasks of ${count * times} gave their result`);
  return performance.now() - began;
}

async function rounds(count: number, times: number) {
  const took = await timeOf(count, times);
  console.log(count, 'at a time:', count * times, violations(asyncio.getRunningLoop()));
  return took;
}

async function main() {
  await rounds(1000, 50);
  const few = await rounds(1000, 300);
  let many = await rounds(300_000, 1);
  // On a busy machine the collector of garbage may be late; what is not flat is late every time, and hundreds of times.
  for (let i = 0; i < 4 && many > few * FLAT; i++) many = Math.min(many, await timeOf(300_000, 1));
  console.log(many < few * FLAT ? 'flat' : `not flat: ${few} ms, ${many} ms`);
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
