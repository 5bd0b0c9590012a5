/** From positions in a compiled program to the author's, inside the sandbox's worker. */

import type { Place } from '../../trace/events.ts';
import type { Position } from '../host.ts';
import { functionAt, isAroundFunction } from './compile/functions.ts';
import type { LineMap } from './compile/types.ts';

const call = Function.prototype.call;
const split = call.bind(String.prototype.split) as unknown as (text: string, by: string) => string[];
const trim = call.bind(String.prototype.trim) as (text: string) => string;

function lineOf(map: LineMap, source: number, line: number): string {
  const text = map.texts[source];
  return text === undefined ? '' : trim(split(text, '\n')[line] ?? '');
}

/** Where a position of the compiled module (1-based, as stack traces give it) stands in the author's text; null if nowhere. */
export function locate(map: LineMap, line: number, column: number): Position | null {
  const segments = map.lines[line - 1];
  if (segments === undefined || segments.length === 0) return null;
  // The last segment that starts at or before the column.
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.[0] ?? 0) <= column - 1) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (segment === undefined || segment[0] > column - 1) return null;
  const [, source, authorLine, authorColumn] = segment;
  const file = map.sources[source];
  if (file === undefined) return null;
  const functions = map.functions[source] ?? [];
  const place = { line: authorLine, column: authorColumn };
  if (isAroundFunction(functions, place)) return null;
  const within = functionAt(functions, place);
  return { file, line: authorLine + 1, text: lineOf(map, source, authorLine), within };
}

/** The place of a frame in a stack trace, as V8, SpiderMonkey and JavaScriptCore write it. */
const FRAME_PLACE = /([^\s(@]+):(\d+):(\d+)\)?$/;
/** How many frames are looked at: those of the runtime come before the author's. */
const MAX_FRAMES = 30;

/**
 * Notes where the program is; `Recorder` asks for it. The stack is taken now and read later, as reading it takes most of
 * the time. `url` is that of the compiled module.
 */
export function placeNoter(map: LineMap, url: string): () => () => Place | null {
  const limited = Error as { stackTraceLimit?: number };
  return () => {
    const limit = limited.stackTraceLimit;
    if (limit !== undefined) limited.stackTraceLimit = MAX_FRAMES;
    const error = new Error();
    if (limit !== undefined) limited.stackTraceLimit = limit;
    return () => {
      for (const frame of (error.stack ?? '').split('\n')) {
        const [, from, line, column] = FRAME_PLACE.exec(frame) ?? [];
        if (from !== url) continue;
        const position = locate(map, Number(line), Number(column));
        if (position !== null) return { line: position.line, file: position.file };
      }
      return null;
    };
  };
}

/** A line (1-based) of one of the author's files, trimmed; '' if it is not known. */
export function quote(map: LineMap, file: string, line: number): string {
  for (let i = 0; i < map.sources.length; i++) if (map.sources[i] === file) return lineOf(map, i, line - 1);
  return '';
}
