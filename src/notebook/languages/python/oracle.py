"""Runs one program in this interpreter as `python program.py` would in a fresh one.

The interpreter is CPython 3.14 in WebAssembly (Pyodide). `oracle-worker.ts`
starts it in Node, for recordings and tests, and `../../sandbox/python-prelude.ts`
in a reader's browser. In Node one instance runs many programs, because starting it takes
over a second; what a program could notice of its predecessors is renewed:

* `asyncio` and `_asyncio` are imported anew, which undoes Pyodide's own patches
  and makes `Task-N` count from 1 again. The modules' code objects are kept, so
  this costs milliseconds.
* `__main__`, the page's other modules, warning filters, signal handlers, hooks
  and the standard streams are those of a fresh process.

Time is virtual. The loop is CPython's own `BaseEventLoop` with a selector that
asks its host to wait (`Host` in `host.ts`) and then moves the clock. In Node no
wait takes time; in the browser the reader chooses a speed. Every loop's clock starts at 0, as in our runtime. `datetime.datetime.now()` and
`time.time()` start at 2024-01-01 00:00:00 and follow the loop that runs, or
the last one that ran.

Garbage is collected when a reference count falls to zero and at the end, never
in between: the automatic collector's timing depends on what ran before.
"""

import atexit
import builtins
import contextvars
import datetime
import gc
import importlib.abc
import importlib.util
import io
import json
import linecache
import operator
import re
import signal
import sys
import threading
import time
import types
import warnings

try:
    import events
except ModuleNotFoundError:
    # Where no log is wanted.
    events = None

START = datetime.datetime(2024, 1, 1)
# From here on `time.sleep()` is refused, as what does not fit into 64 bits of nanoseconds.
LONGEST_SLEEP = 2**63 / 1_000_000_000


class Hang(BaseException):
    """The program would block for ever here: nothing is ready, nothing is scheduled."""


class Recorder:
    """Gives the host what the program writes, with the loop's time; deaf after a hang."""

    def __init__(self, host):
        # Each look-up in an object of JavaScript's makes a new proxy.
        self._host_write, self._host_wait = host.write, host.wait
        self.loop = None
        self.hung = False
        self._stream, self._held = None, []

    @property
    def now(self):
        return 0.0 if self.loop is None else self.loop.now

    def write(self, stream, text):
        """Takes what is printed. A line goes to the host as a whole: `print` writes its parts one by one."""
        if not text or self.hung:
            return
        if stream != self._stream:
            self.flush()
            self._stream = stream
        self._held.append(text)
        if text[-1] == "\n":
            self.flush()

    def flush(self):
        """Gives the host the beginning of a line: before time passes, and when the program asks for it."""
        if self._held:
            text = "".join(self._held)
            self._held.clear()
            self._host_write(self._stream, text, self.now)

    def wait(self, loop, seconds):
        """Lets `seconds` pass on the loop's clock, None for as long as it takes; raises SIGINT if the user interrupts."""
        self.flush()
        self.loop = loop
        passed = self._host_wait(-1 if seconds is None else seconds)
        if passed >= 0:
            loop.now += passed
            signal.raise_signal(signal.SIGINT)
        elif seconds is not None:
            loop.now += seconds
        else:
            self.hung = True
            raise Hang


# A warning while no frame of the program's is there, as CPython words it at its own end.
OUR_WARNING = re.compile(r"^/oracle/oracle\.py:\d+(: .*\n)(?:  .*\n)?")
ADDRESS = re.compile(r"\b0x[0-9a-f]{5,}\b")


def shortened(text):
    """File names as they would read beside the program, and the same addresses every time."""
    if "0x" in text:
        text = ADDRESS.sub("0x…", text)
    return text.replace("/cell/", "").replace("/lib/python314.zip/", "")


