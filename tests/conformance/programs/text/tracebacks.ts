// What an uncaught exception of one's own leaves on stderr
import * as asyncio from "awaitable/asyncio";
import { Exception, KeyError, print, RuntimeError, str } from "awaitable/builtins";

class Spilled extends Exception {}

function pour() {
  throw new Spilled("two", "cups");
}

async function fetch() {
  throw new KeyError("cup");
}

async function main() {
  try {
    pour();
  } catch (e) {
    if (!(e instanceof Spilled)) throw e;
    print("caught", str(e));
  }
  try {
    await fetch();
  } catch (e) {
    if (!(e instanceof KeyError)) throw e;
    throw new RuntimeError("no tea", { cause: e });
  }
}

await asyncio.run(main());
