// proves: CCF-08
// an initializer runs once in each worker; one that fails breaks the pool
import * as asyncio from "awaitable/asyncio";
import { print, TypeError, ValueError } from "awaitable/builtins";
import { BrokenThreadPool, ThreadPoolExecutor } from "awaitable/concurrent/futures";

const started: string[] = [];

function start(word: string) {
  started.push(word);
}

function seen() {
  return [...started];
}

function bad() {
  throw new ValueError("so");
}

async function main() {
  const pool = new ThreadPoolExecutor(1, { initializer: start, initargs: ["hello"] });
  print(await pool.submit(seen).result(), await pool.submit(seen).result());
  await pool.shutdown();
  try {
    new ThreadPoolExecutor(1, { initializer: 3 as unknown as () => void });
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(e.message);
  }
  const broken = new ThreadPoolExecutor(1, { initializer: bad });
  try {
    print(await broken.submit(seen).result());
  } catch (e) {
    if (!(e instanceof BrokenThreadPool)) throw e;
    print(e.message);
  }
  try {
    broken.submit(seen);
  } catch (e) {
    if (!(e instanceof BrokenThreadPool)) throw e;
    print(e.message);
  }
  await broken.shutdown();
}

if (import.meta.main) await asyncio.run(main());