class Output(io.TextIOBase):
    """A standard stream of the program. Leaves out the frames of this file from tracebacks."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, recorder, stream):
        self._recorder, self._stream = recorder, stream
        self._line_begins, self._in_frame = True, False
        self.name = {"out": "<stdout>", "err": "<stderr>"}[stream]

    def writable(self):
        return True

    def flush(self):
        super().flush()
        self._recorder.flush()

    def write(self, text):
        # `traceback` writes at least one whole line at a time.
        if self._in_frame or '  File "/oracle/' in text:
            shown = "".join(part for part in text.splitlines(True) if not self._is_ours(part))
        else:
            shown = OUR_WARNING.sub(r"<sys>:0\1", text) if text.startswith("/oracle/") else text
        if text:
            self._line_begins = text[-1] == "\n"
        self._recorder.write(self._stream, shortened(shown))
        return len(text)

    def _is_ours(self, part):
        """Whether a line, or the rest of one, belongs to a frame of this file: its place, and what is indented below it."""
        if self._line_begins:
            self._in_frame = part.startswith('  File "/oracle/') or (self._in_frame and part.startswith("    "))
        self._line_begins = part[-1] == "\n"
        return self._in_frame


class Asyncio(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports asyncio's modules from code objects kept since the first time."""

    def __init__(self):
        self._found = {}

    @staticmethod
    def forget():
        """With what keeps a reference to it: unittest runs its tests with the asyncio that it has imported."""
        for name in [n for n in sys.modules if n.partition(".")[0] in ("_asyncio", "asyncio", "unittest")]:
            del sys.modules[name]

    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] != "asyncio":
            return None
        if name not in self._found:
            for finder in sys.meta_path:
                spec = None if finder is self else finder.find_spec(name, path, target)
                if spec is not None:
                    self._found[name] = spec, spec.loader.get_code(name)
                    break
            else:
                return None
        spec, _ = self._found[name]
        return importlib.util.spec_from_file_location(
            name, spec.origin, loader=self, submodule_search_locations=spec.submodule_search_locations
        )

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self._found[module.__name__][1], module.__dict__)


class Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The other programs of the page, importable by name."""

    def __init__(self, sources):
        self._sources = sources

    def find_spec(self, name, path, target=None):
        if name in self._sources:
            return importlib.util.spec_from_file_location(name, file_of(name), loader=self)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compiled(module.__name__, self._sources[module.__name__]), module.__dict__)


def file_of(name):
    return f"/cell/{name}.py"


def compiled(name, source):
    path = file_of(name)
    linecache.cache[path] = len(source), None, source.splitlines(True), path
    return compile(source, path, "exec", dont_inherit=True)


def virtual_loop(asyncio, recorder, interrupts):
    """The event loop class of one run. `interrupts`: moments of a Ctrl-C, or "idle", in order."""

    class Selector:
        def __init__(self, loop):
            self._loop = loop

        def select(self, timeout):
            recorder.flush()
            recorder.loop = loop = self._loop
            if timeout == 0 and not interrupts:
                return []
            if interrupts and interrupts[0] != "idle" and (timeout is None or loop.now + timeout >= interrupts[0]):
                loop.now = max(loop.now, interrupts.pop(0))
                signal.raise_signal(signal.SIGINT)
            elif timeout is None and interrupts:
                interrupts.pop(0)
                signal.raise_signal(signal.SIGINT)
            else:
                recorder.wait(loop, timeout)
            return []

    class VirtualLoop(asyncio.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self.now = 0.0
            self._selector = Selector(self)

        @property
        def _clock_resolution(self):
            # Far from zero a float's neighbours are further apart than a nanosecond. A real
            # clock moves on by itself; here a timer due now would never be.
            return max(1e-9, self.now * sys.float_info.epsilon)

        @_clock_resolution.setter
        def _clock_resolution(self, value):
            pass

        def time(self):
            return self.now

        def _process_events(self, event_list):
            pass

        def _write_to_self(self):
            pass

    VirtualLoop.__name__ = VirtualLoop.__qualname__ = "EventLoop"
    VirtualLoop.__module__ = "asyncio"
    return VirtualLoop


class Clock:
    """Puts the run's clock in the place of the machine's, and back."""

    def __init__(self, recorder):
        class Datetime(datetime.datetime):
            @classmethod
            def now(cls, tz=None):
                moment = START + datetime.timedelta(seconds=recorder.now)
                return moment if tz is None else moment.replace(tzinfo=datetime.UTC).astimezone(tz)

            utcnow = now

        Datetime.__name__ = Datetime.__qualname__ = "datetime"
        refuse = time.sleep

        def sleep(seconds, /):
            seconds = seconds if isinstance(seconds, float) else operator.index(seconds)
            if not 0 <= seconds < LONGEST_SLEEP:
                # Too long, negative or no number: CPython says so itself.
                refuse(seconds)
            elif recorder.loop is not None:
                recorder.wait(recorder.loop, seconds)

        epoch = START.replace(tzinfo=datetime.UTC).timestamp()

        def clock():
            return epoch + recorder.now

        def nanoseconds(seconds):
            return lambda: round(seconds() * 1_000_000_000)

        def at_present(convert):
            """A function of `time` whose last argument is the present if it is left out."""
            return lambda seconds=None: convert(clock() if seconds is None else seconds)

        def tuple_at_present(convert, count):
            return lambda *args: convert(*args, *([time.localtime()] if len(args) < count else []))

        self._patches = [
            (datetime, "datetime", Datetime),
            *[(time, name, lambda: recorder.now) for name in ("monotonic", "perf_counter")],
            *[(time, f"{name}_ns", nanoseconds(lambda: recorder.now)) for name in ("monotonic", "perf_counter")],
            (time, "time", clock),
            (time, "time_ns", nanoseconds(clock)),
            *[(time, name, at_present(getattr(time, name))) for name in ("gmtime", "localtime", "ctime")],
            (time, "strftime", tuple_at_present(time.strftime, 2)),
            (time, "asctime", tuple_at_present(time.asctime, 1)),
            (time, "sleep", sleep),
        ]

    def __enter__(self):
        self._kept = [(owner, name, getattr(owner, name)) for owner, name, _ in self._patches]
        for owner, name, value in self._patches:
            setattr(owner, name, value)

    def __exit__(self, *error):
        for owner, name, value in self._kept:
            setattr(owner, name, value)


def type_name(error):
    kind = type(error)
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def execute(source, name, tracer, host):
    """Runs `source` as `__main__`; returns its module, exit status and uncaught exception."""
    module = types.ModuleType("__main__")
    module.__file__ = file_of(name)
    module.__builtins__ = builtins
    sys.modules["__main__"] = module
    sys.argv = [module.__file__]
    status, uncaught, failure = 0, None, None
    try:
        code = compiled(name, source)
        # From here to the end of the program a Stop is a KeyboardInterrupt.
        host.interruptible(True)
        exec(code if tracer is None else tracer.watch(code), module.__dict__)
        host.interruptible(False)
    except SystemExit as error:
        host.interruptible(False)
        status = exit_status(error.code)
    except BaseException as error:
        host.interruptible(False)
        failure = error
    if failure is not None:
        # Behind the clause: to a hook of the program's no exception is being handled.
        uncaught = {"type": type_name(failure), "message": shortened(text_of(failure))}
        status = report(failure, failure.__traceback__.tb_next)
    return module, status, uncaught


def exit_status(code):
    """The status with which a process ends after SystemExit."""
    if code is None:
        return 0
    if isinstance(code, int):
        return int(code) & 0xFF if -(2**63) <= code < 2**63 else 0xFF
    print(code, file=sys.stderr)
    return 1


def text_of(error):
    try:
        return str(error)
    except Exception:
        # As tracebacks have it.
        return "<exception str() failed>"


def report(error, traceback):
    """Hands an uncaught exception to `sys.excepthook`; returns the exit status."""
    try:
        sys.excepthook(type(error), error.with_traceback(traceback), traceback)
    except SystemExit as exit:
        return exit_status(exit.code)
    except BaseException as other:
        print("Error in sys.excepthook:", file=sys.stderr)
        sys.__excepthook__(type(other), other, other.__traceback__)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(type(error), error, traceback)
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def clear(module):
    """Drops a module's names as the end of the interpreter does: private ones first."""
    names = module.__dict__
    for private in (True, False):
        for name in [n for n in names if n.startswith("_") == private and n != "__builtins__"]:
            names[name] = None


if not hasattr(threading, "get_native_id"):
    # Every other platform has it; this build's one thread needs no more than a number.
    threading.get_native_id = threading.get_ident

asyncio_modules = Asyncio()
sys.meta_path.insert(0, asyncio_modules)
interrupt_handler = signal.default_int_handler
gc.disable()


class Missing(importlib.abc.MetaPathFinder):
    """Says why a module of the standard library is not there."""

    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in sys.stdlib_module_names:
            raise ModuleNotFoundError(
                f"No module named {name!r}: the Python of this page has only the part of the standard library "
                "that programs with asyncio need",
                name=name,
            )


def explain_missing_modules():
    """Called once where the standard library has been cut down."""
    finders = [type(finder).__name__ if not isinstance(finder, type) else finder.__name__ for finder in sys.meta_path]
    sys.meta_path.insert(finders.index("PathFinder") + 1, Missing())


