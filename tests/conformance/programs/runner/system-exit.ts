// SystemExit with a status, a text, nothing
import * as asyncio from "awaitable/asyncio";
import { print, repr, SystemExit } from "awaitable/builtins";

async function main(code: unknown) {
  throw new SystemExit(code);
}

for (const code of [0, null, 7, "a word of parting"]) {
  try {
    await asyncio.run(main(code));
  } catch (e) {
    if (!(e instanceof SystemExit)) throw e;
    print(repr(e.code));
  }
}
throw new SystemExit("a word of parting");
