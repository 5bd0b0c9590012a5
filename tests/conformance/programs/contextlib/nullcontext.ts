// proves: AGN-05
// A manager that does nothing
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, print, repr, ValueError, withSync } from "awaitable/builtins";

async function main() {
  await asyncWith(new contextlib.nullcontext(), async (value) => {
    print(value);
  });
  await asyncWith(new contextlib.nullcontext("given"), async (value) => {
    print(value);
  });
  withSync(new contextlib.nullcontext(5), (value) => {
    print(value);
  });
  try {
    await asyncWith(new contextlib.nullcontext(), async () => {
      throw new ValueError("through");
    });
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
