/**
 * What the executors have in common: workers, the queue of calls, and what
 * goes to and fro.
 *
 * A worker is another realm (see `host/host.ts`) that runs `serve()`. Calls
 * wait in one queue, first in, first out, and go to workers that are ready:
 * one at a time, or on the real clock, once a function has shown to be quick,
 * as many at a time as take a few milliseconds. What a worker has not begun
 * when a call turns out to be slow comes back to the queue.
 *
 * On the virtual and paced clocks a worker's messages carry its loop's time,
 * and count here from the moment when this loop's time is that far. Until
 * something is heard of a worker that has work in hand, no clock jumps.
 */

import { codeOf } from '../../asyncio/coroutines.ts';
import { TimerHandle } from '../../asyncio/events.ts';
import { callbackName } from '../../asyncio/format-helpers.ts';
import { instrument } from '../../asyncio/instruments.ts';
import { onLoopStopped, runningLoop } from '../../asyncio/running.ts';
import { RuntimeError, TypeError, ValueError } from '../../builtins/exceptions.ts';
import { repr } from '../../builtins/repr.ts';
import { asError, formatException, leaveFrames } from '../../builtins/traceback.ts';
import { expected, holdClocks, programTime, releaseClocks } from '../../host/clock.ts';
import { host } from '../../host/current.ts';
import type { WorkerLink } from '../../host/host.ts';
import { cloneFailure, type Pickled, type PicklingOptions, pickle, unpickle } from '../../pickle/pickle.ts';
import {
  type AnyFunction,
  type BrokenExecutor,
  Executor,
  Future,
  type ResultOf,
  type ShutdownOptions,
  shutdownOptions,
} from './base.ts';
import { bootstrappingError, isBootstrapping } from './bootstrap.ts';
import { answerCall, loopNumber, loopOf } from './bridge.ts';
import { type Done, FAILED, type FromWorker, isDone, type Packed, PLAIN, RESULTS, type ToWorker } from './protocol.ts';

/** Milliseconds of work that a worker may be given at a time. */
const HORIZON = 4;
const MAX_CALLS_AT_A_TIME = 1_000;
/** How much a new measurement counts against those before. */
const WEIGHT = 0.25;

interface Job {
  readonly future: Future<unknown>;
  readonly fn: AnyFunction;
  readonly args: readonly unknown[];
  /** The future has been marked as running. */
  running: boolean;
}

/** Calls in the order in which they were submitted. */
class Queue {
  private _items: Job[] = [];
  private _first = 0;

  get size(): number {
    return this._items.length - this._first;
  }

  push(job: Job): void {
    this._items.push(job);
  }

  peek(index = 0): Job | undefined {
    return this._items[this._first + index];
  }

  shift(): Job | undefined {
    const job = this._items[this._first];
    if (job === undefined) return undefined;
    (this._items as (Job | undefined)[])[this._first++] = undefined;
    if (this._first > 1_000 && this._first * 2 > this._items.length) {
      this._items = this._items.slice(this._first);
      this._first = 0;
    }
    return job;
  }

  /** Takes the newest call away. */
  pop(): void {
    this._items.pop();
  }

  /** Puts calls back in front of all others. */
  unshift(jobs: readonly Job[]): void {
    this._items = [...jobs, ...this._items.slice(this._first)];
    this._first = 0;
  }

  takeAll(): Job[] {
    const jobs = this._items.slice(this._first);
    this._items = [];
    this._first = 0;
    return jobs;
  }
}

/** Milliseconds that calls of a function take, as far as it is known; infinity if they return promises. */
const durations = new WeakMap<AnyFunction, number>();

let threadsMade = 0;

/** An id that no other thread of this program has. */
function nextThreadId(): number {
  threadsMade++;
  return host().threadId * 1_000 + threadsMade;
}

/** Every pool that may have workers or calls. */
const pools = new Set<WorkerPool>();

/** Shuts every pool down and waits for all of them: what an interpreter does at its end. */
export async function finishPools(): Promise<void> {
  while (pools.size > 0) await Promise.all([...pools].map((pool) => pool.shutdown()));
}

/** Ends the worker process of that id. False if no pool has one. */
export function killWorker(processId: number): boolean {
  for (const pool of pools) if (pool.killWorker(processId)) return true;
  return false;
}

