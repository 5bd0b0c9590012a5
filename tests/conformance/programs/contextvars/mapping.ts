// proves: CTX-05
// A context as a mapping; copies are snapshots
import * as contextvars from "awaitable/contextvars";
import { KeyError, print, TypeError } from "awaitable/builtins";

const a = new contextvars.ContextVar("a");
const b = new contextvars.ContextVar("b");
const c = new contextvars.ContextVar("c", { default: 3 });
const ctx = new contextvars.Context();
ctx.run(() => a.set(1));
ctx.run(() => b.set(2));
print(ctx.size, ctx.has(a), ctx.has(c), ctx.item(a), ctx.get(c), ctx.get(c, "none"), ctx.get(b));
print(
  [...[...ctx].map((var_) => var_.name)].sort(),
  [...[...ctx.keys()].map((var_) => var_.name)].sort(),
  [...ctx.values()].sort(),
);
print([...[...ctx.items()].map(([var_, value]) => var_.name)].sort());
const copy = ctx.copy();
copy.run(() => a.set(10));
print(ctx.item(a), copy.item(a), copy.size);
for (const bad of [() => ctx.get("a"), () => ctx.has("a")]) {
  try {
    bad();
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(e.constructor.name);
  }
}
try {
  print(ctx.item(c));
} catch (e: any) {
  if (!(e instanceof KeyError)) throw e;
  print(e.constructor.name);
}
