import asyncio
import contextvars
import gc
import json
import types
import warnings


class InOrder:
    """A set that is walked in the order of insertion: CPython promises none, our runtime that one."""

    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def remove(self, item):
        del self._items[item]

    def __iter__(self):
        return iter(list(self._items))

    def __len__(self):
        return len(self._items)

    def __contains__(self, item):
        return item in self._items


asyncio.tasks.set = asyncio.taskgroups.set = InOrder
warnings.simplefilter("ignore")

S = {}  # what the program made, by name
trace = []
reports = []
held = []  # everything that was ever named: nothing is freed while the program runs
started = []  # every task that was named or has begun
counted = False  # whether the loop's passes are counted
passes = 0
beats = 0
listening = False


def beat():
    # Counts passes for a while after each line, and then lets the clock go on.
    global passes, beats
    passes += 1
    beats -= 1
    if beats > 0:
        asyncio.get_running_loop().call_soon(beat)


def log(text, *values):
    global beats
    if not listening:
        return
    loop = asyncio.get_running_loop()
    trace.append(" ".join([f"{loop.time():.6g}", str(passes), text, *map(show, values)]))
    if counted:
        if beats == 0:
            loop.call_soon(beat)
        beats = 8


def show(value):
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(show, value)) + "]"
    if isinstance(value, BaseException):
        return show_error(value)
    if asyncio.isfuture(value):
        return name_of(value)
    if value is None or isinstance(value, (bool, int, str)):
        return str(value)
    return type(value).__name__


def show_error(error):
    message = str(error)
    if "<" in message:
        message = message[: message.index("<")] + "…"
    text = f"{type(error).__name__}({message})"
    if isinstance(error, BaseExceptionGroup):
        text += show(error.exceptions)
    if error.__cause__ is not None:
        text += f" from {type(error.__cause__).__name__}"
    return text


def name_of(future):
    for name, value in S.items():
        if value is future:
            return name
    return "future"


def names(futures):
    return sorted(map(name_of, futures))


def state(value):
    match value:
        case asyncio.Future():
            text = "cancelled" if value.cancelled() else "done" if value.done() else "pending"
            return f"{text} {value.cancelling()}" if isinstance(value, asyncio.Task) else text
        case asyncio.Handle():
            return f"cancelled {value.cancelled()}"
        case asyncio.Event():
            return f"set {value.is_set()}"
        case asyncio.Queue():
            return f"{value.qsize()} {value.empty()} {value.full()}"
        case asyncio.Barrier():
            return f"{value.n_waiting} {value.broken}"
        case asyncio.Timeout():
            return f"{show(value.when() if value.when() is None else f'{value.when():.6g}')} {value.expired()}"
        case asyncio.Lock() | asyncio.Condition() | asyncio.Semaphore():
            return f"locked {value.locked()}"
    return type(value).__name__


def outcome(future):
    if future.cancelled():
        return "cancelled"
    error = future.exception()
    return show(future.result() if error is None else error)


def has(name):
    return name in S


def some(*wanted):
    return [S[name] for name in wanted if name in S]


def racing(*wanted):
    # as_completed() walks a set: of those that are done already at most one, so that no order shows.
    there = list(dict.fromkeys(some(*wanted)))
    done = [future for future in there if future.done()]
    return [future for future in there if future not in done[1:]]


def keep(name, value):
    S[name] = value
    held.append(value)
    if isinstance(value, asyncio.Task):
        started.append(value)
    return value


def begin(name):
    task = asyncio.current_task()
    if task not in started:
        started.append(task)
    log(name + " begins")


def on_error(loop, context):
    message, error = context["message"], context.get("exception")
    if "was never retrieved" in message or "was destroyed" in message:
        reports.append(" ".join([message, "" if error is None else show(error)]))
    else:
        log("handler", " ".join(message.split(" ")[:3]), error)


async def drive(main):
    global listening
    listening = True
    asyncio.get_running_loop().set_exception_handler(on_error)
    task = keep("t1", asyncio.create_task(main(), name="t1"))
    await asyncio.wait([task], timeout=40)
    await asyncio.sleep(10)
    # Whatever is left is cancelled, until it ends.
    for turn in range(60):
        left = [task for task in started if not task.done()]
        if turn > 1 and not left:
            break
        log("clean-up", names(left))
        for task in left:
            task.cancel()
        # A wait on a condition takes its lock again, however often it is cancelled.
        for name, thing in list(S.items()):
            if isinstance(thing, (asyncio.Lock, asyncio.Condition)) and thing.locked():
                log("clean-up", name)
                thing.release()
        await asyncio.sleep(5)
    log("end", len(left))
    listening = False
    # The loop would close those that have ended once more, for as long as something refers to them.
    for name, thing in list(S.items()):
        if isinstance(thing, types.AsyncGeneratorType) and thing.ag_frame is None:
            del S[name]
            held.remove(thing)


def play(seed, make, count):
    global passes, beats, counted
    passes = beats = 0
    counted = count
    trace.clear()
    reports.clear()
    try:
        asyncio.run(drive(make()))
    except BaseException as error:
        trace.append("left the loop: " + show(error))
    S.clear()
    started.clear()
    held.clear()
    gc.collect()
    print(json.dumps([seed, trace + sorted(reports)]))


gc.collect()
gc.freeze()
