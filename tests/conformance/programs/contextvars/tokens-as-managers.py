# proves: CTX-03
# A token resets its variable at the end of a block, also after an error; not twice
import contextvars

var = contextvars.ContextVar("var", default="default")

with var.set("one") as token:
    print(var.get(), token.old_value is contextvars.Token.MISSING)
    with var.set("two"):
        print(var.get())
    print(var.get())
print(var.get())
try:
    with var.set("three"):
        raise ValueError("inside")
except ValueError as e:
    print(repr(e), var.get())
token = var.set("four")
var.reset(token)
try:
    with token:
        print("entered")
except RuntimeError as e:
    print(type(e).__name__)
print(var.get())