def explain_missing_threads():
    """Called once where the reader sees what CPython says of threads: it cannot start one, but not why."""
    start = threading._start_joinable_thread

    def explained(*args, **kwargs):
        try:
            return start(*args, **kwargs)
        except RuntimeError as error:
            error.add_note("CPython in WebAssembly has no threads.")
            raise

    threading._start_joinable_thread = explained


def check(request):
    """Why the program in `request` (JSON) is no Python, as a JSON list of errors with places; None if it is."""
    request = json.loads(request)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(request["source"], file_of(request["name"]), "exec", dont_inherit=True)
    except SyntaxError as error:
        line = max(error.lineno or 1, 1)
        text = (request["source"].splitlines() + [""] * line)[line - 1]

        start = max((error.offset or 1) - 1, 0)
        same_line = error.end_lineno in (None, line) and (error.end_offset or 0) > (error.offset or 0)
        end = error.end_offset - 1 if same_line else start + 1
        return errors_of(request, f"{type(error).__name__}: {error.msg}", line, text, start, end)
    except UnicodeEncodeError as error:
        # Half a character, which no file in UTF-8 can hold.
        line = request["source"].count("\n", 0, error.start)
        text = request["source"].split("\n")[line]
        column = error.start - request["source"].rfind("\n", 0, error.start) - 1
        return errors_of(request, f"SyntaxError: (unicode error) {error}", line + 1, text, column, column + 1)
    except (RecursionError, MemoryError):
        # The run will say so.
        pass
    return None


def errors_of(request, message, line, text, start, end):
    """One error in JSON; `start` and `end` are columns of the line `text`, from 0."""

    def units(column):
        """As JavaScript counts characters."""
        return sum(2 if character > "\uffff" else 1 for character in text[:column])

    return json.dumps(
        [
            {
                "message": message,
                "file": f"{request['name']}.py",
                "line": line,
                "column": units(start) + 1,
                "length": max(units(end) - units(start), 1),
                "lineText": text,
            }
        ]
    )


def run(request, host):
    """Runs the program in `request` (JSON), writes to `host`, and returns how the program ended (JSON)."""
    request = json.loads(request)
    recorder = Recorder(host)
    interrupts = list(request["interrupts"])
    modules = Modules(request["modules"])

    asyncio_modules.forget()
    import asyncio
    import asyncio.events

    asyncio._set_running_loop(None)
    loop_class = virtual_loop(asyncio, recorder, interrupts)
    tracer, log = None, None
    if request.get("log"):
        tracer = events.Tracer(asyncio, recorder, request.get("inspect", False))
        tracer.file = f"{request['name']}.py"
        loop_class = tracer.traced(loop_class)
    asyncio.DefaultEventLoopPolicy._loop_factory = loop_class
    asyncio.EventLoop = asyncio.SelectorEventLoop = loop_class
    signal.signal(signal.SIGINT, interrupt_handler)
    sys.setrecursionlimit(1000)
    sys.set_asyncgen_hooks(None, None)
    sys.set_coroutine_origin_tracking_depth(0)
    sys.meta_path.insert(0, modules)
    before = set(sys.modules)
    kept = sys.stdout, sys.stderr, sys.excepthook, sys.unraisablehook, sys.modules["__main__"]
    sys.stdout, sys.stderr = Output(recorder, "out"), Output(recorder, "err")
    status, uncaught = None, None
    try:
        with Clock(recorder), warnings.catch_warnings():
            module, status, uncaught = contextvars.Context().run(execute, request["source"], request["name"], tracer, host)
            atexit._run_exitfuncs()
            clear(module)
            for name in [n for n in sys.modules if n not in before and n in request["modules"]]:
                clear(sys.modules[name])
            del module
            gc.collect()
    finally:
        recorder.flush()
        if tracer is not None:
            log = tracer.close()
        sys.stdout, sys.stderr, sys.excepthook, sys.unraisablehook, sys.modules["__main__"] = kept
        sys.meta_path.remove(modules)
        for name in set(sys.modules) - before:
            if name in request["modules"]:
                del sys.modules[name]
        for path in [p for p in linecache.cache if p.startswith("/cell/")]:
            del linecache.cache[path]
    if recorder.hung:
        status, uncaught = None, None
    return json.dumps(
        {
            "status": status,
            "exception": uncaught,
            "hung": recorder.hung,
            "version": sys.version.split()[0],
            **({} if log is None else {"log": log}),
        }
    )
