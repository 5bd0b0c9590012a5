"""Writes what CPython's own event loop does as a log of events; `../../trace/events.ts` says what is in one.

Nothing of asyncio is replaced by something that works differently. Its tasks and futures are the ones written in C,
which tell nobody what they do. But whatever they do comes to the ready queue, and what they have done can be asked
then: so some events are written a moment later than they happen, but before anything else is, as `recorder.ts` does.

* The ready queue is a `deque` that tells what joins and leaves it; a selector tells when an iteration begins.
* `cancel()` and `uncancel()` of tasks are seen by `sys.monitoring`, in the code that mentions those names; from one task
  to the next that it waits for a cancellation goes on in C, along `_fut_waiter`. Other calls from C code are noticed at
  the next event, or when they have woken the task (see `MAX_POLLED_TASKS`).
* A task that is the current one and unknown is eager: it is seen when its coroutine begins.
* asyncio keeps tasks in sets, whose order follows from addresses and so from chance. Here they keep the order in which
  they were filled: CPython promises none, and our runtime keeps that one.

No object of the program's is kept alive, but a task while it runs: CPython reports some things when it frees them.
"""

import builtins
import collections
import contextvars
import gc
import inspect
import re
import sys
import types
import weakref

SCHEMA = 1
MAX_EVENTS = 20_000
OUTSIDE = 0
# What waits inside asyncio, by the names that are known to its users.
THROUGH = {
    "__sleep0": "sleep",
    "_wait": "wait",
    "_cancel_and_wait": "wait_for",
    "TaskGroup._aexit": "TaskGroup.__aexit__",
}
# With more tasks than this, they are not all asked at each event whether C code has cancelled them: those that this wakes
# are asked then, the others at their next step.
MAX_POLLED_TASKS = 200
# What says nothing of the generator that it drives.
OPAQUE = frozenset(("async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"))
# As in `../../trace/inspect.ts`: variables of a function, characters of a value, characters of all values.
MAX_VARIABLES = 24
MAX_VALUE = 160
MAX_TEXT = 3_000_000
# How deep a value is shown.
MAX_DEPTH = 2
TOOL = 4
WATCHED = frozenset(("cancel", "uncancel"))


class Ready(collections.deque):
    """A loop's ready queue."""

    def __init__(self, tracer, loop):
        super().__init__()
        self._tracer, self._loop = tracer, weakref.ref(loop)

    def append(self, handle):
        super().append(handle)
        self._tracer.joined(handle)

    def popleft(self):
        handle = super().popleft()
        self._tracer.left(handle)
        return handle


class OrderedSet(set):
    """A set in the order in which it was filled."""

    def __init__(self, items=()):
        self._order = dict.fromkeys(items)
        super().__init__(self._order)

    def __iter__(self):
        return iter(list(self._order))

    def copy(self):
        return OrderedSet(self)

    def add(self, item):
        self._order[item] = None
        super().add(item)

    def discard(self, item):
        self._order.pop(item, None)
        super().discard(item)

    def remove(self, item):
        super().remove(item)
        del self._order[item]

    def clear(self):
        self._order.clear()
        super().clear()


OrderedSet.__name__ = OrderedSet.__qualname__ = "set"


class Selector:
    """Tells when a loop waits, and when its next iteration begins."""

    def __init__(self, tracer, loop, selector):
        self._tracer, self._loop, self._selector = tracer, loop, selector

    def select(self, timeout):
        return self._tracer.selects(self._loop, self._selector, timeout)


def hide_caller(made):
    """Takes the method of ours that has called asyncio's out of where something was made, which debug mode shows."""
    if getattr(made, "_source_traceback", None):
        del made._source_traceback[-1]


