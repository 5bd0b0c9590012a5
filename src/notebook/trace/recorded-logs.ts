/**
 * What the event loop did in the recorded runs of a page, for the cells that show it: the file `gather.loops.json` beside
 * `gather.mdx`. An event stands on a line of its own, so that the diff of a changed recording is easy to review.
 */
import type { TraceLog } from './events.ts';
import { readLog } from './read.ts';

/** By the cell's id, in the order of the page. */
export type RecordedLogs = Readonly<Record<string, TraceLog>>;

/** A recording keeps this many events. It is drawn into the page, which nobody reads any further. */
export const MAX_RECORDED_EVENTS = 400;

/** `content/x/gather.mdx` → `content/x/gather.loops.json`. */
export function logsFile(pageFile: string): string {
  return pageFile.replace(/\.mdx?$/, '.loops.json');
}

/** The beginning of a log; the rest is counted as dropped. */
export function beginningOf(log: TraceLog, most: number = MAX_RECORDED_EVENTS): TraceLog {
  const cut = Math.max(0, log.events.length - most);
  return cut === 0 ? log : { ...log, events: log.events.slice(0, most), dropped: log.dropped + cut };
}

export function printLogs(logs: RecordedLogs): string {
  const list = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => `      ${JSON.stringify(item)}`).join(',\n')}\n    ]`;
  const cells = Object.entries(logs).map(([id, { schema, language, entities, events, dropped }]) => {
    const fields = [
      `"schema": ${schema}`,
      `"language": ${JSON.stringify(language)}`,
      `"entities": ${list(entities)}`,
      `"events": ${list(events)}`,
      `"dropped": ${dropped}`,
    ];
    return `  ${JSON.stringify(id)}: {\n${fields.map((field) => `    ${field}`).join(',\n')}\n  }`;
  });
  return `{\n${cells.join(',\n')}\n}\n`;
}

/**
 * Reads what `printLogs()` wrote.
 *
 * @param file how messages call the file
 * @throws {Error} naming the file if it is not such a text
 */
export function readLogs(text: string, file: string): RecordedLogs {
  const wrong = (what: string): Error => new Error(`${file}: ${what}; run \`npm run record\``);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(`not JSON (${(error as Error).message})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('no object');
  return Object.fromEntries(
    Object.entries(value).map(([id, given]) => {
      const log = readLog(given);
      if (log === null) throw wrong(`what it has of cell "${id}" is no log that this version can read`);
      return [id, log];
    }),
  );
}
