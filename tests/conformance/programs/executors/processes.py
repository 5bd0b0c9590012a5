# proves: CCF-10 CCF-11
# measured: 3.11
# an exception of a process has its traceback as its cause; a dead process breaks the pool; a process is replaced after so many calls
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def square(n):
    return n * n


def fail(n):
    raise ValueError(f"too big: {n}")


def leave():
    os._exit(3)


def echo(value):
    return value


def main():
    pool = ProcessPoolExecutor(1)
    error = pool.submit(fail, 3).exception()
    print(type(error).__name__, error, type(error.__cause__).__name__, "ValueError: too big: 3" in str(error.__cause__))
    print(pool.submit(echo, lambda: 1).exception() is not None, pool.submit(square, 3).result())
    for ask in (lambda: pool.submit(leave).result(), lambda: pool.submit(square, 2)):
        try:
            ask()
        except BrokenProcessPool as e:
            print(e)
    pool.shutdown()

    pool = ProcessPoolExecutor(1, max_tasks_per_child=2)
    ids = [pool.submit(os.getpid).result() for _ in range(5)]
    print(len(set(ids)), ids[0] == ids[1], ids[1] == ids[2])
    pool.shutdown()
    try:
        ProcessPoolExecutor(1, max_tasks_per_child=0)
    except ValueError as e:
        print(e)


if __name__ == "__main__":
    main()
