/**
 * A log as JSON Lines, so that it can be written while it grows and read by other tools.
 *
 * The first line is `{"schema":1,"language":"typescript"}`. An entity stands before the first event that names it, with
 * its `id`; one that stands there twice has been renamed. The last line says how much was `dropped`.
 */
import { OUTSIDE, SCHEMA, type TraceLog } from './events.ts';
import { readLog } from './read.ts';

/** Writes a log piece by piece, as it grows. */
export class JsonLines {
  private _entities = 0;
  private _events = 0;
  private readonly _names: string[] = [];

  /** The lines for what has come to the log since the last call. */
  more(log: TraceLog): string {
    const lines: string[] = [];
    if (this._entities === 0) {
      lines.push(JSON.stringify({ schema: log.schema, language: log.language }));
      this._entities = OUTSIDE + 1;
    }
    for (; this._entities < log.entities.length; this._entities++) {
      const entity = log.entities[this._entities];
      this._names[this._entities] = entity?.name ?? '';
      lines.push(JSON.stringify({ id: this._entities, ...entity }));
    }
    for (; this._events < log.events.length; this._events++) lines.push(JSON.stringify(log.events[this._events]));
    return lines.map((line) => `${line}\n`).join('');
  }

  /** The last lines, after the last `more()`. */
  end(log: TraceLog): string {
    const renamed = log.entities.flatMap((entity, id) =>
      id > OUTSIDE && entity.name !== this._names[id] ? [{ id, ...entity }] : [],
    );
    return [...renamed, { dropped: log.dropped }].map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

/**
 * The log in a text of JSON Lines; one that breaks off is read as far as it goes.
 *
 * @throws {SyntaxError} if a whole line is no JSON
 * @throws {TypeError} if it is no log, or one of another schema
 */
export function parseJsonLines(text: string): TraceLog {
  const lines = text.split('\n');
  // Without its line end the last one may be half a line.
  lines.pop();
  const entities: unknown[] = [{ kind: 'outside', name: '' }];
  const events: unknown[] = [];
  let dropped: unknown = 0;
  const [head, ...rest] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  if (head?.['schema'] !== SCHEMA) throw new TypeError(`this is no log of schema ${SCHEMA}`);
  for (const line of rest) {
    if (typeof line['id'] === 'number') {
      const { id, ...entity } = line;
      entities[id as number] = entity;
    } else if (line['dropped'] !== undefined) ({ dropped } = line);
    else events.push(line);
  }
  const log = readLog({ ...head, entities, events, dropped });
  if (log === null) throw new TypeError('this is no log: some line is no event and no entity');
  return log;
}
