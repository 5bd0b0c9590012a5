/** From positions in a compiled program to the author's, inside the sandbox's worker. */
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

/** A line (1-based) of one of the author's files, trimmed; '' if it is not known. */
export function quote(map: LineMap, file: string, line: number): string {
  for (let i = 0; i < map.sources.length; i++) if (map.sources[i] === file) return lineOf(map, i, line - 1);
  return '';
}
