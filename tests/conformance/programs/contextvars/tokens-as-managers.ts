// proves: CTX-03
// A token resets its variable at the end of a block, also after an error; not twice
import * as contextvars from "awaitable/contextvars";
import { print, repr, RuntimeError, ValueError, withSync } from "awaitable/builtins";
let token: any;

const var_ = new contextvars.ContextVar("var", { default: "default" });

withSync(var_.set("one"), (token) => {
  print(var_.get(), token.oldValue === contextvars.Token.MISSING);
  withSync(var_.set("two"), () => {
    print(var_.get());
  });
  print(var_.get());
});
print(var_.get());
try {
  withSync(var_.set("three"), () => {
    throw new ValueError("inside");
  });
} catch (e: any) {
  if (!(e instanceof ValueError)) throw e;
  print(repr(e), var_.get());
}
token = var_.set("four");
var_.reset(token);
try {
  withSync(token, () => {
    print("entered");
  });
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(e.constructor.name);
}
print(var_.get());
