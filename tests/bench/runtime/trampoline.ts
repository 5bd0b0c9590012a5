/**
 * The workloads on the least that can run them: generators, a queue, a heap.
 * No exceptions' reports, no contexts' copies, no names, no checks: what the
 * language costs, which the runtime is compared with.
 */

// biome-ignore lint/suspicious/noExplicitAny: most of them return nothing.
type Body = Generator<unknown, any, unknown>;

/** Something that tasks wait for. */
class Cell {
  done = false;
  value: unknown = undefined;
  waiting: Job[] | null = null;

  set(value: unknown): void {
    this.done = true;
    this.value = value;
    const { waiting } = this;
    if (waiting === null) return;
    this.waiting = null;
    for (const job of waiting) ready.push(job);
  }
}

class Stopped extends Error {}

class Job extends Cell {
  body: Body;
  stack: Body[] = [];
  on: Cell | null = null;
  stop: Stopped | null = null;
  values: Map<unknown, unknown>;

  constructor(body: Body) {
    super();
    this.body = body;
    this.values = values;
    ready.push(this);
  }

  /** Ends it by an exception where it waits. */
  cancel(): void {
    this.stop = new Stopped();
    if (this.on !== null) {
      const { waiting } = this.on;
      if (waiting !== null) waiting.splice(waiting.indexOf(this), 1);
      this.on = null;
      ready.push(this);
    }
  }

  step(): void {
    values = this.values;
    let sent: unknown = this.on === null ? undefined : this.on.value;
    this.on = null;
    for (;;) {
      let step: IteratorResult<unknown, unknown>;
      if (this.stop === null) step = this.body.next(sent);
      else {
        try {
          step = this.body.throw(this.stop);
          this.stop = null;
        } catch (error) {
          if (!(error instanceof Stopped)) throw error;
          const below = this.stack.pop();
          if (below === undefined) {
            this.set(error);
            break;
          }
          this.body = below;
          continue;
        }
      }
      if (step.done) {
        const below = this.stack.pop();
        if (below === undefined) {
          this.set(step.value);
          break;
        }
        this.body = below;
        sent = step.value;
        continue;
      }
      const awaited = step.value;
      if (awaited === undefined) {
        ready.push(this);
        break;
      }
      if (awaited instanceof Cell) {
        if (awaited.done) {
          sent = awaited.value;
          continue;
        }
        awaited.waiting ??= [];
        awaited.waiting.push(this);
        this.on = awaited;
        break;
      }
      this.stack.push(this.body);
      this.body = awaited as Body;
      sent = undefined;
    }
    this.values = values;
  }
}

let ready: Job[] = [];
let now = 0;
let heap: { at: number; cell: Cell }[] = [];
let values: Map<unknown, unknown> = new Map();

export function run(body: Body): void {
  ready = [];
  heap = [];
  now = 0;
  values = new Map();
  const main = new Job(body);
  while (!main.done) {
    if (ready.length === 0) fire();
    const batch = ready;
    ready = [];
    for (const job of batch) job.step();
  }
  if (main.value instanceof Error) throw main.value;
}

function fire(): void {
  now = (heap[0] as { at: number }).at;
  while (heap.length > 0 && (heap[0] as { at: number }).at <= now) {
    const first = heap[0] as { at: number; cell: Cell };
    const last = heap.pop() as { at: number; cell: Cell };
    if (heap.length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && (heap[child + 1] as { at: number }).at < (heap[child] as { at: number }).at)
          child++;
        if ((heap[child] as { at: number }).at >= last.at) break;
        heap[i] = heap[child] as { at: number; cell: Cell };
        i = child;
      }
      heap[i] = last;
    }
    if (!first.cell.done) first.cell.set(undefined);
  }
}

function* sleep(seconds: number): Body {
  const cell = new Cell();
  const entry = { at: now + seconds, cell };
  let i = heap.push(entry) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if ((heap[parent] as { at: number }).at <= entry.at) break;
    heap[i] = heap[parent] as { at: number; cell: Cell };
    i = parent;
  }
  heap[i] = entry;
  yield cell;
}

