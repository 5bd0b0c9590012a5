/** Coroutines that await one another, ten and ten thousand of them, of which the innermost is resumed. */
import * as asyncio from 'awaitable/asyncio';
import { violations } from './invariants';

async function nested(depth: number, resumes: number): Promise<number> {
  if (depth > 0) return (await nested(depth - 1, resumes)) + 1;
  for (let i = 0; i < resumes; i++) await asyncio.sleep(0);
  return 0;
}

async function resumed(depth: number, resumes: number) {
  const task = asyncio.createTask(nested(depth, resumes));
  // Down there first.
  await asyncio.sleep(0);
  await asyncio.sleep(0);
  console.log(depth, 'deep:', await task, violations(asyncio.getRunningLoop()));
}

async function fails(depth: number): Promise<void> {
  if (depth > 0) await fails(depth - 1);
  await asyncio.sleep(0);
  throw new RangeError('from the bottom');
}

async function main() {
  await resumed(10, 20_000);
  // Where the innermost is reached through all the others, this never comes to an end.
  await resumed(10_000, 200_000);
  console.log('returned through', await nested(100_000, 1));
  try {
    await fails(10_000);
  } catch (error) {
    console.log('raised through:', (error as Error).message);
  }
}

await asyncio.run(main());
