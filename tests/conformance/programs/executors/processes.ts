// proves: CCF-10 CCF-11
// an exception of a process has its traceback as its cause; a dead process breaks the pool; a process is replaced after so many calls
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";
import { BrokenProcessPool, ProcessPoolExecutor } from "awaitable/concurrent/futures";
import * as os from "awaitable/os";

function square(n: number) {
  return n * n;
}

function fail(n: number) {
  throw new ValueError(`too big: ${n}`);
}

function leave() {
  os._exit(3);
}

function echo(value: unknown) {
  return value;
}

function getpid() {
  return os.getpid();
}

async function main() {
  let pool = new ProcessPoolExecutor(1);
  const error = (await pool.submit(fail, 3).exception()) as Error;
  const cause = error.cause as Error;
  print(
    error.constructor.name,
    error.message,
    cause.constructor.name,
    cause.message.includes("ValueError: too big: 3"),
  );
  const refused = await pool.submit(echo, () => 1).exception();
  print(refused !== null, await pool.submit(square, 3).result());
  for (const ask of [() => pool.submit(leave).result(), () => pool.submit(square, 2)]) {
    try {
      await ask();
    } catch (e) {
      if (!(e instanceof BrokenProcessPool)) throw e;
      print(e.message);
    }
  }
  await pool.shutdown();

  pool = new ProcessPoolExecutor(1, { maxTasksPerChild: 2 });
  const ids: number[] = [];
  for (let i = 0; i < 5; i++) ids.push(await pool.submit(getpid).result());
  print(new Set(ids).size, ids[0] === ids[1], ids[1] === ids[2]);
  await pool.shutdown();
  try {
    new ProcessPoolExecutor(1, { maxTasksPerChild: 0 });
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print(e.message);
  }
}

if (import.meta.main) await asyncio.run(main());