// biome-ignore lint/correctness/useYield: it returns at once.
function* nothing(): Body {
  return 1;
}

export function* spawn(n: number): Body {
  for (let i = 0; i < n; i++) yield new Job(nothing());
}

function* rounds(n: number): Body {
  for (let i = 0; i < n; i++) yield undefined;
}

function* join(jobs: readonly Job[]): Body {
  for (const job of jobs) yield job;
}

function hundred(body: (n: number) => Body, n: number): Body {
  const jobs: Job[] = [];
  for (let i = 0; i < 100; i++) jobs.push(new Job(body(n / 100)));
  return join(jobs);
}

export function* yields(n: number): Body {
  yield hundred(rounds, n);
}

export function* gather(n: number): Body {
  const jobs: Job[] = [];
  for (let i = 0; i < n; i++) jobs.push(new Job(nothing()));
  const results: unknown[] = [];
  for (const job of jobs) results.push(yield job);
}

export function* queue(n: number): Body {
  const items: number[] = [];
  const getters: Cell[] = [];
  const putters: Cell[] = [];
  function* put(item: number): Body {
    while (items.length >= 10) {
      const cell = new Cell();
      putters.push(cell);
      yield cell;
    }
    items.push(item);
    getters.shift()?.set(undefined);
  }
  function* get(): Body {
    while (items.length === 0) {
      const cell = new Cell();
      getters.push(cell);
      yield cell;
    }
    const item = items.shift();
    putters.shift()?.set(undefined);
    return item;
  }
  function* produce(): Body {
    for (let i = 0; i < n; i++) yield put(i);
  }
  const producer = new Job(produce());
  for (let i = 0; i < n; i++) yield get();
  yield producer;
}

export function* timers(n: number): Body {
  const jobs: Job[] = [];
  for (let i = 0; i < n; i++) jobs.push(new Job(sleep(1 + ((i * 7919) % n) / n)));
  yield join(jobs);
}

function* sleeper(): Body {
  yield sleep(3600);
}

export function* cancel(n: number): Body {
  const jobs: Job[] = [];
  for (let i = 0; i < n; i++) jobs.push(new Job(sleeper()));
  yield undefined;
  for (const job of jobs) job.cancel();
  yield join(jobs);
}

export function* leaf(n: number): Body {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (yield nothing()) as number;
  if (sum !== n) throw new Error('wrong sum');
}

function* deep(depth: number): Body {
  if (depth === 0) {
    yield undefined;
    return 0;
  }
  return 1 + ((yield deep(depth - 1)) as number);
}

export function* chain(n: number): Body {
  for (let i = 0; i < n; i += 400) yield deep(400);
}

export function* lock(n: number): Body {
  let locked = false;
  const waiting: Cell[] = [];
  function* acquire(): Body {
    if (locked) {
      const cell = new Cell();
      waiting.push(cell);
      yield cell;
    }
    locked = true;
  }
  function release(): void {
    locked = waiting.length > 0;
    waiting.shift()?.set(undefined);
  }
  function* hand(count: number): Body {
    for (let i = 0; i < count; i++) {
      yield acquire();
      yield undefined;
      release();
    }
  }
  yield hundred(hand, n);
}

export function* context(n: number): Body {
  const key = {};
  function* own(count: number): Body {
    for (let i = 0; i < count; i++) {
      values = new Map(values).set(key, ((values.get(key) as number | undefined) ?? 0) + 1);
      yield undefined;
    }
  }
  yield hundred(own, n);
}

export function* park(n: number, measure: () => void): Body {
  const gate = new Cell();
  function* parked(): Body {
    yield gate;
  }
  const jobs: Job[] = [];
  for (let i = 0; i < n; i++) jobs.push(new Job(parked()));
  yield undefined;
  measure();
  gate.set(undefined);
  yield join(jobs);
}
