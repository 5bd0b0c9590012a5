/** What functions return without `await`, as JavaScript programs do: TypeScript says that it has been awaited. */

import * as asyncio from 'awaitable/asyncio';

async function inner(n: number): Promise<number> {
  await asyncio.sleep(n / 1000);
  if (n > 9) throw new RangeError('inner');
  return n;
}
async function statement(n: number): Promise<number> {
  return inner(n);
}
const arrow = async (n: number): Promise<number> => inner(n);
const promise = async (): Promise<string> => Promise.resolve('promise');
class Client {
  async get(n: number): Promise<number> {
    if (n > 1) return n;
    else return inner(n);
  }
}
async function task(): Promise<number> {
  return asyncio.createTask(inner(3));
}
async function deep(n: number): Promise<number> {
  return n === 0 ? 0 : deep(n - 1);
}
async function guarded(): Promise<string | number> {
  try {
    return inner(10);
  } catch {
    return 'caught';
  } finally {
    console.log('after inner');
  }
}
async function* items(): AsyncGenerator<number> {
  yield inner(4);
  yield Promise.resolve(5);
}
async function lend(): Promise<unknown> {
  return asyncio.unawaited(inner(6));
}
async function main(): Promise<void> {
  console.log(
    await statement(1),
    await arrow(2),
    await promise(),
    await new Client().get(1),
    await new Client().get(2),
  );
  console.log(await task(), await deep(50_000), await guarded());
  for await (const item of items()) console.log(item);
  const lent = await lend();
  console.log(asyncio.iscoroutine(lent), await (lent as Promise<number>));
  const names = ['a', 'b'].map(async (name) => inner(name.length));
  console.log(await asyncio.gather(...names));
}
await asyncio.run(main());
