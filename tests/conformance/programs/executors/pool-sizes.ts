// proves: CCF-07
// how many workers a pool has, and their names; an idle worker is reused before another one starts
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";
import { ProcessPoolExecutor, ThreadPoolExecutor } from "awaitable/concurrent/futures";
import * as threading from "awaitable/threading";

function name() {
  return threading.currentThread().name;
}

async function main() {
  for (const Pool of [ThreadPoolExecutor, ProcessPoolExecutor]) {
    for (const count of [0, -1]) {
      try {
        new Pool(count);
      } catch (e) {
        if (!(e instanceof ValueError)) throw e;
        print(Pool.name, count, e.message);
      }
    }
  }
  const pool = new ThreadPoolExecutor(5, { threadNamePrefix: "mine" });
  const names = new Set<string>();
  for (let i = 0; i < 6; i++) names.add(await pool.submit(name).result());
  print(names);
  await pool.shutdown();
}

if (import.meta.main) await asyncio.run(main());
