/** The workloads on what else JavaScript has: native promises, Effection, Effect. Each does those that it can. */

import * as effect from 'effect';
import * as effection from 'effection';

export type Workloads = Readonly<Record<string, (n: number) => Promise<unknown>>>;

// ── Native promises ──────────────────────────────────────────────────────────

async function nothing(): Promise<number> {
  return 1;
}

async function deep(depth: number): Promise<number> {
  if (depth === 0) {
    await null;
    return 0;
  }
  return 1 + (await deep(depth - 1));
}

export const promises: Workloads = {
  async spawn(n) {
    for (let i = 0; i < n; i++) await nothing();
  },
  async yields(n) {
    const rounds = async (): Promise<void> => {
      for (let i = 0; i < n / 100; i++) await null;
    };
    await Promise.all(Array.from({ length: 100 }, rounds));
  },
  async gather(n) {
    await Promise.all(Array.from({ length: n }, nothing));
  },
  async leaf(n) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += await nothing();
    if (sum !== n) throw new Error('wrong sum');
  },
  async chain(n) {
    for (let i = 0; i < n; i += 400) await deep(400);
  },
};

// ── Effection ────────────────────────────────────────────────────────────────

// biome-ignore lint/correctness/useYield: it returns at once.
function* operation(): effection.Operation<number> {
  return 1;
}

function* deepOperation(depth: number): effection.Operation<number> {
  if (depth === 0) return 0;
  return 1 + (yield* deepOperation(depth - 1));
}

export const effectionWorkloads: Workloads = {
  spawn: (n) =>
    effection.run(function* () {
      for (let i = 0; i < n; i++) yield* yield* effection.spawn(operation);
    }),
  gather: (n) =>
    effection.run(function* () {
      yield* effection.all(Array.from({ length: n }, operation));
    }),
  cancel: (n) =>
    effection.run(function* () {
      const tasks: effection.Task<void>[] = [];
      for (let i = 0; i < n; i++) tasks.push(yield* effection.spawn(effection.suspend));
      for (const task of tasks) yield* task.halt();
    }),
  leaf: (n) =>
    effection.run(function* () {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += yield* operation();
      if (sum !== n) throw new Error('wrong sum');
    }),
  chain: (n) =>
    effection.run(function* () {
      for (let i = 0; i < n; i += 400) yield* deepOperation(400);
    }),
};

// ── Effect ───────────────────────────────────────────────────────────────────

const { Effect, Fiber, Queue, Semaphore } = effect;

// biome-ignore lint/correctness/useYield: it returns at once.
const one = Effect.gen(function* () {
  return 1;
});

function deepEffect(depth: number): effect.Effect.Effect<number> {
  return Effect.gen(function* () {
    if (depth === 0) {
      yield* Effect.yieldNow;
      return 0;
    }
    return 1 + (yield* deepEffect(depth - 1));
  });
}

const hundred = (body: effect.Effect.Effect<void>) =>
  Effect.all(
    Array.from({ length: 100 }, () => body),
    { concurrency: 'unbounded' },
  );

export const effectWorkloads: Workloads = {
  spawn: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        for (let i = 0; i < n; i++) yield* Fiber.join(yield* Effect.forkChild(one));
      }),
    ),
  yields: (n) =>
    Effect.runPromise(
      hundred(
        Effect.gen(function* () {
          for (let i = 0; i < n / 100; i++) yield* Effect.yieldNow;
        }),
      ),
    ),
  gather: (n) =>
    Effect.runPromise(
      Effect.all(
        Array.from({ length: n }, () => one),
        { concurrency: 'unbounded' },
      ),
    ),
  queue: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const items = yield* Queue.bounded<number>(10);
        const producer = yield* Effect.forkChild(
          Effect.gen(function* () {
            for (let i = 0; i < n; i++) yield* Queue.offer(items, i);
          }),
        );
        for (let i = 0; i < n; i++) yield* Queue.take(items);
        yield* Fiber.join(producer);
      }),
    ),
  cancel: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const fibers: effect.Fiber.Fiber<never>[] = [];
        for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(Effect.never));
        yield* Effect.yieldNow;
        for (const fiber of fibers) yield* Fiber.interrupt(fiber);
      }),
    ),
  leaf: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += yield* one;
        if (sum !== n) throw new Error('wrong sum');
      }),
    ),
  chain: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        for (let i = 0; i < n; i += 400) yield* deepEffect(400);
      }),
    ),
  lock: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const mutex = yield* Semaphore.make(1);
        yield* hundred(
          Effect.gen(function* () {
            for (let i = 0; i < n / 100; i++) yield* mutex.withPermits(1)(Effect.yieldNow);
          }),
        );
      }),
    ),
};