export interface PoolKind {
  readonly kind: 'thread' | 'process';
  /** Whether calls are executed in processes: what fails there has a remote traceback, and loops do not travel. */
  readonly remote: boolean;
  /** How a worker's thread is called, by number. */
  readonly threadName: (index: number) => string;
  /** What its output is labelled with. */
  readonly label: (index: number) => string;
  readonly maxWorkers: number;
  readonly maxTasks: number | null;
  readonly initializer: AnyFunction | null;
  readonly initargs: readonly unknown[];
  /** What a call's exception looks like to whoever asks. */
  readonly failure: (error: Error, remoteTraceback: string) => Error;
  readonly initializerFailed: (() => BrokenExecutor) | null;
  readonly workerLost: () => BrokenExecutor;
  readonly brokenSince: (reason: string) => BrokenExecutor;
  readonly initializerReason: string;
  readonly lostReason: string;
}

/** A worker as its pool sees it. */
class PoolWorker {
  private readonly _pool: WorkerPool;
  /** What its output is labelled with. */
  readonly name: string;
  private readonly _link: WorkerLink;
  /** Sent and not answered. */
  inHand: Job[] = [];
  ready = false;
  ended = false;
  /** Whether its end is wanted. */
  stopping = false;
  /** How many calls it has been sent. */
  taken = 0;
  /** When it was sent the last ones: the loop's time. */
  since = 0;
  /** The functions that it has been told, by the number that stands for each. */
  readonly known: Map<AnyFunction, number> = new Map();
  nextNumber = 0;
  /** Messages whose time has not come yet. */
  private _delayed: { readonly message: FromWorker | null; readonly time: number }[] = [];
  private _asked = 0;
  /** Whether it holds the clocks, and whether only for its start or end. */
  private _holds: 'no' | 'timed' | 'untimed' = 'no';

  constructor(pool: WorkerPool, index: number, kind: PoolKind) {
    this._pool = pool;
    this.name = kind.label(index);
    const request = { kind: kind.kind, threadName: kind.threadName(index), threadId: nextThreadId() };
    const events = {
      message: (message: unknown) => this._receive(message as FromWorker),
      ended: () => this._receive(null),
    };
    try {
      this._link = host().startWorker?.(request, events) as WorkerLink;
    } catch (error) {
      throw new RuntimeError(asError(error).message);
    }
    if (this._link === undefined) throw new RuntimeError("can't start new thread: this program's host has none");
    this._hold();
  }

  get processId(): number {
    return this._link.processId;
  }

  terminate(): void {
    this._link.terminate();
  }

  /** Ends it when its work is done: it has none. */
  stop(): void {
    if (this.stopping) return;
    this.stopping = true;
    this._link.terminate();
    this._hold();
  }

  post(message: ToWorker, transfer: readonly object[]): void {
    this._link.post(message, transfer);
    this._hold();
  }

  /** While it works and nothing is known of how far it is, no clock may jump. */
  private _hold(): void {
    const before = this._holds;
    let holds: typeof before = 'no';
    if (!this.ended && this._delayed.length === 0 && this._asked === 0) {
      if (!this.ready || this.stopping) holds = 'untimed';
      else if (this.inHand.length > 0) holds = 'timed';
    }
    if (holds === before) return;
    this._holds = holds;
    // In this order: between the two nobody is told that the clocks may go.
    if (holds !== 'no') holdClocks(holds === 'untimed');
    if (before !== 'no') releaseClocks(before === 'untimed');
  }

  private _receive(message: FromWorker | null): void {
    const loop = host().clock === 'real' ? null : runningLoop();
    const last = this._delayed.at(-1)?.time ?? 0;
    const time = message === null ? last : Math.max(last, isDone(message) ? message[2] : message.time);
    if (loop === null || (this._delayed.length === 0 && time <= loop.time())) {
      this._flush();
      this._handle(message, time);
    } else {
      this._delayed.push({ message, time });
      deliverLater();
    }
    this._hold();
  }

