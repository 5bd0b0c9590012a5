# proves: CCF-09
# measured: 3.11
# shutdown() lets what was submitted finish, or cancels it; it can be called twice
import time
from concurrent.futures import ThreadPoolExecutor


def nap(seconds):
    time.sleep(seconds)
    return seconds


def main():
    pool = ThreadPoolExecutor(1)
    calls = [pool.submit(nap, 0.1), pool.submit(nap, 0.2)]
    pool.shutdown(wait=False)
    try:
        pool.submit(nap, 1)
    except RuntimeError as e:
        print(e)
    print([call.result() for call in calls])
    pool.shutdown()
    pool.shutdown()

    pool = ThreadPoolExecutor(1)
    calls = [pool.submit(nap, 0.3) for _ in range(3)]
    while not calls[0].running():
        time.sleep(0.01)
    pool.shutdown(cancel_futures=True)
    print([call.cancelled() for call in calls], calls[0].result())

    with ThreadPoolExecutor(1) as pool:
        inside = pool.submit(nap, 0.2)
    print(inside.done())


if __name__ == "__main__":
    main()
