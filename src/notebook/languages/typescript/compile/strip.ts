/**
 * Takes the types out of a file with esbuild, and gives it as acorn can read it.
 *
 * Positions are told as an author counts them: for esbuild U+2028 ends a line,
 * for an editor it does not. And two valid forms of `for` that esbuild 0.28
 * refuses are written so that it takes them.
 */
import type * as acorn from 'acorn';
import type { Message, TransformResult } from 'esbuild-wasm';
import { decodeMap, findSegment, hasOtherLineEnds, LineTable, type Segment, type SourceMap } from './mappings.ts';
import { childrenOf, type Node } from './tree.ts';

export interface Stripped {
  readonly code: string;
  /** From there to the author's text, in the author's lines. */
  readonly map: SourceMap;
  /** Where `await using` stands in the author's text that is now `using`; see `restoreAwaitUsing()`. */
  readonly awaitUsing: readonly number[];
}

/** What is written in place of a stretch of the author's text. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
  readonly isAwait: boolean;
}

/**
 * `transform` is esbuild's, with the caller's options.
 *
 * @throws what `transform` throws; its places are those of the author's text
 */
export async function stripTypes(
  text: string,
  transform: (source: string) => Promise<TransformResult>,
): Promise<Stripped> {
  const edits: Edit[] = [];
  for (;;) {
    const source = edited(text, edits);
    let result: TransformResult;
    try {
      result = await transform(source);
    } catch (error) {
      const { errors = [] } = error as { errors?: readonly Message[] };
      const edit = repair(errors[0], source, edits);
      if (edit !== undefined) {
        edits.push(edit);
        edits.sort((a, b) => a.at - b.at);
        continue;
      }
      if (edits.length === 0) throw error;
      throw new Refused(inAuthorsPlaces(errors, source, text, edits));
    }
    const decoded = decodeMap(result.map);
    const reserved = reservedName(decoded, source);
    if (reserved !== undefined) throw new Refused(inAuthorsPlaces([reserved], source, text, edits));
    return {
      code: result.code,
      map: edits.length > 0 || hasOtherLineEnds(text) ? inAuthorsLines(decoded, source, text, edits) : decoded,
      awaitUsing: edits.filter(({ isAwait }) => isAwait).map(({ at }) => at),
    };
  }
}

/** As esbuild's own failure. */
class Refused extends Error {
  readonly errors: readonly Message[];
  constructor(errors: readonly Message[]) {
    super(errors.map(({ text }) => text).join('\n'));
    this.errors = errors;
  }
}

/** What modules do not take as the name of anything. */
const RESERVED = /^(?:await|implements|interface|let|package|private|protected|public|static|yield)$/;

/** A word that is no name: esbuild does not refuse it but writes another, and tells which it was. */
function reservedName({ lines, names }: SourceMap, source: string): Message | undefined {
  if (!names.some((name) => RESERVED.test(name))) return undefined;
  const { starts } = new LineTable(source);
  for (const [, , line, from, index] of lines.flat()) {
    const name = index === undefined ? '' : (names[index] as string);
    if (!RESERVED.test(name)) continue;
    const column = bytesOf(source.slice(starts[line], (starts[line] as number) + from));
    const place = {
      line: line + 1,
      column,
      length: name.length,
      file: '',
      namespace: '',
      lineText: '',
      suggestion: '',
    };
    const text = `"${name}" is a reserved word and cannot be used as a name`;
    return { id: '', pluginName: '', detail: undefined, text, notes: [], location: place };
  }
  return undefined;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Errors about the edited text, where esbuild would have told them in the author's. */
function inAuthorsPlaces(
  errors: readonly Message[],
  source: string,
  text: string,
  edits: readonly Edit[],
): readonly Message[] {
  const table = new LineTable(text);
  return errors.map((message) => {
    if (message.location === null) return message;
    const offset = inAuthorsText(offsetOf(message.location, source), edits);
    const line = table.lineAt(offset);
    const column = bytesOf(text.slice(table.starts[line], offset));
    return { ...message, location: { ...message.location, line: line + 1, column } };
  });
}

/** How to write what esbuild has refused, if it is one of the forms that are valid. */
function repair(message: Message | undefined, source: string, edits: readonly Edit[]): Edit | undefined {
  if (!message?.location) return undefined;
  const offset = offsetOf(message.location, source);
  if (message.text.startsWith('"await using" declarations are not allowed here')) {
    // for (await using x = …; …; …)
    if (!source.startsWith('await', offset)) return undefined;
    return { at: inAuthorsText(offset, edits), length: 5, text: '     ', isAwait: true };
  }
  if (message.text === 'Unexpected "="') {
    // for (using of = …; …; …): a name that is escaped is no keyword.
    const of = /\busing\s+of(?=\s*$)/.exec(source.slice(0, offset));
    if (of === null) return undefined;
    const at = of.index + of[0].length - 'of'.length;
    return { at: inAuthorsText(at, edits), length: 2, text: 'o\\u0066', isAwait: false };
  }
  return undefined;
}

function edited(text: string, edits: readonly Edit[]): string {
  let source = '';
  let from = 0;
  for (const { at, length, text: by } of edits) {
    source += text.slice(from, at) + by;
    from = at + length;
  }
  return source + text.slice(from);
}

/** From an offset in the edited text to that in the author's. */
function inAuthorsText(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { at, length, text } of edits) {
    if (offset - shift <= at) break;
    shift += text.length - length;
  }
  return offset - shift;
}

function inAuthorsLines(map: SourceMap, source: string, text: string, edits: readonly Edit[]): SourceMap {
  const { starts } = new LineTable(source);
  const table = new LineTable(text, 'author');
  const place = ([column, file, line, from, name]: Segment): Segment => {
    const offset = inAuthorsText((starts[line] ?? source.length) + from, edits);
    const authors = table.lineAt(offset);
    const there = offset - (table.starts[authors] as number);
    return name === undefined ? [column, file, authors, there] : [column, file, authors, there, name];
  };
  return { ...map, lines: map.lines.map((segments) => segments.map(place)) };
}

/** The offset of a place that esbuild tells: a line as it counts them, and a column in bytes. */
export function offsetOf({ line, column }: { readonly line: number; readonly column: number }, text: string): number {
  let offset = new LineTable(text).starts[line - 1] ?? text.length;
  for (let bytes = 0; bytes < column && offset < text.length; ) {
    const code = text.codePointAt(offset) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    offset += code < 0x10000 ? 1 : 2;
  }
  return offset;
}

/** Makes `await using` again, in the syntax tree, of what esbuild would take as `using` only. */
export function restoreAwaitUsing(program: acorn.Program, { code, map, awaitUsing }: Stripped, text: string): void {
  if (awaitUsing.length === 0) return;
  const table = new LineTable(code);
  const authors = new LineTable(text, 'author');
  const places: { readonly declaration: acorn.VariableDeclaration; readonly at: number }[] = [];
  const visit = (node: Node): void => {
    const init = node.type === 'ForStatement' ? node.init : null;
    if (init?.type === 'VariableDeclaration' && init.kind === 'using') {
      const { start } = init.declarations[0] as acorn.VariableDeclarator;
      const line = table.lineAt(start);
      const segments = map.lines[line] ?? [];
      const segment = segments[findSegment(segments, start - (table.starts[line] as number))];
      if (segment) places.push({ declaration: init, at: (authors.starts[segment[2]] as number) + segment[3] });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  for (const from of awaitUsing) {
    const next = places.filter(({ at }) => at > from).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) throw new Error('an await using is missing from what esbuild wrote');
    next.declaration.kind = 'await using';
  }
}
