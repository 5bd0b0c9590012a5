/** A file for a runtime without lowering: it stays as its author wrote it, but for what only the compile step can say. */
import { functionRanges } from './functions.ts';
import type { LoweredFile, LowerOptions } from './lower.ts';
import { Output } from './output.ts';
import { childrenOf, type Node, staticKey } from './tree.ts';

/** A stretch of the source and what stands in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function unlowered({
  source,
  map,
  program,
  analysis,
  main,
  replaceImport,
}: Pick<LowerOptions, 'source' | 'map' | 'program' | 'analysis' | 'replaceImport'> & {
  readonly main: string;
}): LoweredFile {
  const edits: Edit[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ImportDeclaration') {
      const text = replaceImport(node);
      if (text !== undefined) edits.push({ start: node.start, end: node.end, text });
      return;
    }
    if (isMetaMain(node)) {
      edits.push({ start: node.start, end: node.end, text: main });
      return;
    }
    // Written without `await` for esbuild; see strip.ts.
    if (node.type === 'VariableDeclaration' && node.kind === 'await using' && source.startsWith('using', node.start)) {
      edits.push({ start: node.start, end: node.start, text: 'await ' });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  const out = new Output(source, map);
  let at = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    out.copy(at, start);
    out.add(text, start);
    at = end;
  }
  out.copy(at, source.length);
  const functions = functionRanges(analysis, (offset) => out.placeOf(offset));
  // No function is put around an async one.
  return {
    ...out.finish(),
    functions: functions.map((range) => ({ ...range, wrapped: false })),
    uses: new Map(),
    helpers: '',
  };
}

function isMetaMain(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    !node.computed &&
    staticKey(node) === 'main'
  );
}
