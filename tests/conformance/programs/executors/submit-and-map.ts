// proves: CCF-04 CCF-05
// submit() refuses after shutdown(); map() gives results in the order of the items, stops at an exception and at its timeout
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";
import { ThreadPoolExecutor } from "awaitable/concurrent/futures";

function square(n: number) {
  return n * n;
}

function add(a: number, b: number) {
  return a + b;
}

function few(n: number) {
  if (n > 1) throw new ValueError(`too big: ${n}`);
  return n;
}

function nap(seconds: number) {
  return asyncio.run(asyncio.sleep(seconds, seconds));
}

async function outcome(ask: () => unknown): Promise<string> {
  try {
    return repr(await ask());
  } catch (e) {
    return `${(e as Error).constructor.name}(${(e as Error).message})`;
  }
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function main() {
  const pool = new ThreadPoolExecutor(2);
  print(await pool.submit(square, 3).result(), await pool.submit(add, 1, 2).result());
  print(await listOf(pool.map(square, [3, 1, 2])), await listOf(pool.map(add, [1, 2, 3], [10, 20])));
  const given: number[] = [];
  try {
    for await (const n of pool.map(few, [0, 1, 2, 3])) given.push(n);
  } catch (e) {
    print(given, (e as Error).message);
  }
  const slow = pool.map(nap, [0.1, 2], { timeout: 0.8 });
  print((await slow.next()).value, await outcome(() => slow.next()));
  await pool.shutdown();
  print(await outcome(() => pool.submit(square, 1)));
  print(await outcome(() => pool.map(square, [1])));
}

if (import.meta.main) await asyncio.run(main());
