# proves: CTX-04
# Context.run: arguments, results, exceptions, nesting, no re-entry
import contextvars

var = contextvars.ContextVar("var", default="none")

def add(a, b):
    var.set("changed")
    return a + b

def fails():
    var.set("failed")
    raise ValueError("inside")

ctx = contextvars.Context()
print(ctx.run(add, 1, 2), ctx[var], var.get())
try:
    ctx.run(fails)
except ValueError as e:
    print(repr(e), ctx[var], var.get())

def again():
    try:
        ctx.run(add, 1, 2)
    except RuntimeError as e:
        print(type(e).__name__)
    inner = ctx.copy()
    inner.run(var.set, "inner")
    return inner[var]

print(ctx.run(again), ctx[var])
