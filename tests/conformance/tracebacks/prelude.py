import asyncio, sys

K = {}
T = {}


def quiet(e, seen):
    # JavaScript has no implicit context: both sides show causes alone.
    if e is None or id(e) in seen:
        return
    seen.add(id(e))
    e.__suppress_context__ = True
    quiet(e.__cause__, seen)
    quiet(e.__context__, seen)
    for member in getattr(e, "exceptions", ()):
        quiet(member, seen)


def report(tag, e):
    quiet(e, set())
    asyncio.get_running_loop().call_exception_handler({"message": f"#{tag}", "exception": e})


def handler(loop, context):
    quiet(context.get("exception"), set())
    loop.default_exception_handler(context)


def kept(slot):
    if slot not in K:
        K[slot] = ValueError(f"kept {slot}")
    return K[slot]


def take(slot):
    # Raised once more, and not by several at a time: whose frames an exception
    # has then depends on who prints it when.
    e = kept(slot)
    del K[slot]
    return e


def look(task):
    if not task.cancelled():
        task.exception()


def spawn(coroutine):
    task = asyncio.create_task(coroutine)
    task.add_done_callback(look)
    return task


def eager(coroutine):
    task = asyncio.eager_task_factory(asyncio.get_running_loop(), coroutine)
    task.add_done_callback(look)
    return task


class Manager:
    def __init__(self, tag, swallow):
        self.tag = tag
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, type, e, traceback):
        if e is not None:
            report(f"exit {self.tag}", e)
        return self.swallow and isinstance(e, Exception)

    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, type, e, traceback):
        await asyncio.sleep(0)
        if e is not None:
            report(f"exit {self.tag}", e)
        if isinstance(e, KeyError):
            raise RuntimeError("exit") from e
        return self.swallow and isinstance(e, Exception)


async def drive(main):
    asyncio.get_running_loop().set_exception_handler(handler)
    try:
        await main()
    finally:
        left = sorted(asyncio.all_tasks() - {asyncio.current_task()}, key=lambda t: int(t.get_name()[5:]))
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def ended(seed, e):
    if e is not None:
        quiet(e, set())
        loop = asyncio.new_event_loop()
        loop.call_exception_handler({"message": "#end", "exception": e})
        loop.close()
    K.clear()
    T.clear()
    print(f"== {seed}", file=sys.stderr)
