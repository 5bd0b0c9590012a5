import * as asyncio from 'awaitable/asyncio';
import { BaseException, BaseExceptionGroup, print } from 'awaitable/builtins';

/** What the program made, by name. */
// biome-ignore lint/suspicious/noExplicitAny: a random program keeps anything here.
export const S: Record<string, any> = Object.create(null);
const trace: string[] = [];
const reports: string[] = [];
/** Every task that was named or has begun. */
const started: asyncio.Task<unknown>[] = [];
/** Whether the loop's passes are counted. */
let counted = false;
let passes = 0;
let beats = 0;
let listening = false;

/** Counts passes for a while after each line, and then lets the clock go on. */
function beat(): void {
  passes++;
  beats--;
  if (beats > 0) asyncio.getRunningLoop().callSoon(beat);
}

export function log(text: string, ...values: unknown[]): void {
  if (!listening) return;
  const loop = asyncio.getRunningLoop();
  trace.push([Number(loop.time().toPrecision(6)), passes, text, ...values.map(show)].join(' '));
  if (counted) {
    if (beats === 0) loop.callSoon(beat);
    beats = 8;
  }
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof Error) return showError(value);
  if (asyncio.isfuture(value)) return nameOf(value);
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  return value.constructor.name;
}

function showError(error: Error): string {
  let { message } = error;
  if (message.includes('<')) message = `${message.slice(0, message.indexOf('<'))}…`;
  let text = `${error.constructor.name}(${message})`;
  if (error instanceof BaseExceptionGroup) text += show([...error.exceptions]);
  if (error.cause instanceof Error) text += ` from ${error.cause.constructor.name}`;
  return text;
}

function nameOf(future: unknown): string {
  return Object.keys(S).find((name) => S[name] === future) ?? 'future';
}

export function names(futures: Iterable<unknown>): string[] {
  return [...futures].map(nameOf).sort();
}

export function state(value: unknown): string {
  if (value instanceof asyncio.Future) {
    const text = value.cancelled() ? 'cancelled' : value.done() ? 'done' : 'pending';
    return value instanceof asyncio.Task ? `${text} ${value.cancelling()}` : text;
  }
  if (value instanceof asyncio.Handle) return `cancelled ${show(value.cancelled())}`;
  if (value instanceof asyncio.Event) return `set ${show(value.isSet())}`;
  if (value instanceof asyncio.Queue) return `${value.qsize()} ${show(value.empty())} ${show(value.full())}`;
  if (value instanceof asyncio.Barrier) return `${value.nWaiting} ${show(value.broken)}`;
  if (value instanceof asyncio.Timeout) {
    const when = value.when();
    return `${when === null ? 'None' : Number(when.toPrecision(6))} ${show(value.expired())}`;
  }
  if (value instanceof asyncio.Lock || value instanceof asyncio.Condition || value instanceof asyncio.Semaphore)
    return `locked ${show(value.locked())}`;
  return (value as object).constructor.name;
}

export function outcome(future: asyncio.Future<unknown>): string {
  if (future.cancelled()) return 'cancelled';
  const error = future.exception();
  return show(error === null ? future.result() : error);
}

export function has(name: string): boolean {
  return name in S;
}

// biome-ignore lint/suspicious/noExplicitAny: see S.
export function some(...wanted: string[]): any[] {
  return wanted.filter(has).map((name) => S[name]);
}

/** `asCompleted()` walks a set in CPython: of those that are done already at most one, so that no order shows. */
// biome-ignore lint/suspicious/noExplicitAny: see S.
export function racing(...wanted: string[]): any[] {
  const there = [...new Set(some(...wanted))];
  const [, ...others] = there.filter((future) => future.done());
  return there.filter((future) => !others.includes(future));
}

export function keep<T>(name: string, value: T): T {
  S[name] = value;
  if (value instanceof asyncio.Task) started.push(value);
  return value;
}

export function begin(name: string): void {
  const task = asyncio.currentTask();
  if (task !== null && !started.includes(task)) started.push(task);
  log(`${name} begins`);
}

function onError(_loop: unknown, context: Map<string, unknown>): void {
  const message = String(context.get('message'));
  const error = context.get('exception') ?? null;
  if (message.includes('was never retrieved') || message.includes('was destroyed'))
    reports.push(`${message} ${error === null ? '' : show(error)}`);
  else log('handler', message.split(' ').slice(0, 3).join(' '), error);
}

async function drive(main: () => Promise<unknown>): Promise<void> {
  listening = true;
  asyncio.getRunningLoop().setExceptionHandler(onError);
  const task = keep('t1', asyncio.createTask(main(), { name: 't1' }));
  await asyncio.wait([task], { timeout: 40 });
  await asyncio.sleep(10);
  // Whatever is left is cancelled, until it ends.
  let left: asyncio.Task<unknown>[] = [];
  for (let turn = 0; turn < 60; turn++) {
    left = started.filter((task) => !task.done());
    if (turn > 1 && left.length === 0) break;
    log('clean-up', names(left));
    for (const task of left) task.cancel();
    // A wait on a condition takes its lock again, however often it is cancelled.
    for (const [name, thing] of Object.entries(S)) {
      if ((thing instanceof asyncio.Lock || thing instanceof asyncio.Condition) && thing.locked()) {
        log('clean-up', name);
        thing.release();
      }
    }
    await asyncio.sleep(5);
  }
  log('end', left.length);
  listening = false;
}

/** No async function: those belong to a loop, and this one runs loops. */
export function play(seed: number, make: () => () => Promise<unknown>, count: boolean): Promise<void> {
  passes = beats = 0;
  counted = count;
  trace.length = 0;
  reports.length = 0;
  const failed = (error: unknown): void => {
    trace.push(`left the loop: ${show(error)}`);
    if (!(error instanceof BaseException)) trace.push(String((error as Error)?.stack));
  };
  const ended = (): void => {
    for (const name of Object.keys(S)) delete S[name];
    started.length = 0;
    print(JSON.stringify([seed, [...trace, ...reports.sort()]]));
  };
  return Promise.resolve(asyncio.run(drive(make())))
    .catch(failed)
    .then(ended);
}
