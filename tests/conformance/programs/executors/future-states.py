# proves: CCF-01 CCF-02
# measured: 3.11
# a call is pending, running, finished; a result can be waited for a while; a result is set once
import time
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor


def outcome(ask):
    try:
        return repr(ask())
    except BaseException as e:
        return type(e).__name__


def nap(seconds):
    time.sleep(seconds)
    return seconds


def square(n):
    return n * n


def main():
    pool = ThreadPoolExecutor(1)
    first, second, third = pool.submit(nap, 1), pool.submit(nap, 0.1), pool.submit(square, 3)
    while not first.running():
        time.sleep(0.01)
    print(first.done(), second.running(), second.done())
    print(first.cancel(), second.cancel(), second.cancel(), second.cancelled(), second.done())
    print(outcome(lambda: first.result(0.1)), outcome(lambda: third.exception(0.1)))
    print(third.result(), third.exception(), first.result())
    print(outcome(lambda: second.result()), outcome(lambda: second.exception()))
    print(first.cancel(), third.running(), third.done())
    pool.shutdown()

    future = Future()
    print(future.set_running_or_notify_cancel(), future.running(), future.cancel())
    future.set_result("once")
    print(outcome(lambda: future.set_result("twice")), outcome(lambda: future.set_exception(ValueError("late"))))
    print(future.result(), future.exception())
    failed = Future()
    failed.set_exception(ValueError("no"))
    print(outcome(lambda: failed.result()), repr(failed.exception()), failed.done())
    cancelled = Future()
    print(cancelled.cancel(), cancelled.set_running_or_notify_cancel(), cancelled.cancelled())


if __name__ == "__main__":
    main()
