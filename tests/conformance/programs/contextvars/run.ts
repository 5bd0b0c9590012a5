// proves: CTX-04
// Context.run: arguments, results, exceptions, nesting, no re-entry
import * as contextvars from "awaitable/contextvars";
import { print, repr, RuntimeError, ValueError } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "none" });

function add(a: any, b: any) {
  var_.set("changed");
  return a + b;
}

function fails() {
  var_.set("failed");
  throw new ValueError("inside");
}

const ctx = new contextvars.Context();
print(ctx.run(add, 1, 2), ctx.item(var_), var_.get());
try {
  ctx.run(fails);
} catch (e: any) {
  if (!(e instanceof ValueError)) throw e;
  print(repr(e), ctx.item(var_), var_.get());
}

function again() {
  try {
    ctx.run(add, 1, 2);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(e.constructor.name);
  }
  const inner = ctx.copy();
  inner.run(() => var_.set("inner"));
  return inner.item(var_);
}

print(ctx.run(again), ctx.item(var_));
