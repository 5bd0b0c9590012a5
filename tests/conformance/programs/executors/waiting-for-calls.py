# proves: CCF-06
# measured: 3.11
# wait() in its three modes and with a timeout; as_completed() gives each call once, and says how many are missing
import time
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, ThreadPoolExecutor, as_completed, wait


def nap(seconds):
    time.sleep(seconds)
    return seconds


def late(seconds):
    time.sleep(seconds)
    raise ValueError("late")


def main():
    pool = ThreadPoolExecutor(4)
    calls = [pool.submit(nap, 0.2), pool.submit(late, 0.6), pool.submit(nap, 1)]
    for return_when in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        done, not_done = wait(calls, return_when=return_when)
        print(return_when, len(done), len(not_done))
    done, not_done = wait([*calls, *calls, pool.submit(nap, 1)], timeout=0.2)
    print(len(done), len(not_done))
    calls = [pool.submit(nap, seconds) for seconds in (0.9, 0.1, 0.5)]
    print([call.result() for call in as_completed([*calls, *calls])])
    calls = [pool.submit(nap, seconds) for seconds in (0.1, 2, 2)]
    try:
        for call in as_completed(calls, timeout=0.8):
            print(call.result())
    except TimeoutError as e:
        print(e)
    pool.shutdown()


if __name__ == "__main__":
    main()
