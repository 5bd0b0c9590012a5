/** What the variables of a task's functions held when it was suspended: from the log of an inspected run, beside a step. */
import type { EntityId, StackPlace, Suspended, TraceLog } from '../../trace/events.ts';
import { h, type Markup } from '../views/markup.ts';
import { called } from './words.ts';

/** The events of a run as text, without values. Equal runs number their entities alike. */
function text({ entities, events }: TraceLog, most: number): string {
  return JSON.stringify([entities, events.slice(0, most)], (field, value: unknown) =>
    field === 'values' || field === 'hidden' ? undefined : value,
  );
}

/** Whether a program did exactly the same in two runs, as far as both logs go. */
export function isSameRun(one: TraceLog, other: TraceLog): boolean {
  const most = Math.min(one.events.length, other.events.length);
  const isCut = one.dropped > 0 || other.dropped > 0;
  return (isCut || one.events.length === other.events.length) && text(one, most) === text(other, most);
}

/** Why the values of a second run are not shown. */
export const DIFFERENT_RUN =
  'The program did something else when it ran again, so there are no values of this run to show. It may depend on chance, on the time of day, or on when you pressed Stop.';

export class ValuesOf {
  readonly #log: TraceLog;
  /** The task whose step an event is, or else the last one that took a step before. */
  readonly #tasks: EntityId[] = [];
  /** By task: the events at which it was suspended. */
  readonly #suspensions = new Map<EntityId, number[]>();

  constructor(log: TraceLog) {
    this.#log = log;
    let task = -1;
    const isTask = (id: EntityId): boolean => log.entities[id]?.kind === 'task';
    log.events.forEach(({ kind, entity, by }, index) => {
      if (isTask(entity)) task = entity;
      else if (isTask(by)) task = by;
      this.#tasks.push(task);
      if (kind !== 'suspended') return;
      const before = this.#suspensions.get(entity);
      if (before === undefined) this.#suspensions.set(entity, [index]);
      else before.push(index);
    });
  }

  /** What there is to show at an event; the same as long as the task and its suspension are. */
  at(event: number): readonly [task: EntityId, suspended: number | null, before: number | null] {
    const task = this.#tasks[event] ?? -1;
    const all = this.#suspensions.get(task) ?? [];
    const at = all.findLastIndex((index) => index <= event);
    return [task, all[at] ?? null, all[at - 1] ?? null];
  }

  draw(event: number): Markup[] {
    const [task, at, before] = this.at(event);
    if (task < 0) return [note('No task has taken a step yet.')];
    const name = called(this.#log, task);
    if (at === null) return [note(`${name} has not been suspended yet: values are noted where a task is suspended.`)];
    const suspended = this.#log.events[at] as Suspended;
    const stack = (place: number | null): readonly StackPlace[] =>
      place === null ? [] : (this.#log.events[place] as Suspended).stack;
    const earlier = stack(before);
    const frames = suspended.stack.map((place, depth) => frame(place, sameFunction(place, earlier[depth])));
    const when = at === event ? 'at this step' : `when it was suspended, at event ${at + 1}`;
    if (frames.length === 0) return [note(`${name} runs no function of this program.`)];
    return [note(`Values of ${name} ${when}:`), ...frames.flat()];
  }
}

/** The place of an earlier suspension, if it is one of the same function. */
function sameFunction(place: StackPlace, earlier: StackPlace | undefined): StackPlace | null {
  return earlier !== undefined && earlier.function === place.function && earlier.file === place.file ? earlier : null;
}

function frame({ function: name, line, file, values, hidden = 0 }: StackPlace, earlier: StackPlace | null): Markup[] {
  const where = h('p', {}, h('code', {}, `${name}()`), `, ${file === undefined ? '' : `${file}, `}line ${line}`);
  if (values === undefined) return [where, note('Its values were not noted.')];
  if (values.length === 0) return [where, note('It has no variables with a value yet.')];
  const known = earlier?.values === undefined ? null : new Map(earlier.values);
  const rows = values.map(([name, value]) => {
    const was = known?.get(name);
    const mark = known === null || was === value ? null : was === undefined ? 'new' : wasText(was);
    return h(
      'div',
      mark === null ? {} : { 'data-changed': true },
      h('dt', {}, name),
      h('dd', {}, value, ...(mark === null ? [] : [' ', h('small', {}, mark)])),
    );
  });
  return [where, h('dl', {}, ...rows), ...(hidden > 0 ? [note(`${hidden} more variables are not shown.`)] : [])];
}

/** Longer values are not repeated. */
const MAX_WAS = 40;

function wasText(value: string): string {
  return value.length > MAX_WAS ? 'changed' : `was ${value}`;
}

function note(text: string): Markup {
  return h('p', { class: 'loop-note' }, text);
}
