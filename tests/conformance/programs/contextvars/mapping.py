# proves: CTX-05
# A context as a mapping; copies are snapshots
import contextvars

a = contextvars.ContextVar("a")
b = contextvars.ContextVar("b")
c = contextvars.ContextVar("c", default=3)
ctx = contextvars.Context()
ctx.run(a.set, 1)
ctx.run(b.set, 2)
print(len(ctx), a in ctx, c in ctx, ctx[a], ctx.get(c), ctx.get(c, "none"), ctx.get(b))
print(sorted([var.name for var in ctx]), sorted([var.name for var in ctx.keys()]), sorted(ctx.values()))
print(sorted([var.name for var, value in ctx.items()]))
copy = ctx.copy()
copy.run(a.set, 10)
print(ctx[a], copy[a], len(copy))
for bad in [lambda: ctx.get("a"), lambda: "a" in ctx]:
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
try:
    print(ctx[c])
except KeyError as e:
    print(type(e).__name__)
