/** A program as a tree of texts: printed as JavaScript, and made smaller piece by piece. */

/** How tightly an expression binds; weaker ones are put in parentheses where a place asks for more. */
export const SEQUENCE = 0;
export const ASSIGNMENT = 1;
export const CONDITIONAL = 2;
export const BINARY = 3;
export const UNARY = 4;
export const CALL = 5;
export const PRIMARY = 6;

export interface Piece {
  /** An expression, a statement, or an item of a list (with the comma behind it). */
  readonly kind: 'expression' | 'statement' | 'item';
  /** Of an expression. */
  readonly binds: number;
  readonly parts: readonly Part[];
}

/** Text, a piece, or an expression in a place that asks for some tightness. */
export type Part = string | Piece | { readonly place: number; readonly piece: Piece };

type Hole = Part | readonly Part[];

function make(kind: Piece['kind'], binds: number, texts: TemplateStringsArray, holes: readonly Hole[]): Piece {
  const parts: Part[] = [];
  texts.forEach((text, index) => {
    if (text !== '') parts.push(text);
    const hole = holes[index];
    if (Array.isArray(hole)) parts.push(...(hole as Part[]));
    else if (hole !== undefined) parts.push(hole as Part);
  });
  return { kind, binds, parts };
}

/** An expression that binds as tightly as that: `` expression(CALL)`f(${argument})` ``. */
export function expression(binds: number): (texts: TemplateStringsArray, ...holes: Hole[]) => Piece {
  return (texts, ...holes) => make('expression', binds, texts, holes);
}

export function statement(texts: TemplateStringsArray, ...holes: Hole[]): Piece {
  return make('statement', SEQUENCE, texts, holes);
}

export function item(texts: TemplateStringsArray, ...holes: Hole[]): Piece {
  return make('item', SEQUENCE, texts, holes);
}

/** An expression where only those may stand that bind at least so tightly. */
export function at(place: number, piece: Piece): Part {
  return { place, piece };
}

const [CELL, NATIVE, END] = ['\u{e000}', '\u{e001}', '\u{e002}'];

/** Text for the cell, and what means the same, for an engine that gets the first one wrong. */
export function either(cell: string, native: string): string {
  return `${CELL}${cell}${NATIVE}${native}${END}`;
}

const EITHER = new RegExp(`${CELL}(.*?)${NATIVE}(.*?)${END}`, 'gs');

export function print(piece: Piece, side: 'cell' | 'native' = 'cell'): string {
  return textOf(piece).replace(EITHER, side === 'cell' ? '$1' : '$2');
}

function textOf(piece: Piece): string {
  return piece.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('parts' in part) return textOf(part);
      const text = textOf(part.piece);
      return part.piece.binds < part.place ? `(${text})` : text;
    })
    .join('');
}

const NOTHING: Piece = { kind: 'statement', binds: SEQUENCE, parts: [] };
const ZERO: Piece = { kind: 'expression', binds: PRIMARY, parts: ['0'] };

/** The trees that are one step smaller, large steps first. */
export function* smaller(root: Piece): Generator<Piece> {
  for (const [path, piece] of breadthFirst(root)) {
    if (piece === ZERO || piece.parts.length === 0) continue;
    if (piece.kind !== 'expression') yield replaced(root, path, { ...NOTHING, kind: piece.kind });
    else if (print(piece).length > 1) yield replaced(root, path, ZERO);
    for (const inner of inside(piece, piece.kind)) yield replaced(root, path, inner);
  }
}

type Path = readonly number[];

function* breadthFirst(root: Piece): Generator<readonly [Path, Piece]> {
  const queue: (readonly [Path, Piece])[] = [[[], root]];
  for (const [path, piece] of queue) {
    yield [path, piece];
    piece.parts.forEach((part, index) => {
      if (typeof part !== 'string') queue.push([[...path, index], 'parts' in part ? part : part.piece]);
    });
  }
}

/** The nearest pieces of a kind within one. */
function inside(piece: Piece, kind: Piece['kind']): Piece[] {
  return piece.parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    const inner = 'parts' in part ? part : part.piece;
    return inner.kind === kind ? [inner] : inside(inner, kind);
  });
}

function replaced(root: Piece, path: Path, by: Piece): Piece {
  const [index, ...rest] = path;
  if (index === undefined) return by;
  const part = root.parts[index] as Exclude<Part, string>;
  const parts = [...root.parts];
  parts[index] =
    'parts' in part ? replaced(part, rest, by) : { place: part.place, piece: replaced(part.piece, rest, by) };
  return { ...root, parts };
}
