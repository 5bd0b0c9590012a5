/** Text in the making, with the way back to the author's positions. */
import { findSegment, LineTable, nextLineEnd, type Segment, type SourceMap } from './mappings.ts';

/** A piece of the output. Slots are filled in later. */
export interface Piece {
  text: string;
  /** Offset in the source it stands for, or -1. */
  readonly from: number;
  /** The text was copied, so that all its positions are known and not just the first. */
  readonly copied: boolean;
}

export class Output {
  readonly #source: string;
  readonly #map: SourceMap;
  readonly #table: LineTable;
  readonly #pieces: Piece[] = [];
  /** Offsets right behind functions, with a place that is in them no more. */
  readonly #ends = new Map<number, Segment>();

  /** `source` is the text that is edited, `map` the way from there to the author's text. */
  constructor(source: string, map: SourceMap) {
    this.#source = source;
    this.#map = map;
    this.#table = new LineTable(source);
  }

  copy(start: number, end: number): void {
    if (start < end) this.#pieces.push({ text: this.#source.slice(start, end), from: start, copied: true });
  }

  /** Text that stands for nothing in the source, or as a whole for the place `from`. */
  add(text: string, from = -1): Piece {
    const piece = { text, from, copied: false };
    this.#pieces.push(piece);
    return piece;
  }

  /** Says that a function ends before an offset: esbuild's map has no place there, and the last one of the function's would count. */
  endFunction(offset: number): void {
    const last = this.#segmentAt(offset - 1);
    if (last !== undefined) this.#ends.set(offset, [last[0], last[1], last[2], last[3] + 1]);
  }

  /** The author's place, 0-based, of an offset in the source. */
  placeOf(offset: number): { readonly line: number; readonly column: number } {
    const segment = this.#segmentAt(offset);
    return segment === undefined ? { line: 0, column: 0 } : { line: segment[2], column: segment[3] };
  }

  #segmentAt(offset: number): Segment | undefined {
    let line = this.#table.lineAt(offset);
    const segments = this.#map.lines[line] ?? [];
    const index = findSegment(segments, offset - (this.#table.starts[line] as number));
    if (index >= 0) return segments[index];
    // A line that begins without a segment continues the one before.
    for (line--; line >= 0; line--) {
      const last = this.#map.lines[line]?.at(-1);
      if (last !== undefined) return last;
    }
    return segments[0];
  }

  /** The finished text, and for each of its lines the segments that lead to the author's text. */
  finish(): { readonly code: string; readonly lines: Segment[][] } {
    let code = '';
    const lines: Segment[][] = [];
    let current: Segment[] = [];
    let column = 0;
    const mark = (at: number, to: Segment | undefined): void => {
      if (to === undefined) return;
      const last = current.at(-1);
      if (last !== undefined && last[0] === at) current.pop();
      current.push([at, to[1], to[2], to[3]]);
    };
    for (const piece of this.#pieces) {
      const { text, from, copied } = piece;
      if (text === '') continue;
      code += text;
      if (from >= 0) mark(column, this.#ends.get(from) ?? this.#segmentAt(from));
      let start = 0;
      for (let end = nextLineEnd(text, 0); ; end = nextLineEnd(text, start)) {
        const stop = end?.start ?? text.length;
        if (copied) this.#copySegments(from + start, from + stop, column, mark);
        if (end === null) {
          column += stop - start;
          break;
        }
        lines.push(current);
        current = [];
        column = 0;
        start = end.end;
      }
    }
    lines.push(current);
    return { code, lines };
  }

  #copySegments(from: number, to: number, column: number, mark: (at: number, to: Segment) => void): void {
    const line = this.#table.lineAt(from);
    const lineStart = this.#table.starts[line] as number;
    const segments = this.#map.lines[line] ?? [];
    const first = from - lineStart;
    for (let i = findSegment(segments, first - 1) + 1; i < segments.length; i++) {
      const segment = segments[i] as Segment;
      if (segment[0] > to - lineStart) break;
      if (segment[0] === to - lineStart && to > from) break;
      mark(column + segment[0] - first, segment);
    }
  }
}
