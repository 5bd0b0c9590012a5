/**
 * What TypeScript infers for users of `awaitable/asyncio`. Nothing here runs:
 * the type check is the test. A line that must not compile says so with
 * `@ts-expect-error`.
 */

import * as asyncio from '../../runtime/asyncio.ts';
import { anext, asyncWith, type BaseException, withSync } from '../../runtime/builtins.ts';
import * as contextlib from '../../runtime/contextlib.ts';
import * as contextvars from '../../runtime/contextvars.ts';

/** Compiles only if both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function check<_ extends true>(): void {}

declare function text(): Promise<string>;
declare function number(): Promise<number>;
declare const loop: asyncio.EventLoop;

export async function awaits(): Promise<void> {
  const task = asyncio.createTask(text());
  check<Same<typeof task, asyncio.Task<string>>>();
  const result = await task;
  check<Same<typeof result, string>>();
  const future = loop.createFuture<number>();
  const value = await future;
  check<Same<typeof value, number>>();
  check<Same<ReturnType<typeof future.result>, number>>();
  future.setResult(1);
  // @ts-expect-error: a future of numbers takes no text
  future.setResult('text');
  const nothing = await asyncio.sleep(1);
  check<Same<typeof nothing, null>>();
  const slept = await asyncio.sleep(1, 'text' as string);
  check<Same<typeof slept, string>>();
  const ensured = await asyncio.ensureFuture(number());
  check<Same<typeof ensured, number>>();
  const wrapped = await asyncio.wrapFuture(number());
  check<Same<typeof wrapped, number>>();
  const ran = await asyncio.run(text());
  check<Same<typeof ran, string>>();
}

export async function gathers(): Promise<void> {
  const all = await asyncio.gather(text(), number(), asyncio.createTask(text()));
  check<Same<typeof all, [string, number, string]>>();
  const both = await asyncio.gather(...[text(), number()]);
  check<Same<typeof both, [string, number]>>();
  const settled = await asyncio.gather(text(), number(), { returnExceptions: true });
  check<Same<typeof settled, [string | BaseException, number | BaseException]>>();
  const list: Promise<number>[] = [];
  const numbers = await asyncio.gather(...list);
  check<Same<typeof numbers, number[]>>();
}

export async function waits(): Promise<void> {
  const limited = await asyncio.waitFor(text(), 1);
  check<Same<typeof limited, string>>();
  const named = await asyncio.waitFor(asyncio.createTask(number()), { timeout: null });
  check<Same<typeof named, number>>();
  const shielded = await asyncio.shield(text());
  check<Same<typeof shielded, string>>();
  const tasks = [asyncio.createTask(text()), asyncio.createTask(text())];
  const [done, pending] = await asyncio.wait(tasks, { timeout: 1, returnWhen: asyncio.FIRST_COMPLETED });
  check<Same<typeof done, Set<asyncio.Task<string>>>>();
  check<Same<typeof pending, Set<asyncio.Task<string>>>>();
  // @ts-expect-error: no such mode
  await asyncio.wait(tasks, { returnWhen: 'SOMETIME' });
  // @ts-expect-error: coroutines have to be made tasks
  await asyncio.wait([text()]);
}

export async function completes(): Promise<void> {
  for (const next of asyncio.asCompleted([text(), text()])) {
    const result = await next;
    check<Same<typeof result, string>>();
  }
  for await (const task of asyncio.asCompleted([text()])) {
    check<Same<typeof task, asyncio.Task<string>>>();
  }
  for await (const future of asyncio.asCompleted([loop.createFuture<number>()], { timeout: 1 })) {
    check<Same<typeof future, asyncio.Future<number>>>();
  }
  const [winner, index] = await asyncio.staggeredRace([() => text(), () => text()], 1);
  check<Same<typeof winner, string | null>>();
  check<Same<typeof index, number | null>>();
}

export async function queues(): Promise<void> {
  const queue = new asyncio.Queue<string>(2);
  await queue.put('text');
  // @ts-expect-error: a queue of texts takes no number
  await queue.put(1);
  const item = await queue.get();
  check<Same<typeof item, string>>();
  check<Same<ReturnType<typeof queue.getNowait>, string>>();
  const jobs = new asyncio.PriorityQueue<{ priority: number }>({
    maxsize: 3,
    compare: (a, b) => a.priority - b.priority,
  });
  const job = await jobs.get();
  check<Same<typeof job, { priority: number }>>();
  const stack = new asyncio.LifoQueue<number>({ maxsize: 3 });
  const top = await stack.get();
  check<Same<typeof top, number>>();
}

export async function blocks(): Promise<void> {
  const result = await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    const task = tg.createTask(number(), { name: 'child' });
    check<Same<typeof task, asyncio.Task<number>>>();
    return await task;
  });
  // Of a group that was asked to end by cancel() the block has no result.
  check<Same<typeof result, number | undefined>>();
  const inTime = await asyncWith(asyncio.timeout(1), async (limit) => {
    check<Same<ReturnType<typeof limit.when>, number | null>>();
    return 1;
  });
  check<Same<typeof inTime, number>>();
  const locked = await asyncWith(new asyncio.Lock(), async () => 1);
  check<Same<typeof locked, number>>();
  const suppressed = await asyncWith(new contextlib.suppress(Error), async () => 1);
  check<Same<typeof suppressed, number | undefined>>();
  class Transaction {
    async aenter(): Promise<string> {
      return 'transaction';
    }
    async aexit(): Promise<void> {}
  }
  const written = await asyncWith(new Transaction(), async (name) => name.length);
  check<Same<typeof written, number>>();
  await asyncWith(new asyncio.Barrier(2), async (position) => {
    check<Same<typeof position, number>>();
  });
  const index = await new asyncio.Barrier(1).wait();
  check<Same<typeof index, number>>();
  const found = await new asyncio.Condition().waitFor(() => 'found' as string);
  check<Same<typeof found, string>>();
  const door = contextlib.asynccontextmanager(async function* (name: string) {
    yield name.length;
  });
  await asyncWith(door('front'), async (length) => {
    check<Same<typeof length, number>>();
  });
  // @ts-expect-error: its argument is a text
  door(5);
  await asyncWith(new contextlib.AsyncExitStack(), async (exits) => {
    const entered = await exits.enterAsyncContext(door('back'));
    check<Same<typeof entered, number>>();
  });
  withSync(new contextlib.nullcontext('text'), (value) => {
    check<Same<typeof value, string>>();
  });
  const gate = contextlib.contextmanager(function* (name: string) {
    yield name.length;
  });
  const width = withSync(gate('front'), (length) => {
    check<Same<typeof length, number>>();
    return String(length);
  });
  check<Same<typeof width, string | undefined>>();
  await asyncWith(gate('front'), async (length) => {
    check<Same<typeof length, number>>();
  });
  // @ts-expect-error: its argument is a text
  gate(5);
  withSync(new contextlib.ExitStack(), (exits) => {
    const entered = exits.enterContext(gate('back'));
    check<Same<typeof entered, number>>();
    check<Same<ReturnType<typeof exits.popAll>, contextlib.ExitStack>>();
  });
  withSync(new contextlib.closing({ close: () => 1 }), (thing) => {
    check<Same<typeof thing, { close: () => number }>>();
  });
  // @ts-expect-error: nothing to close
  new contextlib.closing({});
}

export async function variables(): Promise<void> {
  const variable = new contextvars.ContextVar<number>('variable');
  const token = variable.set(1);
  check<Same<typeof token, contextvars.Token<number>>>();
  const value = variable.get();
  check<Same<typeof value, number>>();
  // @ts-expect-error: a variable of numbers takes no text
  variable.set('text');
  const next = await anext({ anext: () => number() });
  check<Same<typeof next, number>>();
}
