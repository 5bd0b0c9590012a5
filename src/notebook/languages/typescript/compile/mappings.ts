/** Source maps, as far as the pipeline needs them: reading and writing their `mappings`, and looking positions up. */

import { decode, encode } from '@jridgewell/sourcemap-codec';

/** `[column, source, line, column]`, all 0-based; the fifth, where present, is the index of the name that stood there. */
export type Segment = readonly [number, number, number, number, number?];

export interface SourceMap {
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly lines: readonly (readonly Segment[])[];
}

/** Reads a source map as esbuild writes it (version 3, no sections). Segments without a source are left out. */
export function decodeMap(json: string): SourceMap {
  const { sources, names, mappings } = JSON.parse(json) as { sources: string[]; names: string[]; mappings: string };
  const lines = decode(mappings).map((segments) => segments.filter((segment) => segment.length > 1));
  return { sources, names, lines: lines as unknown as Segment[][] };
}

/** Writes the `mappings` of a source map; names are left out. */
export function encodeMappings(lines: readonly (readonly Segment[])[]): string {
  return encode(lines.map((segments) => segments.map(([column, source, line, from]) => [column, source, line, from])));
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

/** Where lines end for JavaScript, and so for engines and for esbuild. */
const CODE_LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** Whether a text has lines for JavaScript that are none for an editor. */
export function hasOtherLineEnds(text: string): boolean {
  return /\r(?!\n)|[\u2028\u2029]/.test(text);
}

/** The next line end of a piece of code at or after an offset: where it begins and where it ends; null: none. */
export function nextLineEnd(code: string, from: number): { readonly start: number; readonly end: number } | null {
  CODE_LINE_END.lastIndex = from;
  const found = CODE_LINE_END.exec(code);
  return found === null ? null : { start: found.index, end: CODE_LINE_END.lastIndex };
}

/** From offsets in a text to its lines and columns, both 0-based. */
export class LineTable {
  readonly starts: readonly number[];

  /** The lines of code, or those that an author sees: there, only a line feed ends one. */
  constructor(text: string, lines: 'code' | 'author' = 'code') {
    const starts = [0];
    if (lines === 'author' || !hasOtherLineEnds(text)) {
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    } else {
      for (let end = nextLineEnd(text, 0); end !== null; end = nextLineEnd(text, end.end)) starts.push(end.end);
    }
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
