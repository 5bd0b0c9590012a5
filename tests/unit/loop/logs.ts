/** Logs written by hand, for tests of what is drawn from them. */
import { type Entity, type LoopEvent, OUTSIDE, SCHEMA, type TraceLog } from '../../../src/notebook/trace/events.ts';

type Kind = LoopEvent['kind'];
type Rest<K extends Kind> = Omit<Extract<LoopEvent, { kind: K }>, 'kind' | 'iteration' | 'time' | 'by' | 'entity'>;

/** Writes a log event by event; iteration, time and who runs follow from what came before. */
export class LogWriter {
  readonly entities: Entity[] = [
    { kind: 'outside', name: '' },
    { kind: 'loop', name: 'loop' },
  ];
  readonly events: LoopEvent[] = [];
  time = 0;
  #iteration = 0;
  readonly #running: number[] = [];

  task(name: string, coroutine = ''): number {
    return this.entities.push({ kind: 'task', name, coroutine, loop: 1 }) - 1;
  }

  future(name = 'Future'): number {
    return this.entities.push({ kind: 'future', name }) - 1;
  }

  timer(name: string, resolves?: number): number {
    return this.entities.push({ kind: 'timer', name, ...(resolves !== undefined && { resolves }) }) - 1;
  }

  worker(name: string): number {
    return this.entities.push({ kind: 'worker', name }) - 1;
  }

  job(name: string): number {
    return this.entities.push({ kind: 'job', name }) - 1;
  }

  /** @param doneBy who caused it, where that is not what runs */
  add<K extends Kind>(kind: K, entity: number, rest: Rest<K>, doneBy?: number): this {
    if (kind === 'iteration') this.#iteration++;
    if (kind === 'ends') this.#running.pop();
    const by = doneBy ?? this.#running.at(-1) ?? OUTSIDE;
    const event = { kind, iteration: this.#iteration, time: this.time, by, entity, ...rest };
    this.events.push(event as unknown as LoopEvent);
    if (kind === 'begins') this.#running.push(entity);
    return this;
  }

  log(dropped = 0): TraceLog {
    return { schema: SCHEMA, language: 'typescript', entities: this.entities, events: this.events, dropped };
  }
}

/** `main` starts Ann and Bob, who await each other; at 5 s it asks Ann to cancel. It is given up there. */
export function circular(): TraceLog {
  const w = new LogWriter();
  const main = w.task('Task-1', 'main');
  const ann = w.task('Ann', 'letThrough');
  const bob = w.task('Bob', 'letThrough');
  const sleep = w.future();
  const timer = w.timer('set_result', sleep);
  w.add('started', 1, {}).add('created', main, {}).add('scheduled', main, { why: 'created' });
  w.add('iteration', 1, {}).add('begins', main, {});
  w.add('created', ann, { at: { line: 12 } }).add('scheduled', ann, { why: 'created' });
  w.add('created', bob, { at: { line: 12 } }).add('scheduled', bob, { why: 'created' });
  w.add('printed', main, { output: 0, stream: 'out', at: { line: 13 } });
  w.add('timer', timer, { due: 5 });
  w.add('suspended', main, { on: sleep, through: 'sleep', stack: [{ function: 'main', line: 14 }] }).add(
    'ends',
    main,
    {},
  );
  w.add('iteration', 1, {}).add('begins', ann, {});
  w.add('suspended', ann, { on: bob, stack: [{ function: 'letThrough', line: 7 }] }).add('ends', ann, {});
  w.add('begins', bob, {})
    .add('suspended', bob, { on: ann, stack: [{ function: 'letThrough', line: 7 }] })
    .add('ends', bob, {});
  w.add('idle', 1, { until: 5 });
  w.time = 5;
  w.add('advanced', 1, { from: 0 }).add('iteration', 1, {}).add('scheduled', timer, { why: 'due' });
  w.add('begins', timer, {}).add('resolved', sleep, { outcome: 'result' });
  w.add('scheduled', main, { why: 'future', future: sleep }).add('ends', timer, {});
  w.add('iteration', 1, {}).add('begins', main, {});
  w.add('cancel', ann, { at: { line: 15 } });
  w.add('printed', main, { output: 1, stream: 'out', at: { line: 16 } });
  w.add('finished', main, { outcome: 'returned' }).add('ends', main, {}).add('stopped', 1, {}).add('closed', 1, {});
  return w.log();
}

/**
 * `main` hands three calls to an executor with two workers, and cancels the last one. One worker returns at 1 s, the other
 * has not ended when the log does.
 */
export function handedOver(): TraceLog {
  const w = new LogWriter();
  const main = w.task('Task-1', 'main');
  const [slow, wrong, late] = [w.job('slow'), w.job('wrong'), w.job('late')];
  const future = w.future();
  const [one, two] = [w.worker('Process-1'), w.worker('Process-2')];
  w.add('created', main, {}).add('scheduled', main, { why: 'created' }).add('iteration', 1, {}).add('begins', main, {});
  w.add('submitted', slow, { at: { line: 7 } })
    .add('submitted', wrong, {})
    .add('submitted', late, {});
  w.add('completed', late, { outcome: 'cancelled' });
  w.add('suspended', main, { on: future, for: [wrong], stack: [{ function: 'main', line: 9 }] }).add('ends', main, {});
  w.add('taken', slow, {}, one).add('taken', wrong, {}, two).add('idle', 1, { until: null });
  w.time = 1;
  w.add('advanced', 1, { from: 0 }).add('printed', two, { output: 0, stream: 'out' }, two);
  w.add('completed', wrong, { outcome: 'error', error: 'KeyError' }, two);
  const callback = w.entities.push({ kind: 'callback', name: '_set_state' }) - 1;
  w.add('scheduled', callback, { why: 'call' }, two).add('iteration', 1, {}).add('begins', callback, {});
  w.add('resolved', future, { outcome: 'error', error: 'KeyError' });
  w.add('scheduled', main, { why: 'future', future }).add('ends', callback, {});
  return w.log();
}
