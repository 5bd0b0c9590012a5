// proves: AGN-05
// Exceptions in a stack: seen by each, replaced, swallowed
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, Exception, KeyError, print, repr, ValueError } from "awaitable/builtins";

class Seer {
  name: any;

  does: any;

  constructor(name: string, does: any) {
    this.name = name;
    this.does = does;
  }

  async aenter() {
    return this;
  }

  async aexit(e: unknown) {
    print(this.name, "sees", repr(e));
    if (this.does === "replace") {
      throw new KeyError(this.name);
    }
    return this.does === "swallow";
  }
}

async function attempt(...kinds: any[]) {
  try {
    await asyncWith(new contextlib.AsyncExitStack(), async (stack) => {
      for (const kind of kinds) {
        await stack.enterAsyncContext(new Seer(kind, kind));
      }
      throw new ValueError("block");
    });
  } catch (e: any) {
    if (!(e instanceof Exception)) throw e;
    print("out", repr(e));
  }
}

async function main() {
  await attempt("pass", "pass");
  await attempt("pass", "swallow", "pass");
  await attempt("pass", "replace", "pass");
  await attempt("swallow", "replace");
  await attempt("replace", "swallow");
}

await asyncio.run(main());
