/** Writes what a program's event loop does to a file, one JSON object a line, in the order in which it happens. */
import { closeSync, openSync } from 'node:fs';
import { writeAll } from '../files/write-all.ts';
import type { Instrument, TaskLike } from './instrument.ts';

export interface Trace {
  /** Writes what is left. Nothing happens the second time. */
  close(): void;
}

/**
 * Starts a trace. Every line has `time` (seconds on the loop's clock), `event`
 * and, where there is one, `task`, its name; the rest depends on the event:
 *
 *     {"time":0,"event":"taskCreated","task":"Task-1"}
 *     {"time":0,"event":"taskSuspended","task":"Task-1","on":"Future","line":7}
 *     {"time":0,"event":"loopIdle","until":1}
 *     {"time":1,"event":"loopAdvanced","from":0}
 *
 * The first time that the file cannot be written the trace ends, and `failed`
 * is told; the program goes on.
 *
 * @throws {Error} of the file system, if the file cannot be opened
 */
export function traceTo(
  file: string,
  addInstrument: (instrument: Instrument) => () => void,
  failed: (error: Error) => void,
): Trace {
  const fd = openSync(file, 'w');
  let open = true;
  let buffer = '';
  const end = (): void => {
    open = false;
    remove();
    closeSync(fd);
  };
  const flush = (): void => {
    const error = writeAll(fd, buffer);
    buffer = '';
    if (error === null) return;
    end();
    failed(error);
  };
  const line = (time: number, event: string, rest: object): void => {
    // A step that is under way when the trace ends still has its end reported.
    if (!open) return;
    buffer += `${JSON.stringify({ time, event, ...rest })}\n`;
    if (buffer.length > 16_384) flush();
  };
  const ofTask = (event: string, task: TaskLike, rest: object = {}): void => {
    line(task.getLoop().time(), event, { task: task.getName(), ...rest });
  };
  const remove = addInstrument({
    taskCreated: (task) => ofTask('taskCreated', task),
    taskScheduled: (task) => ofTask('taskScheduled', task),
    stepBegins: (task) => ofTask('stepBegins', task),
    stepEnds: (task) => ofTask('stepEnds', task),
    taskSuspended: (task, on, at) =>
      ofTask('taskSuspended', task, { on: on === null ? null : nameOf(on), ...(at > 0 ? { line: at } : {}) }),
    cancelRequested: (task, message) => ofTask('cancelRequested', task, typeof message === 'string' ? { message } : {}),
    taskFinished: (task) => ofTask('taskFinished', task, { outcome: outcomeOf(task) }),
    loopIdle: (loop, until) => line(loop.time(), 'loopIdle', { until }),
    loopAdvanced: (_loop, from, to) => line(to, 'loopAdvanced', { from }),
  });
  return {
    close() {
      if (!open) return;
      flush();
      if (open) end();
    },
  };
}

/** A task by its name, any other future by its class. */
function nameOf(future: object): string {
  return typeof (future as Partial<TaskLike>).getName === 'function'
    ? (future as TaskLike).getName()
    : future.constructor.name;
}

function outcomeOf(task: TaskLike): 'returned' | 'raised' | 'cancelled' {
  if (task.cancelled()) return 'cancelled';
  // `exception()` would count as having looked at it.
  return (task as unknown as { readonly failed: boolean }).failed ? 'raised' : 'returned';
}
