// proves: AGN-02 AGN-03
// A generator that yields in spite of aclose() goes on for anext() alone; what the loop says of it at the end
import * as asyncio from "awaitable/asyncio";
import { anext, Exception, GeneratorExit, print, repr, ValueError } from "awaitable/builtins";

async function* stubborn(name: string) {
  let refusals = 0;
  for (let i = 0; i < 10; i++) {
    try {
      yield i;
    } catch (e) {
      if (!(e instanceof GeneratorExit)) throw e;
      refusals++;
      if (refusals === 2) throw e;
      print(name, "refuses");
    }
  }
}

async function tried(what: string, awaitable: PromiseLike<unknown>) {
  try {
    print(what, await awaitable);
  } catch (e) {
    if (!(e instanceof Exception)) throw e;
    print(what, repr(e));
  }
}

const held: unknown[] = [];

async function again() {
  const g = stubborn("again");
  await tried("anext", anext(g));
  await tried("aclose", g.aclose());
  await tried("anext", anext(g));
  await tried("aclose", g.aclose());
  await tried("athrow", g.athrow(new ValueError("thrown")));
  for await (const x of g) {
    print("item", x);
    break;
  }
  await tried("asend", g.asend("sent"));
}

async function left() {
  const g = stubborn("left");
  held.push(g);
  await tried("anext", anext(g));
}

async function cleaned_up() {
  const g = stubborn("cleaned up");
  await tried("anext", anext(g));
  await tried("aclose", g.aclose());
  for await (const _ of g);
  await tried("aclose", g.aclose());
}

for (const test of [again, left, cleaned_up]) {
  print("--", test.name);
  await asyncio.run(test());
}
