# proves: AGN-05
# Plain generators that do not yield once, and exceptions that look like their end
import contextlib

@contextlib.contextmanager
def plain():
    yield

@contextlib.contextmanager
def never():
    if False:
        yield

@contextlib.contextmanager
def twice():
    try:
        yield 1
        yield 2
    finally:
        print("closed")

@contextlib.contextmanager
def again_after_error():
    try:
        yield 1
    except ValueError:
        yield 2

@contextlib.contextmanager
def stubborn():
    try:
        yield 1
        yield 2
    finally:
        yield 3

@contextlib.contextmanager
def ends_early():
    raise StopIteration("early")
    yield

@contextlib.contextmanager
def ends_late():
    yield
    raise StopIteration("late")

@contextlib.contextmanager
def none_at_all():
    return 5

for make in [never, twice, stubborn, ends_early, ends_late, none_at_all]:
    try:
        with make():
            print("inside")
    except Exception as e:
        print(repr(e), repr(e.__cause__))
try:
    with again_after_error():
        raise ValueError("inside")
except RuntimeError as e:
    print(repr(e))
for error in [RuntimeError("r"), StopIteration("s"), KeyboardInterrupt("k")]:
    try:
        with plain():
            raise error
    except BaseException as e:
        print(repr(e), e is error)
used = plain()
with used:
    print("once")
try:
    with used:
        print("twice")
except AttributeError as e:
    print(repr(e))