class Tracer:
    def __init__(self, asyncio, recorder, inspects=False):
        self._asyncio = asyncio
        self._values = Values(asyncio, self._known_name) if inspects else None
        self._every_task = asyncio.all_tasks
        self._recorder = recorder
        self._entities = [{"kind": "outside", "name": ""}]
        self._events = []
        self._dropped = 0
        self._ids = {}  # id() -> (weak reference, entity)
        self._pending = set()  # entities of callbacks and timers that have not run
        self._timers = set()
        self._done = set()
        self._raised = set()
        self._cancelling = {}  # entity of a task -> what cancelling() was
        self._tasks = {}  # entity -> weak reference, of tasks that are not done
        self._running = []  # [entity, the task or None, whether it is told to be suspended]
        self._beginning = None
        self._iteration = 0
        self._loop = None
        self._printed = 0
        self._open = {}
        self._write, self._wait = recorder.write, recorder.wait
        recorder.write, recorder.wait = self._written, self._waits
        self._selecting = False
        self._joining = None
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "awaitable")
        monitoring.register_callback(TOOL, monitoring.events.CALL, self._called)
        monitoring.register_callback(TOOL, monitoring.events.PY_START, self._started)
        monitoring.register_callback(TOOL, monitoring.events.PY_RETURN, self._returns)
        self._holders = weakref.WeakKeyDictionary()  # lock -> weak reference to the task that holds it
        self._handle_cancel = asyncio.events.Handle.cancel.__code__
        self._lock_release = asyncio.Lock.release.__code__
        watch_code(self._handle_cancel, monitoring.events.PY_START)
        watch_code(self._lock_release, monitoring.events.PY_START)
        watch_code(asyncio.Lock.acquire.__code__, monitoring.events.PY_RETURN)
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] == "asyncio":
                module.set = OrderedSet
                if hasattr(module, "all_tasks"):
                    module.all_tasks = self._all_tasks
                for thing in list(vars(module).values()):
                    self._watch_functions(thing, module.__name__)

    def _all_tasks(self, loop=None):
        tasks = self._every_task(loop)
        return OrderedSet(sorted(tasks, key=lambda task: self._known(task) or 0))

    def close(self):
        """Ends the watching; returns the log."""
        for stream, (entity, place) in self._open.items():
            self._line(stream, entity, place)
        self._open.clear()
        sys.monitoring.free_tool_id(TOOL)
        self._recorder.write, self._recorder.wait = self._write, self._wait
        self._note_names()
        return {
            "schema": SCHEMA,
            "language": "python",
            "entities": self._entities,
            "events": self._events,
            "dropped": self._dropped,
        }

    def _note_names(self):
        """A task may have been given another name since it was created."""
        for entity, reference in self._tasks.items():
            task = reference()
            if task is not None:
                self._entities[entity]["name"] = task.get_name()

    def watch(self, code):
        """Sees in this code, and in the functions in it, calls of `cancel` and `uncancel`, and coroutines that begin."""
        if not WATCHED.isdisjoint((*code.co_names, *code.co_varnames)):
            watch_code(code, sys.monitoring.events.CALL)
        if code.co_flags & inspect.CO_COROUTINE:
            watch_code(code, sys.monitoring.events.PY_START)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                self.watch(constant)
        return code

    def _watch_functions(self, thing, module):
        if isinstance(thing, types.FunctionType) and thing.__module__ == module:
            self.watch(thing.__code__)
        elif isinstance(thing, type) and thing.__module__ == module:
            for member in vars(thing).values():
                if isinstance(member, types.FunctionType):
                    self.watch(member.__code__)

    def traced(self, loop_class):
        """A class of loops like `loop_class` that tell."""
        tracer = self

        class TracedLoop(loop_class):
            def __init__(self):
                super().__init__()
                self._ready = Ready(tracer, self)
                self._asyncgens.data = OrderedSet()
                self._selector = Selector(tracer, self, self._selector)

            def run_forever(self):
                if self._closed or self.is_running() or tracer._asyncio._get_running_loop() is not None:
                    return super().run_forever()
                tracer._state(self, "started")
                try:
                    super().run_forever()
                finally:
                    tracer._stopped(self)

            def close(self):
                closing = not self._closed and not self.is_running()
                super().close()
                if closing:
                    tracer._closed(self)

            def call_at(self, when, callback, *args, context=None):
                timer = super().call_at(when, callback, *args, context=context)
                hide_caller(timer)
                tracer._timer_set(timer)
                return timer

            def create_task(self, coro, **kwargs):
                tracer._flush()
                name = getattr(coro, "__qualname__", "")
                task = super().create_task(coro, **kwargs)
                hide_caller(task)
                tracer._made(task, name)
                return task

        TracedLoop.__name__, TracedLoop.__qualname__ = loop_class.__name__, loop_class.__qualname__
        TracedLoop.__module__ = loop_class.__module__
        return TracedLoop

    # What is told.

    def _tell(self, kind, entity, **rest):
        if len(self._events) >= MAX_EVENTS:
            self._dropped += 1
            return
        event = {
            "kind": kind,
            "iteration": self._iteration,
            "time": self._time(),
            "by": self._running[-1][0] if self._running else OUTSIDE,
            "entity": entity,
        }
        event.update(rest)
        self._events.append(event)

    def _time(self):
        return 0.0 if self._loop is None else self._loop.now

    def _add(self, **entity):
        if len(self._events) >= MAX_EVENTS:
            return OUTSIDE
        self._entities.append(entity)
        return len(self._entities) - 1

    def _known(self, thing):
        reference, entity = self._ids.get(id(thing), (None, None))
        return entity if reference is not None and reference() is thing else None

    def _remember(self, thing, entity):
        # What came when the log was full is not told from what is outside of it.
        if entity != OUTSIDE:
            self._ids[id(thing)] = weakref.ref(thing), entity
        return entity

    def _id(self, thing, name=None):
        entity = self._known(thing)
        if entity is not None:
            return entity
        if isinstance(thing, self._asyncio.Task):
            loop = self._id(thing.get_loop())
            coroutine = thing.get_coro()
            qualname = name if coroutine is None else getattr(coroutine, "__qualname__", "")
            entity = self._add(kind="task", name=thing.get_name(), coroutine=qualname or "", loop=loop)
            if entity != OUTSIDE:
                self._tasks[entity] = weakref.ref(thing)
                self._cancelling[entity] = thing.cancelling()
        elif self._asyncio.isfuture(thing):
            entity = self._add(kind="future", name=type(thing).__name__)
        else:
            entity = self._add(kind="loop", name=type(thing).__name__)
        return self._remember(thing, entity)

    def _state(self, loop, kind):
        self._beginning = None
        self._loop = loop
        self._running.clear()
        self._tell(kind, self._id(loop))

    def _stopped(self, loop):
        self._end_step()
        # What is left may be freed before the log is closed.
        self._note_names()
        self._state(loop, "stopped")

    def _closed(self, loop):
        self._flush()
        # A loop that is closed while another runs has nothing of that one's.
        if self._asyncio._get_running_loop() is None:
            self._beginning = None
            self._pending.clear()
            self._timers.clear()
        self._tell("closed", self._id(loop))

    def _enter_iteration(self):
        loop, self._beginning = self._beginning, None
        if loop is not None:
            self._iteration += 1
            self._tell("iteration", self._id(loop))

    # The ready queue and the timers.

    def selects(self, loop, selector, timeout):
        self._end_step()
        before = loop.now
        last = self._events[-1] if self._events else {}
        # A loop that waits for more than a day looks in between.
        goes_on = last.get("kind") == "advanced" and not self._dropped
        if (timeout is None or timeout > 0) and not goes_on:
            self._tell("idle", self._id(loop), until=loop._scheduled[0]._when if loop._scheduled else None)
        self._selecting = True
        try:
            return selector.select(timeout)
        finally:
            self._selecting = False
            if loop.now != before and goes_on:
                last["time"] = loop.now
            elif loop.now != before:
                self._tell("advanced", self._id(loop), **{"from": before})
            self._beginning = loop

    def _waits(self, loop, seconds):
        """In a selector, or in `time.sleep()`."""
        before = loop.now
        self._wait(loop, seconds)
        if not self._selecting and loop.now != before:
            self._flush()
            self._tell("advanced", self._id(loop), **{"from": before})

    def joined(self, handle):
        """Something was put into the ready queue."""
        if handle._cancelled:
            return
        self._joining = handle
        self._flush()
        self._joining = None
        entity = self._known(handle)
        if entity in self._timers:
            self._timers.discard(entity)
            self._enter_iteration()
            self._tell("scheduled", entity, why="due")
            return
        callback, args = handle._callback, handle._args
        task = task_of(callback)
        if task is not None and not can_step(handle):
            if self._known(task) is None:
                self._tell_created(task)
            task = None
        future = args[0] if args and len(args) == 1 and self._asyncio.isfuture(args[0]) and args[0].done() else None
        if task is not None:
            self._task_joined(task, callback, future)
            return
        rest = {}
        if future is not None:
            self._note_done(future)
            rest = {"of": self._id(future)}
        entity = self._remember(handle, self._add(kind="callback", name=own_name(callback), **rest))
        self._pending.add(entity)
        if future is None:
            self._tell("scheduled", entity, why="call")
        else:
            self._tell("scheduled", entity, why="future", future=self._id(future))

    def _task_joined(self, task, callback, future):
        if self._known(task) is None:
            self._tell_created(task)
            self._tell("scheduled", self._id(task), why="created")
        elif future is not None:
            self._see_cancel(task, self._id(task))
            self._note_done(future)
            self._tell("scheduled", self._id(task), why="future", future=self._id(future))
        else:
            entity = self._id(task)
            self._suspend(task, None)
            self._tell("scheduled", entity, why="turn" if error_of(callback) is None else "error")

    def left(self, handle):
        """Something is about to run, unless it was cancelled."""
        self._end_step()
        if handle._cancelled:
            return
        self._enter_iteration()
        callback, args = handle._callback, handle._args
        task = task_of(callback) if can_step(handle) else None
        if task is not None:
            entity = self._id(task)
            self._see_cancel(task, entity)
            self._running.append([entity, task, False])
            self._tell("begins", entity)
            # A result may have been forced on it since it was woken.
            if not task.done():
                self._tell_thrown(task, entity, callback, args)
            return
        entity = self._known(handle)
        if entity is None:
            entity = self._add(kind="callback", name=own_name(callback))
        self._pending.discard(entity)
        self._running.append([entity, None, False])
        self._tell("begins", entity)
        bound = getattr(callback, "__self__", None)
        if isinstance(bound, self._asyncio.Task) and getattr(callback, "__name__", "") == "cancel":
            self._cancelled(bound)

    def _tell_thrown(self, task, entity, callback, args):
        error = None if args else error_of(callback)
        future = args[0] if args and self._asyncio.isfuture(args[0]) else None
        if future is not None and not future.cancelled():
            error = future._exception
        is_cancelled = future is not None and future.cancelled()
        name = "CancelledError" if is_cancelled else None if error is None else type(error).__name__
        if task._must_cancel and not isinstance(error, self._asyncio.CancelledError):
            name = "CancelledError"
        if name is None:
            return
        if name == "CancelledError":
            self._raised.add(entity)
        stack, _, _ = self._whereabouts(task)
        place = {"at": {k: v for k, v in stack[-1].items() if k != "function"}} if stack and has_begun(task) else {}
        self._tell("thrown", entity, error=name, **place)

    def _timer_set(self, timer):
        self._flush()
        args, rest = timer._args, {}
        if args and self._asyncio.isfuture(args[0]):
            rest = {"resolves": self._id(args[0])}
        entity = self._remember(timer, self._add(kind="timer", name=own_name(timer._callback), **rest))
        self._pending.add(entity)
        self._timers.add(entity)
        due = timer._when
        self._tell("timer", entity, due=due if due - due == 0 else None, **self._here())

    def _started(self, code, offset):
        if code is self._handle_cancel:
            self._handle_cancelled(sys._getframe(1).f_locals.get("self"))
        elif code is self._lock_release:
            lock = sys._getframe(1).f_locals["self"]
            if lock._locked:
                self._holders.pop(lock, None)
        else:
            loop = self._asyncio._get_running_loop()
            current = None if loop is None else self._asyncio.current_task(loop)
            if current is not None and self._known(current) is None:
                self._flush()

    def _returns(self, code, offset, value):
        task = self._asyncio.current_task()
        if task is not None:
            self._holders[sys._getframe(1).f_locals["self"]] = weakref.ref(task)

    def _handle_cancelled(self, handle):
        entity = None if handle is None or handle._cancelled else self._known(handle)
        if entity in self._pending:
            self._flush()
            self._pending.discard(entity)
            self._timers.discard(entity)
            self._tell("unscheduled", entity)

    # Steps.

    def _end_step(self):
        self._flush()
        while self._running:
            self._end_one()

    def _end_one(self):
        entity, task, _ = self._running[-1]
        if task is not None:
            self._see_uncancel(task, entity)
            if task.done():
                self._note_done(task)
            else:
                self._see_suspended()
        self._tell("ends", entity)
        self._running.pop()

    def _made(self, task, name):
        """`create_task()` is over."""
        self._flush()
        if self._known(task) is not None or not isinstance(task, self._asyncio.Task):
            return
        # Eager, and nothing of its first step was to be seen.
        self._begin_eager(task, name)
        self._end_one()

    def _begin_eager(self, task, name=None):
        self._tell_created(task, name, eager=True)
        entity = self._id(task)
        self._running.append([entity, task, False])
        self._tell("begins", entity)

    def _tell_created(self, task, name=None, **eager):
        if self._loop is None or self._loop._closed:
            self._loop = task.get_loop()
        self._tell("created", self._id(task, name), **self._here(), **eager)

    def _flush(self):
        """Tells what has happened without being seen."""
        loop = self._asyncio._get_running_loop()
        if loop is not None:
            current = self._asyncio.current_task(loop)
            if current is not None and self._known(current) is None:
                self._begin_eager(current)
            else:
                while len(self._running) > 1 and self._running[-1][1] not in (None, current):
                    self._end_one()
        if self._running:
            entity, task, _ = self._running[-1]
            if task is not None:
                self._see_uncancel(task, entity)
                self._see_suspended()
        if len(self._tasks) <= MAX_POLLED_TASKS:
            for entity, reference in list(self._tasks.items()):
                task = reference()
                if task is None:
                    del self._tasks[entity]
                else:
                    self._see_cancel(task, entity)

    def _see_cancel(self, task, entity):
        """Tells of a request that came from C code."""
        if not task.done() and task.cancelling() > self._cancelling.get(entity, sys.maxsize):
            self._cancelling[entity] = task.cancelling()
            self._tell("cancel", entity)

    def _see_uncancel(self, task, entity):
        if task.cancelling() < self._cancelling.get(entity, 0):
            self._uncancelled(entity, task.cancelling())

    def _uncancelled(self, entity, left):
        self._cancelling[entity] = left
        if left == 0:
            self._raised.discard(entity)
        self._tell("uncancel", entity, left=left)

    def _see_suspended(self):
        _, task, told = self._running[-1]
        if not told and task is not None and task._fut_waiter is not None and not task.done():
            self._suspend(task, task._fut_waiter)

    def _suspend(self, task, on):
        entity = self._id(task)
        for step in self._running:
            if step[0] == entity:
                step[2] = True
        stack, through, inner = self._whereabouts(task, self._values)
        rest = {} if through is None else {"through": through}
        waits_for = [] if on is None else self._awaited(on, through, inner, set())
        if waits_for:
            rest["for"] = waits_for
        if entity in self._raised:
            rest["afterCancel"] = True
        self._tell("suspended", entity, on=None if on is None else self._id(on), stack=stack, **rest)

    def _awaited(self, future, through, frame, seen):
        """What a future stands for and is not done, through gathers of gathers."""
        others = ()
        if hasattr(future, "_children"):
            others = future._children
        elif through == "wait":
            others = frame.f_locals.get("fs", ())
        elif through == "TaskGroup.__aexit__":
            others = frame.f_locals["self"]._tasks
        elif through == "Lock.acquire":
            holder = self._holders.get(frame.f_locals["self"], lambda: None)()
            others = () if holder is None else (holder,)
        elif not isinstance(future, self._asyncio.Task):
            others = shielded(future, self._joining)
        found = []
        for other in others:
            if other.done() or id(other) in seen:
                continue
            seen.add(id(other))
            found.extend(self._awaited(other, None, None, seen) or [self._id(other)])
        return found

    def _known_name(self, thing):
        entity = self._known(thing)
        return None if entity is None else self._entities[entity]["name"]

    def _whereabouts(self, task, values=None):
        """The author's functions, the function of asyncio's by which it waits, and its frame."""
        stack, through, inner = [], None, None
        awaited = seen_through(task.get_coro())
        while awaited is not None:
            frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "gi_frame", None) or getattr(awaited, "ag_frame", None)
            if frame is None:
                break
            code = frame.f_code
            if code.co_filename.startswith("/cell/"):
                noted = {} if values is None else values.of(frame)
                stack.append({"function": code.co_qualname, **self._place(frame), **noted})
                through = inner = None
            else:
                through, inner = THROUGH.get(code.co_qualname, code.co_qualname), frame
            awaited = (
                getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None) or getattr(awaited, "ag_await", None)
            )
            awaited = seen_through(awaited)
        return stack, through, inner

    # Cancellation, and ends.

    def _called(self, code, offset, function, first):
        name = getattr(function, "__name__", "")
        if name not in WATCHED:
            return
        bound = getattr(function, "__self__", None)
        task = bound if isinstance(bound, self._asyncio.Task) else first
        # A method of a subclass calls the one that counts.
        if isinstance(task, self._asyncio.Task) and not isinstance(function, types.FunctionType):
            self._flush()
            if name == "cancel":
                self._cancelled(task)
            elif task.cancelling() > 0:
                self._uncancelled(self._id(task), task.cancelling() - 1)

    def _cancelled(self, task):
        place = self._here()
        seen = set()
        while isinstance(task, self._asyncio.Task) and not task.done() and id(task) not in seen:
            seen.add(id(task))
            entity = self._id(task)
            self._cancelling[entity] = task.cancelling() + 1
            self._tell("cancel", entity, **place)
            task = task._fut_waiter

    def _note_done(self, future):
        entity = self._id(future)
        if entity in self._done:
            return
        self._done.add(entity)
        cancelled = future.cancelled()
        error = None if cancelled else future._exception
        rest = {} if error is None else {"error": type(error).__name__}
        if isinstance(future, self._asyncio.Task):
            self._see_uncancel(future, entity)
            self._tasks.pop(entity, None)
            if entity != OUTSIDE:
                self._entities[entity]["name"] = future.get_name()
            self._raised.discard(entity)
            outcome = "cancelled" if cancelled else "returned" if error is None else "raised"
            if not cancelled and future.cancelling() > 0:
                self._tell("swallowed", entity)
            self._tell("finished", entity, outcome=outcome, **rest)
        else:
            outcome = "cancelled" if cancelled else "result" if error is None else "error"
            self._tell("resolved", entity, outcome=outcome, **rest)

    # Output, and places.

    def _written(self, stream, text):
        if text and not self._recorder.hung:
            self._flush()
            entity = self._running[-1][0] if self._running else OUTSIDE
            place = self._here()
            parts = text.split("\n")
            for _ in parts[1:]:
                self._open.pop(stream, None)
                self._line(stream, entity, place)
            if parts[-1]:
                self._open[stream] = entity, place
        self._write(stream, text)

    def _line(self, stream, entity, place):
        self._tell("printed", entity, by=entity, time=self._recorder.now, output=self._printed, stream=stream, **place)
        self._printed += 1

    def _place(self, frame):
        name = frame.f_code.co_filename.removeprefix("/cell/")
        place = {"line": frame.f_lineno}
        return place if name == self.file else {**place, "file": name}

    file = ""

    def _here(self):
        """Where the program is now."""
        frame = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename.startswith("/cell/"):
                return {"at": self._place(frame)}
            frame = frame.f_back
        return {}