  /** When the next of its messages counts; Infinity: none waits. */
  get nextTime(): number {
    return this._delayed[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  /** Handles the next of the messages that wait. */
  deliver(): void {
    const next = this._delayed.shift();
    try {
      if (next !== undefined) this._handle(next.message, next.time);
    } finally {
      this._hold();
    }
  }

  /** Handles everything that waits for its time: no loop's time will come that far. */
  private _flush(): void {
    for (const { message, time } of this._delayed.splice(0)) this._handle(message, time);
  }

  loopStopped(): void {
    if (this._delayed.length === 0) return;
    this._flush();
    this._hold();
  }

  private _handle(message: FromWorker | null, time: number): void {
    if (this.ended) return;
    instrument?.workerSpeaks(this);
    try {
      this._obey(message, time);
    } finally {
      instrument?.workerSpeaks(null);
    }
  }

  private _obey(message: FromWorker | null, time: number): void {
    if (message === null) {
      this.ended = true;
      this._pool.workerEnded(this);
      return;
    }
    if (isDone(message)) {
      this._pool.workerDone(this, message);
      return;
    }
    switch (message.t) {
      case 'print':
        host().write(message.stream, message.text, host().clock === 'real' ? programTime() : time, this.name);
        return;
      case 'ready':
        this.ready = true;
        this._pool.workerReady(this);
        return;
      case 'broken':
        this._pool.initializerFailed(this);
        return;
      case 'call':
        // It waits for the answer; so the clock may go on.
        if (message.coroutine) this._asked++;
        answerCall(message, (answer, transfer) => {
          if (!this.ended) this._link.post(answer, transfer);
          this._asked--;
          this._hold();
        });
        return;
      case 'tried':
    }
  }
}

/** An executor with workers. */
export abstract class WorkerPool extends Executor {
  private readonly _kind: PoolKind;
  private readonly _queue = new Queue();
  private readonly _workers = new Set<PoolWorker>();
  /** Ready and without work, the one that has waited longest first. The last one is taken. */
  private readonly _idle = new Set<PoolWorker>();
  private _started = 0;
  private _shutdown = false;
  private _broken: string | null = null;
  private _whenOver: (() => void)[] = [];

  constructor(kind: PoolKind) {
    super();
    this._kind = kind;
    onLoopStopped(tellPools);
  }

  override submit<F extends AnyFunction>(fn: F, ...args: Parameters<F>): Future<ResultOf<F>> {
    if (this._broken !== null) throw this._kind.brokenSince(this._broken);
    if (this._shutdown) throw new RuntimeError('cannot schedule new futures after shutdown');
    if (typeof fn !== 'function') throw new TypeError(`a callable is expected, got ${repr(fn)}`);
    if (isBootstrapping()) throw bootstrappingError();
    const future = new Future<ResultOf<F>>();
    future.isExpected = true;
    this._queue.push({ future: future as Future<unknown>, fn, args, running: false });
    if (instrument !== null) instrument.jobSubmitted(future, callbackName(fn));
    pools.add(this);
    // The one that has just been at work: it is the quickest to go on.
    let idle: PoolWorker | undefined;
    for (const worker of this._idle) idle = worker;
    if (idle !== undefined) this._feed(idle);
    else if (this._workers.size < this._kind.maxWorkers) {
      try {
        this._start();
      } catch (error) {
        // Its future is lost, and perhaps there is nobody who would ever execute it.
        this._queue.pop();
        instrument?.jobEnds(future, error);
        throw error;
      }
    }
    return future;
  }

  private _start(): void {
    const worker = new PoolWorker(this, this._started, this._kind);
    this._started++;
    this._workers.add(worker);
    const { initializer, initargs } = this._kind;
    try {
      const pickled = initializer === null ? null : pickle([initializer, initargs], this._pickling());
      worker.post(
        {
          t: 'init',
          at: programTime(),
          remote: this._kind.remote,
          initializer: pickled && [pickled.data, pickled.coded],
        },
        pickled?.transfer ?? [],
      );
    } catch (error) {
      this._workers.delete(worker);
      worker.stop();
      worker.ended = true;
      throw error;
    }
  }

  private _pickling(): PicklingOptions {
    return this._kind.remote ? LOCAL_ONLY : SHARED;
  }

  /** Gives a ready worker what is next in the queue, or notes that it is idle. */
  private _feed(worker: PoolWorker): void {
    this._idle.delete(worker);
    if (worker.stopping || worker.ended) return;
    while (!this._send(worker));
  }

  /** Returns false if structured clone has refused what was next: something else is next now. */
  private _send(worker: PoolWorker): boolean {
    const jobs: Job[] = [];
    const functions: [number, ...Packed][] = [];
    const message: [number, typeof functions | null, ...unknown[]] = [programTime(), null];
    const { known } = worker;
    const fresh: AnyFunction[] = [];
    let transfer: object[] = NOTHING;
    let milliseconds = 0;
    const { maxTasks } = this._kind;
    const share = Math.ceil(this._queue.size / Math.max(1, this._workers.size));
    const most = Math.min(
      // What has gone can no longer be cancelled. Where real time does not count, it must not decide about that.
      host().clock === 'real' ? MAX_CALLS_AT_A_TIME : 1,
      share,
      maxTasks === null ? Number.POSITIVE_INFINITY : maxTasks - worker.taken,
    );
    for (let job = this._queue.peek(); job !== undefined && jobs.length < Math.max(1, most); job = this._queue.peek()) {
      const duration = durations.get(job.fn);
      if (jobs.length > 0 && (duration === undefined || milliseconds + duration > HORIZON)) break;
      this._queue.shift();
      if (!job.running && !job.future.setRunningOrNotifyCancel()) continue;
      job.running = true;
      try {
        let index = known.get(job.fn);
        if (index === undefined) {
          const fn = pickle(this._isOurs(job) ? nothing : job.fn, this._pickling());
          index = worker.nextNumber++;
          known.set(job.fn, index);
          fresh.push(job.fn);
          functions.push([index, fn.data, fn.coded]);
        }
        const pickled: Pickled = this._isOurs(job) ? NO_ARGS : pickle(job.args, this._pickling());
        message.push(index, pickled.data, pickled.coded);
        if (pickled.transfer.length > 0) transfer = [...transfer, ...pickled.transfer];
      } catch (error) {
        job.future.setException(this._raisedHere(error));
        continue;
      }
      jobs.push(job);
      // Something unknown is sent alone: it may be slow.
      milliseconds += duration ?? HORIZON;
    }
    if (jobs.length === 0) {
      // Nothing is sent, so it has not been told.
      for (const fn of fresh) known.delete(fn);
      this._rest(worker);
      return true;
    }
    worker.inHand = jobs;
    worker.taken += jobs.length;
    worker.since = message[0];
    if (functions.length > 0) message[1] = functions;
    try {
      worker.post(message, transfer);
      instrument?.jobBegins((jobs[0] as Job).future, worker);
      return true;
    } catch (error) {
      this._refused(worker, jobs, error);
      return false;
    }
  }

  /** Structured clone has refused a message: the calls go one by one, and those fail that it refuses. */
  private _refused(worker: PoolWorker, jobs: readonly Job[], error: unknown): void {
    worker.inHand = [];
    for (const { fn } of jobs) worker.known.delete(fn);
    worker.taken -= jobs.length;
    const [job, ...rest] = jobs as [Job, ...Job[]];
    if (rest.length === 0) {
      job.future.setException(this._raisedHere(cloneFailure(error)));
    } else {
      for (const one of jobs) durations.delete(one.fn);
      this._queue.unshift(jobs);
    }
  }

  /** An exception of what should have travelled. */
  private _raisedHere(error: unknown): Error {
    const raised = asError(error);
    leaveFrames(raised, []);
    return this._kind.remote ? this._kind.failure(raised, `${formatException(raised).join('\n')}\n`) : raised;
  }

  /** Calling a coroutine function runs nothing, and its coroutine cannot leave this realm: threads' calls are made here. */
  private _isOurs(job: Job): boolean {
    return !this._kind.remote && codeOf(job.fn) !== undefined;
  }

  /** A worker has nothing to do. */
  private _rest(worker: PoolWorker): void {
    if (this._shutdown) worker.stop();
    else this._idle.add(worker);
    this._endIfOver();
  }

  /** @internal */
  workerReady(worker: PoolWorker): void {
    if (this._broken !== null) worker.stop();
    else if (host().clock === 'real') this._feed(worker);
    else this._feedTogether();
  }

  /** On the clocks where starting takes no time, workers that start together begin together, in order. */
  private _feedTogether(): void {
    const all = [...this._workers].filter(({ stopping, ended }) => !stopping && !ended);
    if (all.some(({ ready }) => !ready)) return;
    for (const worker of all) if (worker.inHand.length === 0 && !this._idle.has(worker)) this._feed(worker);
  }

  /** @internal */
  workerDone(worker: PoolWorker, message: Done): void {
    const [waits, milliseconds] = message;
    const jobs = worker.inHand;
    const count = (message.length - RESULTS) / 2;
    const rest = jobs.slice(count);
    worker.inHand = [];
    const first = jobs[0] as Job;
    // One that has returned a promise stays with the worker; what comes after it has not begun.
    if (waits) worker.inHand = rest.splice(0, 1);
    if (rest.length > 0) {
      worker.taken -= rest.length;
      this._queue.unshift(rest);
      this._share();
    }
    if (waits) durations.set((worker.inHand[0] as Job).fn, Number.POSITIVE_INFINITY);
    if (count > 0) {
      // All that come together are of the same order; the first stands for them.
      const measured = milliseconds / count;
      const before = durations.get(first.fn) ?? measured;
      durations.set(first.fn, before === measured ? measured : before + (measured - before) * WEIGHT);
    }
    const busy = !waits && count > 1 && this._queue.size > 0;
    // With much to do the worker gets it before the results are dealt with.
    if (busy) this._next(worker);
    let interrupt: unknown;
    for (let i = 0; i < count; i++) {
      // It began when the one before had ended.
      if (i > 0) instrument?.jobBegins((jobs[i] as Job).future, worker);
      try {
        this._settle(worker, jobs[i] as Job, message[RESULTS + 2 * i] as number, message[RESULTS + 2 * i + 1]);
      } catch (error) {
        // Out of a future's callback. The other results are not lost over it.
        interrupt ??= error;
      }
    }
    if (waits && count > 0) instrument?.jobBegins((worker.inHand[0] as Job).future, worker);
    if (!waits && !busy) this._next(worker);
    if (interrupt !== undefined) throw interrupt;
  }

  /** Gives idle workers what has come back to the queue. */
  private _share(): void {
    for (const idle of [...this._idle]) if (this._queue.size > 0) this._feed(idle);
  }

  private _next(worker: PoolWorker): void {
    if (worker.ended || worker.stopping) return;
    const { maxTasks } = this._kind;
    if (maxTasks !== null && worker.taken >= maxTasks) {
      worker.stop();
      return;
    }
    this._feed(worker);
  }

  private _settle(worker: PoolWorker, job: Job, how: number, data: unknown): void {
    const { future } = job;
    if (future.done()) return;
    let value: unknown;
    try {
      if (this._isOurs(job)) value = job.fn(...job.args);
      else if (how === FAILED) value = this._remoteFailure(data as [unknown, string]);
      else value = unpickle(data, how !== PLAIN, HOME);
    } catch (error) {
      if (!this._kind.remote) {
        future.setException(error);
        return;
      }
      // As in CPython: what comes out of the pipe is broken, and so is the pool.
      this._fail([job]);
      worker.terminate();
      return;
    }
    if (how === FAILED) future.setException(value);
    else future.setResult(value);
  }

  private _remoteFailure([error, traceback]: [unknown, string]): Error {
    return this._kind.failure(asError(unpickle(error, true)), traceback);
  }

  /** @internal */
  initializerFailed(worker: PoolWorker): void {
    const { initializerFailed: make, initializerReason } = this._kind;
    if (make === null) {
      // A process: its end breaks the pool.
      worker.terminate();
      return;
    }
    this._broken = initializerReason;
    for (const { future } of this._queue.takeAll()) {
      if (!future.done()) future.setException(make());
    }
    worker.stop();
    for (const other of this._workers) if (other.ready && other.inHand.length === 0) other.stop();
    this._idle.clear();
  }

  /** @internal */
  workerEnded(worker: PoolWorker): void {
    this._workers.delete(worker);
    this._idle.delete(worker);
    if (!worker.stopping && this._broken === null) this._breakDown(worker);
    else if (!worker.stopping) this._fail(worker.inHand.splice(0));
    const idle = this._idle.size > 0;
    if (this._broken === null && this._queue.size > 0 && !idle && this._workers.size < this._kind.maxWorkers) {
      try {
        this._start();
      } catch {
        this._breakDown(worker);
      }
    }
    this._endIfOver();
  }

  /** A worker was lost: nobody can tell what it had done. */
  private _breakDown(worker: PoolWorker): void {
    this._broken = this._kind.lostReason;
    const pending = worker.inHand.splice(0);
    for (const other of this._workers) {
      pending.push(...other.inHand.splice(0));
      other.stop();
    }
    pending.push(...this._queue.takeAll());
    this._fail(pending);
  }

  private _fail(jobs: readonly Job[]): void {
    if (jobs.length === 0) return;
    const error = this._kind.workerLost();
    for (const { future } of jobs) if (!future.done()) future.setException(error);
  }

  override shutdown(given: boolean | ShutdownOptions = true, options?: ShutdownOptions): Promise<void> {
    const { wait = true, cancelFutures = false } = shutdownOptions(given, options);
    this._shutdown = true;
    if (cancelFutures) {
      const running: Job[] = [];
      for (const job of this._queue.takeAll()) {
        if (job.running) running.push(job);
        else {
          job.future.cancel();
          if (!job.future.notified && job.future.cancelled()) job.future.setRunningOrNotifyCancel();
        }
      }
      this._queue.unshift(running);
    }
    for (const worker of this._idle) worker.stop();
    this._idle.clear();
    const over = new Promise<void>((resolve) => this._whenOver.push(resolve));
    this._endIfOver();
    return expected(wait ? over : Promise.resolve());
  }

  private _endIfOver(): void {
    if (this._workers.size > 0 || (this._queue.size > 0 && this._broken === null)) return;
    if (!this._shutdown && this._broken === null) return;
    pools.delete(this);
    for (const resolve of this._whenOver.splice(0)) resolve();
  }

  /** @internal Takes no more calls and ends all workers at once. */
  protected terminateAll(): void {
    void this.shutdown(false, { cancelFutures: true });
    for (const worker of this._workers) if (!worker.ended) worker.terminate();
  }

  /** @internal */
  killWorker(processId: number): boolean {
    if (!this._kind.remote) return false;
    for (const worker of this._workers) {
      if (worker.processId === processId) {
        worker.terminate();
        return true;
      }
    }
    return false;
  }

  /** @internal In the order in which they were started. */
  get workers(): Iterable<PoolWorker> {
    return this._workers;
  }

  /** @internal */
  loopStopped(): void {
    for (const worker of this._workers) worker.loopStopped();
  }
}

const NOTHING: object[] = [];
const HOME = { home: loopOf };
const LOCAL_ONLY: PicklingOptions = {};
const SHARED: PicklingOptions = { loop: loopNumber, contextVars: true };
const NO_ARGS: Pickled = { data: [], coded: false, transfer: NOTHING };

/** What a worker does in place of a call that is made here. */
export function nothing(): void {}

/** Has messages looked at: the runtime's own timer, of which instruments hear nothing. */
class DeliveryTimer extends TimerHandle {
  readonly isUntold = true;
}

/** When the messages of workers are to be looked at next. */
let delivery: { readonly time: number; readonly timer: { cancel(): void } } | null = null;

/**
 * The worker whose message counts next. Of those with the same time it is the one that has worked longest, as it would be
 * ahead on a real clock, then the one that was started first.
 */
function nextToSpeak(): PoolWorker | null {
  let next: PoolWorker | null = null;
  for (const pool of pools) {
    for (const worker of pool.workers) {
      if (worker.nextTime === Number.POSITIVE_INFINITY) continue;
      if (next === null || worker.nextTime < next.nextTime) next = worker;
      else if (worker.nextTime === next.nextTime && worker.since < next.since) next = worker;
    }
  }
  return next;
}

/**
 * Has messages handled when the loop's time has come that far. One timer serves all workers: what two of them say at the
 * same time is handled in an order that does not depend on when the machine brought it.
 */
function deliverLater(): void {
  const loop = runningLoop();
  const time = nextToSpeak()?.nextTime;
  if (loop === null || time === undefined || (delivery !== null && delivery.time <= time)) return;
  delivery?.timer.cancel();
  const deliver = (): void => {
    delivery = null;
    try {
      for (let next = nextToSpeak(); next !== null && next.nextTime <= loop.time(); next = nextToSpeak())
        next.deliver();
    } finally {
      deliverLater();
    }
  };
  const timer = new DeliveryTimer(time, deliver, [], loop, null);
  loop.schedule(timer);
  delivery = { time, timer };
}

function tellPools(): void {
  delivery?.timer.cancel();
  delivery = null;
  for (const pool of pools) pool.loopStopped();
}

export function checkWorkers(maxWorkers: number | null | undefined, otherwise: number): number {
  const count = maxWorkers ?? otherwise;
  if (count <= 0) throw new ValueError('max_workers must be greater than 0');
  return count;
}

export function checkInitializer(initializer: unknown): AnyFunction | null {
  if (initializer === null || initializer === undefined) return null;
  if (typeof initializer !== 'function') throw new TypeError('initializer must be a callable');
  return initializer as AnyFunction;
}
