/** Source maps, as far as the pipeline needs them: reading and writing their `mappings`, and looking positions up. */

/** `[column, source, line, column]`, all 0-based; the fifth, where present, is the index of the name that stood there. */
export type Segment = readonly [number, number, number, number, number?];

export interface SourceMap {
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly lines: readonly (readonly Segment[])[];
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

const COMMA = 44;
const SEMICOLON = 59;

/** Reads a source map as esbuild writes it (version 3, no sections). Segments without a source are left out. */
export function decodeMap(json: string): SourceMap {
  const { sources, names, mappings } = JSON.parse(json) as { sources: string[]; names: string[]; mappings: string };
  const lines: Segment[][] = [];
  let segments: Segment[] = [];
  const field = [0, 0, 0, 0, 0];
  let index = 0;
  while (index <= mappings.length) {
    const code = index < mappings.length ? mappings.charCodeAt(index) : SEMICOLON;
    if (code === SEMICOLON) {
      lines.push(segments);
      segments = [];
      field[0] = 0;
      index++;
    } else if (code === COMMA) {
      index++;
    } else {
      let count = 0;
      while (index < mappings.length) {
        let digit = mappings.charCodeAt(index);
        if (digit === COMMA || digit === SEMICOLON) break;
        let value = 0;
        let shift = 0;
        do {
          digit = VALUES[mappings.charCodeAt(index++)] as number;
          value |= (digit & 31) << shift;
          shift += 5;
        } while (digit & 32);
        field[count] = (field[count] as number) + (value & 1 ? -(value >>> 1) : value >>> 1);
        count++;
      }
      const [column, source, line, sourceColumn, name] = field as [number, number, number, number, number];
      if (count === 5) segments.push([column, source, line, sourceColumn, name]);
      else if (count === 4) segments.push([column, source, line, sourceColumn]);
    }
  }
  return { sources, names, lines };
}

/** Writes the `mappings` of a source map; names are left out. */
export function encodeMappings(lines: readonly (readonly Segment[])[]): string {
  let text = '';
  let source = 0;
  let line = 0;
  let sourceColumn = 0;
  for (let i = 0; i < lines.length; i++) {
    if (i > 0) text += ';';
    let column = 0;
    let first = true;
    for (const segment of lines[i] as readonly Segment[]) {
      if (!first) text += ',';
      first = false;
      text += number(segment[0] - column) + number(segment[1] - source);
      text += number(segment[2] - line) + number(segment[3] - sourceColumn);
      [column, source, line, sourceColumn] = segment;
    }
  }
  return text;
}

function number(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** Index of the last segment of a line at or before a column; -1 if there is none. */
export function findSegment(segments: readonly Segment[], column: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as Segment)[0] <= column) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** From offsets in a text to its lines and columns, both 0-based. */
export class LineTable {
  readonly starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