class Values:
    """What the variables hold, as text. No code of the program's runs for that, be it a `__repr__()` or a property."""

    def __init__(self, asyncio, name_of):
        self._name_of = name_of
        self._left = MAX_TEXT
        self._task, self._queue = asyncio.Task, asyncio.Queue
        self._states = asyncio.Lock, asyncio.Event, asyncio.Semaphore, asyncio.BoundedSemaphore, asyncio.Condition

    def of(self, frame):
        """The variables of a frame, and last those of the module that its code mentions."""
        if self._left <= 0:
            return {}
        shown = [(name, value) for name, value in frame.f_locals.items() if not is_declared(name, value)]
        known = {name for name, _ in shown}
        for name in frame.f_code.co_names:
            value = frame.f_globals.get(name)
            if name in frame.f_globals and name not in known and not is_a(value, UNCHANGING):
                shown.append((name, value))
        values = [[name, self.text(value)] for name, value in shown[:MAX_VARIABLES]]
        self._left -= sum(len(name) + len(text) for name, text in values)
        hidden = len(shown) - len(values)
        return {"values": values, **({"hidden": hidden} if hidden else {})}

    def text(self, value):
        try:
            text = self._show(value, 0)
        except Exception:
            text = f"<{name_of_class(type(value))}>"
        return text if len(text) <= MAX_VALUE else text[:MAX_VALUE] + "…"

    def _show(self, value, depth):
        kind = type(value)
        name = self._name_of(value)
        if name is not None:
            return f"<Task {name}>" if is_a(value, self._task) else f"<{name}>"
        if is_one_of(kind, PLAIN):
            return repr(value[:MAX_VALUE] if kind is str or kind is bytes else value)
        if kind is dict:
            return self._show_all(
                "{", "}", value.items(), depth, lambda item: f"{self._show(item[0], depth + 1)}: {self._show(item[1], depth + 1)}"
            )
        for brackets, begin, end in BRACKETS:
            if kind is brackets:
                if not value and kind is not list and kind is not tuple:
                    return f"{kind.__name__}()"
                end = "," + end if kind is tuple and len(value) == 1 else end
                return self._show_all(begin, end, value, depth, lambda item: self._show(item, depth + 1))
        if is_one_of(kind, self._states):
            # Without its address.
            return re.sub(r"^<asyncio\.\w+\.(\w+) object at \w+ \[(.*)\]>$", r"<\1 \2>", repr(value))
        if kind is self._queue:
            return f"<Queue {self._show(list(value._queue), depth)}>"
        if is_one_of(kind, NAMED):
            return f"<{kind.__name__} {value.__qualname__}>"
        if is_a(value, type):
            return f"<class {name_of_class(value)}>"
        if is_a(value, BaseException) and getattr(builtins, name_of_class(kind), None) is kind:
            return self._show_all(f"{kind.__name__}(", ")", value.args, depth, lambda item: self._show(item, depth + 1))
        fields = fields_of(value)
        if not fields:
            return f"<{name_of_class(kind)}>"
        show = lambda field: f"{field[0]}={self._show(field[1], depth + 1)}"
        return self._show_all(f"{name_of_class(kind)}(", ")", fields, depth, show)

    def _show_all(self, begin, end, items, depth, show):
        if items and depth >= MAX_DEPTH:
            return f"{begin}…{end}"
        shown, length = [], 0
        for at, item in enumerate(items):
            if length > MAX_VALUE:
                shown.append(f"… {len(items) - at} more")
                break
            shown.append(show(item))
            length += len(shown[-1])
        return begin + ", ".join(shown) + end


