/**
 * Reads a log that came from elsewhere: out of a sandbox, whose program may send what it likes, or from a file.
 *
 * What is given out is made anew from checked parts, so no code of the sender's runs and nothing is larger than a log
 * may be.
 */
import { type EntityId, MAX_EVENTS, SCHEMA, type TraceLog } from './events.ts';

/** An event makes at most a few entities. */
const MAX_ENTITIES = 4 * MAX_EVENTS;
const MAX_TEXT = 1_000;
const MAX_LIST = 1_000;

type Check = (value: unknown, entities: number) => unknown;

/** What no check gives out. */
const WRONG = Symbol('wrong');

const text: Check = (value) => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : WRONG);
const number: Check = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : WRONG);
const count: Check = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : WRONG);
const yes: Check = (value) => (value === true ? true : WRONG);
const id: Check = (value, entities) =>
  Number.isSafeInteger(value) && (value as EntityId) >= 0 && (value as EntityId) < entities ? value : WRONG;
const orNull =
  (check: Check): Check =>
  (value, entities) =>
    value === null ? null : check(value, entities);
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    words.includes(value as string) ? value : WRONG;
const list =
  (check: Check): Check =>
  (value, entities) => {
    if (!Array.isArray(value)) return WRONG;
    const items = value.slice(0, MAX_LIST).map((item) => check(item, entities));
    return items.includes(WRONG) ? WRONG : items;
  };
/** A `?` at the end of a name: it may be absent. */
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, entities) => {
    if (typeof value !== 'object' || value === null) return WRONG;
    const made: Record<string, unknown> = {};
    for (const [field, check] of Object.entries(fields)) {
      const name = field.replace('?', '');
      const given = (value as Record<string, unknown>)[name];
      if (given === undefined && name !== field) continue;
      const checked = check(given, entities);
      if (checked === WRONG) return WRONG;
      made[name] = checked;
    }
    return made;
  };

const pair: Check = (value) => (Array.isArray(value) && value.length === 2 ? list(text)(value, 0) : WRONG);

const PLACE = { line: count, 'file?': text };
const place = shape(PLACE);

const ENTITIES: Readonly<Record<string, Check>> = {
  outside: shape({ kind: text, name: text }),
  loop: shape({ kind: text, name: text }),
  task: shape({ kind: text, name: text, coroutine: text, loop: id }),
  future: shape({ kind: text, name: text }),
  callback: shape({ kind: text, name: text, 'of?': id }),
  timer: shape({ kind: text, name: text, 'resolves?': id }),
  worker: shape({ kind: text, name: text }),
  job: shape({ kind: text, name: text }),
};

const event = (fields: Readonly<Record<string, Check>> = {}): Check =>
  shape({ kind: text, iteration: count, time: number, by: id, entity: id, ...fields });

const EVENTS: Readonly<Record<string, Check>> = {
  started: event(),
  stopped: event(),
  closed: event(),
  iteration: event(),
  created: event({ 'at?': place, 'eager?': yes }),
  scheduled: event({ why: oneOf('created', 'future', 'turn', 'due', 'call', 'error'), 'future?': id }),
  timer: event({ due: orNull(number), 'at?': place }),
  unscheduled: event(),
  begins: event(),
  ends: event(),
  thrown: event({ error: text, 'at?': place }),
  suspended: event({
    on: orNull(id),
    'through?': text,
    'for?': list(id),
    stack: list(shape({ function: text, ...PLACE, 'values?': list(pair), 'hidden?': count })),
    'afterCancel?': yes,
  }),
  cancel: event({ 'message?': text, 'at?': place }),
  uncancel: event({ left: count }),
  swallowed: event(),
  resolved: event({ outcome: oneOf('result', 'error', 'cancelled'), 'error?': text }),
  finished: event({ outcome: oneOf('returned', 'raised', 'cancelled'), 'error?': text }),
  idle: event({ until: orNull(number) }),
  advanced: event({ from: number }),
  submitted: event({ 'at?': place }),
  taken: event(),
  completed: event({ outcome: oneOf('result', 'error', 'cancelled'), 'error?': text }),
  printed: event({ output: count, stream: oneOf('out', 'err'), 'at?': place }),
};

/** By their kind. */
function readAll(values: unknown, checks: Readonly<Record<string, Check>>, most: number, entities: number): unknown {
  if (!Array.isArray(values) || values.length > most) return WRONG;
  const read: unknown[] = [];
  for (const value of values) {
    const kind: unknown = (value as { readonly kind?: unknown } | null | undefined)?.kind;
    const check = typeof kind === 'string' && Object.hasOwn(checks, kind) ? checks[kind] : undefined;
    const checked = check?.(value, entities) ?? WRONG;
    if (checked === WRONG) return WRONG;
    read.push(checked);
  }
  return read;
}

/** The log that a value is; null if it is none, or one of another schema. */
export function readLog(value: unknown): TraceLog | null {
  if (typeof value !== 'object' || value === null) return null;
  const { schema, language, entities, events, dropped } = value as Record<string, unknown>;
  if (schema !== SCHEMA || !Array.isArray(entities) || entities.length === 0) return null;
  const parts = {
    schema,
    language: text(language, 0),
    entities: readAll(entities, ENTITIES, MAX_ENTITIES, entities.length),
    events: readAll(events, EVENTS, MAX_EVENTS, entities.length),
    dropped: count(dropped, 0),
  };
  return Object.values(parts).includes(WRONG as never) ? null : (parts as unknown as TraceLog);
}
