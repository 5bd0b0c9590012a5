// proves: CCF-03
// callbacks run in the order they were added, at once where the future is done; what one raises stops no other
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
import { Future } from "awaitable/concurrent/futures";

async function main() {
  const future = new Future<number>();
  future.setResult(1);
  const result = await future.result();
  const other = new Future<number>();
  other.addDoneCallback((done) => print("first", done === other, done.done(), result));
  other.addDoneCallback(() => print("second"));
  other.setResult(result);
  other.addDoneCallback(() => print("at once"));
  print("after");
}

if (import.meta.main) await asyncio.run(main());