PLAIN = bool, int, float, complex, str, bytes, range, type(None), type(...), type(NotImplemented)
BRACKETS = (
    (list, "[", "]"),
    (tuple, "(", ")"),
    (set, "{", "}"),
    (frozenset, "frozenset({", "})"),
    (collections.deque, "deque([", "])"),
)
NAMED = types.FunctionType, types.BuiltinFunctionType, types.CoroutineType, types.AsyncGeneratorType, types.GeneratorType
UNCHANGING = types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type


def is_one_of(kind, kinds):
    """Without asking a metaclass, which may have its own idea of what is equal."""
    return any(kind is each for each in kinds)


def is_a(value, kinds):
    """Without asking the value, whose `__class__` may be anything."""
    return issubclass(type(value), kinds)


def is_declared(name, value):
    """Whether a variable is what a `def`, `class` or `import` has made: such do not change."""
    if name.startswith(".") or is_a(value, types.ModuleType):
        return True
    if is_a(value, type):
        return name_of_class(value) == name
    return type(value) is types.FunctionType and value.__name__ == name


def name_of_class(kind):
    return type.__dict__["__name__"].__get__(kind)


def fields_of(value):
    """What an object of the program's keeps, by names that do not begin with an underscore."""
    for kind in type.__dict__["__mro__"].__get__(type(value)):
        own = type.__dict__["__dict__"].__get__(kind).get("__dict__")
        if own is not None:
            # Anything else is a property of the program's.
            fields = own.__get__(value) if type(own) is types.GetSetDescriptorType else {}
            return [(name, field) for name, field in fields.items() if not name.startswith("_")]
    return []


