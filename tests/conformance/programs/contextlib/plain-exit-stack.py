# proves: AGN-05
# ExitStack: everything in reverse order, exceptions seen, replaced and swallowed; pop_all, close
import asyncio
import contextlib

class Door:
    def __init__(self, name, does="pass"):
        self.name = name
        self.does = does

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, et, e, tb):
        print("exit", self.name, repr(e))
        if self.does == "replace":
            raise KeyError(self.name)
        return self.does == "swallow"

class Nothing:
    pass

def seen(et, e, tb):
    print("function sees", repr(e))
    return True

def attempt(*kinds):
    try:
        with contextlib.ExitStack() as stack:
            for kind in kinds:
                stack.enter_context(Door(kind, kind))
            raise ValueError("block")
    except Exception as e:
        print("out", repr(e))
    else:
        print("swallowed")

async def main():
    with contextlib.ExitStack() as stack:
        stack.enter_context(Door("waits"))
        await asyncio.sleep(1)
        stack.callback(print, "slept")

with contextlib.ExitStack() as stack:
    print(stack.enter_context(Door("a")))
    print(stack.callback(print, "callback", 1) is print)
    entered = Door("b")
    print(stack.push(entered) is entered)
    print(stack.push(seen) is seen)
    print("block ends")
attempt("pass", "pass")
attempt("pass", "swallow", "pass")
attempt("pass", "replace", "pass")
attempt("swallow", "replace")
attempt("replace", "swallow")
with contextlib.ExitStack() as stack:
    stack.push(seen)
    raise ValueError("to a function")
stack = contextlib.ExitStack()
stack.callback(print, "moved")
other = stack.pop_all()
print(type(other).__name__, other is stack)
stack.close()
print("empty one closed")
other.close()
other.close()
failing = contextlib.ExitStack()
failing.callback(print, "still called")
failing.push(Door("fails", "replace"))
try:
    failing.close()
except KeyError as e:
    print(repr(e))
try:
    with contextlib.ExitStack() as stack:
        stack.callback(print, "left all the same")
        stack.enter_context(Nothing())
except TypeError as e:
    print(repr(e))
asyncio.run(main())
