/**
 * The statements of the notes about asyncio, and what was measured for each on CPython 3.11 and 3.14.
 *
 * One expectation of one page settles each statement and names it by its id;
 * tests/docs/claims.test.ts checks that.
 */

/** `unmeasured`: it needs real threads or processes, which the CPython 3.14 of the measurement (WebAssembly) does not have. */
export type Measured = 'confirmed' | 'refuted' | 'depends' | 'unmeasured';

export interface Claim {
  readonly id: string;
  /** The sentence; code stands between backticks. */
  readonly says: string;
  readonly python311: Measured;
  readonly python314: Measured;
  /** The notes do not say this; one of their statements depends on it, or leaves it open. */
  readonly condition?: true;
}

/** The verdict that the pages show: that of CPython 3.14 where it was measured, otherwise that of 3.11. */
export function verdictOf({ python311, python314 }: Claim): Measured {
  return python314 === 'unmeasured' ? python311 : python314;
}

export interface ClaimSection {
  readonly title: string;
  readonly claims: readonly Claim[];
}

export const claims: readonly ClaimSection[] = [
  {
    title: 'Awaitables',
    claims: [
      {
        id: 'aw-1',
        says: 'There are three awaitables: coroutine, task and future.',
        python311: 'depends',
        python314: 'depends',
      },
      { id: 'aw-2', says: '`async def` makes a coroutine.', python311: 'confirmed', python314: 'confirmed' },
      {
        id: 'aw-3',
        says: 'A task schedules a coroutine to run in the same thread.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'aw-4',
        says: 'A future is scheduled to run somewhere.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'aw-5',
        says: 'It may run in the same thread, in another thread or in another process.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      { id: 'aw-6', says: '`Future` is the parent class of `Task`.', python311: 'confirmed', python314: 'confirmed' },
      {
        id: 'aw-7',
        says: "asyncio's `Future` mimics `concurrent.futures.Future`.",
        python311: 'depends',
        python314: 'depends',
      },
    ],
  },
  {
    title: 'Task cancellation: gather',
    claims: [
      {
        id: 'ga-1',
        says: 'If you cancel a gather and do not await it, its coroutines never run.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ga-2',
        says: 'That holds only if you cancel it before the next iteration of the event loop.',
        python311: 'depends',
        python314: 'depends',
        condition: true,
      },
      {
        id: 'ga-3',
        says: 'The coroutines never start, and still there is no warning that they were never awaited.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'ga-4',
        says: 'If you cancel a gather at once and never await it, Python reports that its exception was never retrieved.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ga-5',
        says: 'The report comes when the gather is freed, if no code has awaited it or read its exception.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'ga-6',
        says: 'If you cancel a gather later and never await it, Python reports it too.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ga-7',
        says: 'Awaiting the cancelled gather raises CancelledError.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ga-8',
        says: 'The report reads "GatheringFuture exception was never retrieved".',
        python311: 'depends',
        python314: 'depends',
      },
      {
        id: 'ga-9',
        says: 'The main coroutine continues, and the program ends with status 0.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
    ],
  },
  {
    title: 'Task cancellation: Task',
    claims: [
      {
        id: 'tc-1',
        says: '`cancel()` raises CancelledError inside the coroutine of the task.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tc-2',
        says: '`cancel()` is a request, delivered on the next iteration of the event loop.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'tc-3',
        says: 'The future that the coroutine awaits is cancelled too.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tc-4',
        says: 'If you cancel a task and do not await it, you get no CancelledError.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tc-5',
        says: 'The exception is not propagated to a task that is not awaited.',
        python311: 'depends',
        python314: 'depends',
      },
    ],
  },
  {
    title: 'Task cancellation: at the end',
    claims: [
      {
        id: 'ac-1',
        says: 'After the loop is closed, tasks that still run are cancelled.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'ac-2',
        says: '`asyncio.run()` cancels them after main has returned, and before it closes the loop.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'ac-3',
        says: 'Task not awaited: its coroutine is cancelled, and main gets no exception.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ac-4',
        says: 'Task not awaited: the second child task is cancelled at the end of the program.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ac-5',
        says: '`await task.cancel()` raises CancelledError in main.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'ac-6',
        says: 'With that await: the second child task is cancelled at the end of the program.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ac-7',
        says: '`task.cancel()` followed by `await task` raises CancelledError in main.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
    ],
  },
  {
    title: 'Circular await',
    claims: [
      {
        id: 'cw-1',
        says: 'Two tasks that await each other are not an error by themselves.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cw-2',
        says: 'Cancelling one of them recurses to the limit, because each cancels the other.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'cw-2-msg',
        says: 'The message is "maximum recursion depth exceeded".',
        python311: 'confirmed',
        python314: 'depends',
      },
      {
        id: 'cw-3',
        says: 'Each `cancel()` calls `cancel()` of what its task waits for.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cw-4',
        says: 'If a third task cancels one of them, and all three are gathered, the program ends with RecursionError.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      { id: 'cw-5', says: 'A task that awaits itself gets an error.', python311: 'confirmed', python314: 'confirmed' },
      { id: 'cw-6', says: 'It gets the error immediately.', python311: 'depends', python314: 'depends' },
      {
        id: 'cw-7',
        says: 'The error says that a coroutine cannot await on itself.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'cw-8',
        says: "You can find the task of main by the name of its coroutine's code.",
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cw-9',
        says: 'If there is a second task in between, the program hangs.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'cw-10',
        says: 'If you interrupt it then, it ends with a RecursionError.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'cw-10-when',
        says: 'That RecursionError comes at the end of the program.',
        python311: 'depends',
        python314: 'depends',
      },
      {
        id: 'cw-10-old',
        says: 'Up to Python 3.10, KeyboardInterrupt came first and the RecursionError at the end.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
    ],
  },
  {
    title: 'Context variables',
    claims: [
      {
        id: 'cv-1',
        says: 'A task that is created from a coroutine gets a copy of the context.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'cv-2',
        says: 'What the task sets stays in the task.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cv-3',
        says: 'A coroutine that you await directly shares your context.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
    ],
  },
  {
    title: 'Executors: processes',
    claims: [
      { id: 'pp-1', says: 'Computing blocks the event loop.', python311: 'confirmed', python314: 'confirmed' },
      {
        id: 'pp-2',
        says: 'A process pool is the better choice for computing.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'pp-3',
        says: 'The sum over `range(10 ** 70)` ends one day.',
        python311: 'refuted',
        python314: 'refuted',
        condition: true,
      },
      {
        id: 'pp-4',
        says: 'A worker can return a task of its own event loop.',
        python311: 'refuted',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'pp-4-report',
        says: 'All you see of that error is a future whose exception was never retrieved.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'pp-5',
        says: 'Tasks, futures, coroutines and event loops cannot be pickled.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'pp-6',
        says: 'Each worker waits for the tasks that were sent to it.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'pp-7',
        says: 'Each worker has a batch, and runs its own.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'pp-7-forkserver',
        says: 'The same holds if workers are started by forkserver or spawn.',
        python311: 'refuted',
        python314: 'unmeasured',
      },
      {
        id: 'pp-8',
        says: 'Coroutines that compute run one after the other in a worker.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'pp-9',
        says: 'On Windows you must use the guard `if __name__ == "__main__"`.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'pp-9-default',
        says: 'That depends on the start method. On Linux it is fork in 3.11, and forkserver in 3.14.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'pp-10',
        says: "`os.getpid()` in a job returns the id of the worker's process.",
        python311: 'confirmed',
        python314: 'unmeasured',
      },
    ],
  },
  {
    title: 'Executors: threads',
    claims: [
      { id: 'tp-1', says: 'The program runs as printed.', python311: 'refuted', python314: 'refuted', condition: true },
      {
        id: 'tp-2',
        says: '`get_event_loop()` outside a coroutine returns an event loop.',
        python311: 'confirmed',
        python314: 'refuted',
        condition: true,
      },
      {
        id: 'tp-2b',
        says: '`get_event_loop()` inside a coroutine returns the running loop.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'tp-3',
        says: 'Ten tasks are dispatched to five threads, and each thread waits for its own.',
        python311: 'refuted',
        python314: 'unmeasured',
      },
      {
        id: 'tp-3-why',
        says: 'Ten quick jobs reach all five threads.',
        python311: 'refuted',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-3-key',
        says: 'The program ends with a KeyError that names the id of a thread.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-4',
        says: 'With one job for each batch, each returns its list, in about the time of one nap.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-5',
        says: 'Dispatching only queues the tasks. They start when their loop runs, and sleep at the same time.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tp-6',
        says: 'The results come in the order of dispatching.',
        python311: 'depends',
        python314: 'depends',
        condition: true,
      },
      {
        id: 'tp-7',
        says: 'You need a coroutine around `gather()` to call it outside an event loop.',
        python311: 'depends',
        python314: 'depends',
        condition: true,
      },
      {
        id: 'tp-8',
        says: 'The event loops of the threads are never closed.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-9',
        says: 'After the KeyError, Python still waits for its threads.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
    ],
  },
  {
    title: 'Executors: caveats',
    claims: [
      {
        id: 'cx-1',
        says: '`run_in_executor()` accepts plain functions only.',
        python311: 'depends',
        python314: 'depends',
      },
      {
        id: 'cx-1-threads',
        says: 'The default pool of threads accepts plain functions only.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'cx-2',
        says: '`threading.get_native_id()` identifies threads.',
        python311: 'confirmed',
        python314: 'unmeasured',
      },
      { id: 'cx-3', says: '`os.getpid()` identifies processes.', python311: 'confirmed', python314: 'unmeasured' },
    ],
  },
];
