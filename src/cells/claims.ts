/**
 * What the notes say about asyncio, sentence by sentence, and what was measured of it on CPython 3.11 and 3.14.
 *
 * Each sentence is settled by one expectation of a page, which names it by its
 * id. A test holds the two together.
 */

/** `unmeasured`: it takes real threads or processes, which CPython 3.14 was not given. */
export type Measured = 'confirmed' | 'refuted' | 'depends' | 'unmeasured';

export interface Claim {
  readonly id: string;
  /** The sentence; code stands between backticks. */
  readonly says: string;
  readonly python311: Measured;
  readonly python314: Measured;
  /** Not said in the notes, but what one of their sentences depends on, or leaves open. */
  readonly condition?: true;
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
        says: 'There are three things to await: a coroutine, a Task and a Future.',
        python311: 'depends',
        python314: 'depends',
      },
      { id: 'aw-2', says: 'An `async def` makes coroutines.', python311: 'confirmed', python314: 'confirmed' },
      {
        id: 'aw-3',
        says: 'A Task runs a coroutine, scheduled in the same thread.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'aw-4',
        says: 'A Future is something that is scheduled to run somewhere.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'aw-5',
        says: 'It may run in the same thread, in another thread or in another process.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      { id: 'aw-6', says: 'Future is the parent class of Task.', python311: 'confirmed', python314: 'confirmed' },
      { id: 'aw-7', says: 'A Future mimics `concurrent.futures.Future`.', python311: 'depends', python314: 'depends' },
    ],
  },
  {
    title: 'Task cancellation: gather',
    claims: [
      {
        id: 'ga-1',
        says: 'A gather that is cancelled and not awaited never runs its coroutines.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ga-2',
        says: 'That holds only if it is cancelled before the loop has had a turn.',
        python311: 'depends',
        python314: 'depends',
        condition: true,
      },
      {
        id: 'ga-3',
        says: 'Although they never start, nobody warns that they were never awaited.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'ga-4',
        says: 'Cancelled at once and never awaited, it is reported: its exception was never retrieved.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ga-5',
        says: 'It is reported when it is thrown away and nobody has awaited it or read its exception.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'ga-6',
        says: 'Cancelled later and never awaited, it is reported too.',
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
        says: 'The main coroutine goes on, and the program ends well.',
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
        says: '`cancel()` throws CancelledError into the coroutine that the Task wraps.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tc-2',
        says: 'It is a request, and delivered in the next pass of the loop.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'tc-3',
        says: 'The Future that the coroutine awaits is cancelled with it.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tc-4',
        says: 'The one who cancels a Task and does not await it gets no CancelledError.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'tc-5',
        says: 'The exception does not get as far as the Task that nobody awaits.',
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
        says: 'Once the loop is closed, tasks that still run are cancelled.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'ac-2',
        says: '`asyncio.run()` cancels them after main and before it closes the loop.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'ac-3',
        says: 'Without awaiting: the coroutine is cancelled as usual, and main sees no exception.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ac-4',
        says: 'Without awaiting: the second child is cancelled at the end of the program.',
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
        says: 'With that await: the second child is cancelled at the end of the program.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'ac-7',
        says: '`task.cancel()` and then `await task` raises CancelledError in main.',
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
        says: 'Two tasks that await each other are no error by themselves.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cw-2',
        says: 'Cancelling one of them recurses to the limit, since each cancels the other.',
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
        says: 'Each `cancel()` calls `cancel()` of what its Task waits for.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cw-4',
        says: 'The program that gathers the two and a third, which cancels, ends with RecursionError.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      { id: 'cw-5', says: 'A Task that awaits itself gets an error.', python311: 'confirmed', python314: 'confirmed' },
      { id: 'cw-6', says: 'It gets that error immediately.', python311: 'depends', python314: 'depends' },
      {
        id: 'cw-7',
        says: 'The error says that a coroutine cannot await on itself.',
        python311: 'refuted',
        python314: 'refuted',
      },
      {
        id: 'cw-8',
        says: "The Task of main can be found by its coroutine's code.",
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      { id: 'cw-9', says: 'Through a second Task it hangs.', python311: 'confirmed', python314: 'confirmed' },
      {
        id: 'cw-10',
        says: 'Interrupted then, it ends with a RecursionError.',
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
        says: 'Up to 3.10 a KeyboardInterrupt came first, and the RecursionError at the end.',
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
        says: 'A Task that is created from a coroutine gets a copy of the context.',
        python311: 'confirmed',
        python314: 'confirmed',
      },
      {
        id: 'cv-2',
        says: 'What it sets stays in the Task.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'cv-3',
        says: 'A coroutine that is awaited directly shares the context.',
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
        says: 'For computing, a process pool is to be preferred.',
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
        says: 'A worker can return a Task of its own loop.',
        python311: 'refuted',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'pp-4-report',
        says: 'The failure to send it shows as a Future whose exception was never retrieved.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'pp-5',
        says: 'Tasks, futures, coroutines and loops cannot be pickled.',
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
        says: 'Each worker has a batch, and each runs its own.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'pp-7-forkserver',
        says: 'The same holds where workers are started by forkserver or spawn.',
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
        says: 'On Windows the guard `if __name__ == "__main__"` is a must.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'pp-9-default',
        says: 'Whether it is depends on the start method: fork in 3.11 on Linux, forkserver in 3.14.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'pp-10',
        says: "`os.getpid()` in a job gives the worker's process.",
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
        says: '`get_event_loop()` outside of any coroutine gives a loop.',
        python311: 'confirmed',
        python314: 'refuted',
        condition: true,
      },
      {
        id: 'tp-2b',
        says: '`get_event_loop()` in a coroutine gives the running loop.',
        python311: 'confirmed',
        python314: 'confirmed',
        condition: true,
      },
      {
        id: 'tp-3',
        says: 'Ten tasks are dispatched to five threads, which then wait for their own.',
        python311: 'refuted',
        python314: 'unmeasured',
      },
      {
        id: 'tp-3-why',
        says: 'Ten dispatches reach all five threads.',
        python311: 'refuted',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-3-key',
        says: 'What comes of it is a KeyError with the id of a thread.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-4',
        says: 'One list a thread was meant, in the time of about one nap.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-5',
        says: 'Dispatching only queues; the tasks start when their loop runs, and wait side by side.',
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
        says: 'Around gather a coroutine is needed to call it outside of a loop.',
        python311: 'depends',
        python314: 'depends',
        condition: true,
      },
      {
        id: 'tp-8',
        says: 'The loops of the threads are never closed.',
        python311: 'confirmed',
        python314: 'unmeasured',
        condition: true,
      },
      {
        id: 'tp-9',
        says: 'After the KeyError the interpreter still waits for its threads.',
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
        says: '`run_in_executor()` takes plain functions only.',
        python311: 'depends',
        python314: 'depends',
      },
      {
        id: 'cx-1-threads',
        says: 'So does the default pool of threads.',
        python311: 'depends',
        python314: 'unmeasured',
      },
      {
        id: 'cx-2',
        says: '`threading.get_native_id()` tells threads apart.',
        python311: 'confirmed',
        python314: 'unmeasured',
      },
      { id: 'cx-3', says: '`os.getpid()` tells processes apart.', python311: 'confirmed', python314: 'unmeasured' },
    ],
  },
];
