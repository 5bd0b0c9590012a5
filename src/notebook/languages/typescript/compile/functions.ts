/**
 * Which function a position is in. Engines name functions each in its own way,
 * and many not at all; the compile step knows all of them.
 *
 * The look-ups run beside programs, which may have replaced what arrays can do:
 * so they use nothing but the language itself.
 */
import type { FunctionPosition } from '../../host.ts';
import type { Analysis } from './analyse.ts';
import type { Node } from './tree.ts';

/** A function in the author's text: from where, to its last token, 0-based; those around it stand before it. */
export interface FunctionRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** As tracebacks print it; null where only the engine knows, since its key is computed. */
  readonly name: string | null;
  /** The compile step puts a function around it, whose place is where it begins. */
  readonly wrapped: boolean;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The functions of a file, and the bodies of its classes, whose fields and static blocks are run by themselves. */
export function functionRanges(analysis: Analysis, placeOf: (offset: number) => Place): FunctionRange[] {
  const ranges: FunctionRange[] = [];
  const add = (node: Node, name: string | null, wrapped: boolean): void => {
    const { line, column } = placeOf(node.start);
    const end = placeOf(node.end - 1);
    ranges.push({ line, column, endLine: end.line, endColumn: end.column, name, wrapped });
  };
  const constructors = new Map<Node, string>();
  for (const [node, { name }] of analysis.classes) {
    const { body } = node;
    add(body, name === '' ? '<lambda>' : name, false);
    for (const element of body.body) {
      if (element.type === 'MethodDefinition' && element.kind === 'constructor') constructors.set(element.value, name);
    }
  }
  for (const [node, { name, computed }] of analysis.functions) {
    const called = constructors.get(node) ?? (name === '' ? '<lambda>' : name);
    add(node, computed ? null : called, node.async);
  }
  // Those around others come first.
  return ranges.sort(
    (a, b) => a.line - b.line || a.column - b.column || b.endLine - a.endLine || b.endColumn - a.endColumn,
  );
}

/** How a position relates to the beginning of a function: negative before it, 0 there. */
function fromStart({ line, column }: FunctionRange, place: Place): number {
  return place.line === line ? place.column - column : place.line - line;
}

/** The innermost function that a position is in; null if in none. Where a function begins it is not in it: there it may be called. */
export function functionAt(ranges: readonly FunctionRange[], place: Place): FunctionPosition | null {
  let innermost: FunctionRange | null = null;
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[i] as FunctionRange;
    if (range.line > place.line) break;
    const { endLine, endColumn } = range;
    const ended = place.line === endLine ? place.column > endColumn : place.line > endLine;
    if (!ended && fromStart(range, place) > 0) innermost = range;
  }
  if (innermost === null) return null;
  return { name: innermost.name, start: `${innermost.line + 1}:${innermost.column + 1}` };
}

/** Whether a position is that of what the compile step puts around a function. */
export function isAroundFunction(ranges: readonly FunctionRange[], place: Place): boolean {
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[i] as FunctionRange;
    if (range.wrapped && fromStart(range, place) === 0) return true;
  }
  return false;
}
