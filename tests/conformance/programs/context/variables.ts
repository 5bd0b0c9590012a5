// CTX-01, CTX-02, CTX-04: defaults, tokens, running in a context
import { KeyError, LookupError, print, RuntimeError, ValueError } from "awaitable/builtins";
import * as contextvars from "awaitable/contextvars";

const user = new contextvars.ContextVar<string>("user");
const colour = new contextvars.ContextVar("colour", { default: "none" });

try {
  user.get();
} catch (e) {
  if (!(e instanceof LookupError)) throw e;
  print(e.constructor.name);
}
print(user.get("fallback"), colour.get(), colour.get("fallback"), user.name);
const token = user.set("alice");
print(token.oldValue === contextvars.Token.MISSING, (token.var as unknown) === user);
const second = user.set("bob");
print(second.oldValue);
user.reset(second);
print(user.get());
try {
  user.reset(second);
} catch (e) {
  if (!(e instanceof RuntimeError)) throw e;
  print(e.constructor.name);
}
try {
  colour.reset(token);
} catch (e) {
  if (!(e instanceof ValueError)) throw e;
  print(e.constructor.name);
}
user.reset(token);
print(user.get("unset again"));

const context = contextvars.copyContext();

function inside() {
  user.set("inside");
  try {
    context.run(print);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(e.constructor.name);
  }
  return user.get();
}

print(
  context.run(inside),
  user.get("outside"),
  context.item(user),
  context.size,
  context.has(user),
  context.has(colour),
);
const copy = context.copy();
copy.run(() => user.set("in the copy"));
print(context.item(user), copy.item(user), context.get(colour), context.get(colour, "not set"));
try {
  context.item(colour);
} catch (e) {
  if (!(e instanceof KeyError)) throw e;
  print(e.constructor.name);
}
