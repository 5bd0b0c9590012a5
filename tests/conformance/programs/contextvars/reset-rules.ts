// proves: CTX-01 CTX-02
// reset(): once, by the same variable, in the same context
import * as contextvars from "awaitable/contextvars";
import { LookupError, print, RuntimeError, ValueError } from "awaitable/builtins";

const a = new contextvars.ContextVar("a");
const b = new contextvars.ContextVar("b", { default: 0 });
const token = a.set(1);
for (const attempt of [() => b.reset(token), () => contextvars.copyContext().run(() => a.reset(token))]) {
  try {
    attempt();
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(e.constructor.name);
  }
}
a.reset(token);
try {
  a.reset(token);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(e.constructor.name);
}
try {
  a.get();
} catch (e: any) {
  if (!(e instanceof LookupError)) throw e;
  print(e.constructor.name);
}
print(a.get("argument"), b.get("argument"), b.get());