def watch_code(code, events):
    """Has these events of the code told, besides those that are told already."""
    sys.monitoring.set_local_events(TOOL, code, sys.monitoring.get_local_events(TOOL, code) | events)


def can_step(handle):
    """Whether a handle calls its function at all: with a context that is none it fails before."""
    return isinstance(handle._context, contextvars.Context)


def task_of(callback):
    """The task that a handle steps; None: it calls a function."""
    kind = type(callback).__name__
    if kind == "TaskStepMethWrapper" or (kind == "builtin_function_or_method" and callback.__name__ == "task_wakeup"):
        return callback.__self__
    return None


def error_of(callback):
    """What a task's next step is to raise, since it awaited what cannot be awaited."""
    return next((other for other in gc.get_referents(callback) if isinstance(other, BaseException)), None)


def seen_through(awaited):
    while type(awaited).__name__ in OPAQUE:
        awaited = next((other for other in gc.get_referents(awaited) if is_suspended(other)), None)
    return awaited


def is_suspended(thing):
    kinds = types.AsyncGeneratorType, types.CoroutineType, types.GeneratorType
    return isinstance(thing, kinds) or type(thing).__name__ in OPAQUE


def has_begun(task):
    """Whether a task's coroutine has begun, and so has a line."""
    coroutine = task.get_coro()
    frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
    return frame is None or frame.f_lasti > 0


def own_name(callback):
    """The function's name without those of what it stands in."""
    while hasattr(callback, "func"):
        callback = callback.func
    return getattr(callback, "__name__", type(callback).__name__)


def shielded(future, joining):
    """What a `shield()` stands for. One that is done has given its callbacks away, of which `joining` is the first."""
    callbacks = [callback for callback, _ in future._callbacks or ()]
    if joining is not None and joining._args and joining._args[0] is future:
        callbacks.append(joining._callback)
    for callback in callbacks:
        code = getattr(callback, "__code__", None)
        if code is not None and code.co_qualname == "shield.<locals>._outer_done_callback":
            return [cell.cell_contents for name, cell in zip(code.co_freevars, callback.__closure__) if name == "inner"]
    return ()
