/**
 * Short code as it stands in running text, `wait_for(x, timeout=5)` or `waitFor(x, { timeout: 5 })`: read in either
 * language, written in both. What is not a name, a member, a call or a value of these is copied as it stands.
 */
import { parser } from '@lezer/python';
import type * as Acorn from 'acorn';
import { parseExpressionAt } from 'acorn';

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | {
      readonly kind: 'call';
      readonly of: Expression;
      readonly values: readonly Expression[];
      readonly keywords: readonly (readonly [name: string, value: Expression])[];
    }
  | { readonly kind: 'await'; readonly value: Expression }
  | { readonly kind: 'all'; readonly value: Expression }
  | { readonly kind: 'async with'; readonly value: Expression }
  | { readonly kind: 'copied'; readonly text: string };

/** What an ellipsis becomes for the parsers, which know none outside of strings. */
const ELLIPSIS = '$etc';

/** Null for what is no such code in Python. */
export function readPython(code: string): Expression | null {
  const block = /^async with\b/.test(code) ? `${code.replace(/:$/, '')}: pass` : code;
  // A name to the parser, which has no `$`.
  const text = block.replaceAll('…', '_etc_');
  const top = parser.parse(text).topNode;
  let broken = false;
  top.cursor().iterate(({ type }) => {
    broken ||= type.isError;
  });
  const statement = top.firstChild;
  if (broken || statement === null || statement.nextSibling !== null) return null;
  return readPythonStatement(statement, text);
}

type PythonNode = ReturnType<typeof parser.parse>['topNode'];

function readPythonStatement(statement: PythonNode, text: string): Expression | null {
  const parts = partsOf(statement);
  if (statement.name === 'ExpressionStatement') {
    const [only, more] = parts;
    return only === undefined || more !== undefined ? null : readPythonNode(only, text);
  }
  // `async with cm:` without a name for what it gives.
  const [first, second, value, body] = parts;
  if (statement.name !== 'WithStatement' || first?.name !== 'async' || second?.name !== 'with') return null;
  return value === undefined || body?.name !== 'Body'
    ? null
    : { kind: 'async with', value: readPythonNode(value, text) };
}

function partsOf(node: PythonNode): PythonNode[] {
  const parts: PythonNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) parts.push(child);
  return parts;
}

function readPythonNode(node: PythonNode, text: string): Expression {
  const source = text.slice(node.from, node.to);
  const parts = partsOf(node);
  const [first] = parts;
  switch (node.name) {
    case 'VariableName':
      return { kind: 'name', name: source.replaceAll('_etc_', ELLIPSIS) };
    case 'Boolean':
    case 'None':
      return { kind: 'name', name: source };
    case 'MemberExpression': {
      const last = parts.at(-1);
      if (first === undefined || last?.name !== 'PropertyName') break;
      return { kind: 'member', of: readPythonNode(first, text), name: text.slice(last.from, last.to) };
    }
    case 'AwaitExpression': {
      const value = parts[1];
      if (value !== undefined) return { kind: 'await', value: readPythonNode(value, text) };
      break;
    }
    case 'CallExpression': {
      const list = parts[1];
      if (first === undefined || list?.name !== 'ArgList') break;
      const values: Expression[] = [];
      const keywords: [string, Expression][] = [];
      const given = partsOf(list).filter(({ name }) => !['(', ')', ','].includes(name));
      for (let at = 0; at < given.length; at++) {
        const part = given[at] as PythonNode;
        const next = given[at + 1];
        if (next?.name === 'AssignOp') {
          keywords.push([text.slice(part.from, part.to), readPythonNode(given[at + 2] as PythonNode, text)]);
          at += 2;
        } else if (part.name === '*' && next !== undefined) {
          values.push({ kind: 'all', value: readPythonNode(next, text) });
          at++;
        } else values.push(readPythonNode(part, text));
      }
      return { kind: 'call', of: readPythonNode(first, text), values, keywords };
    }
  }
  return { kind: 'copied', text: source.replaceAll('_etc_', '…') };
}

/** Null for what is no such code in TypeScript. */
export function readTypeScript(code: string): Expression | null {
  const text = code.replaceAll('…', ELLIPSIS);
  let tree: Acorn.Expression;
  try {
    tree = parseExpressionAt(text, 0, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
  } catch {
    return null;
  }
  return tree.end === text.length ? readTypeScriptNode(tree, text) : null;
}

function readTypeScriptNode(node: Acorn.Expression | Acorn.Super | Acorn.SpreadElement, text: string): Expression {
  switch (node.type) {
    case 'Identifier':
      return { kind: 'name', name: node.name };
    case 'Literal':
      if (node.value === null || typeof node.value === 'boolean') {
        return { kind: 'name', name: { null: 'None', true: 'True', false: 'False' }[`${node.value}`] ?? '' };
      }
      break;
    case 'MemberExpression':
      if (node.computed || node.property.type !== 'Identifier') break;
      return { kind: 'member', of: readTypeScriptNode(node.object, text), name: node.property.name };
    case 'AwaitExpression': {
      const value = readTypeScriptNode(node.argument, text);
      return asyncWithOf(value) ?? { kind: 'await', value };
    }
    case 'SpreadElement':
      return { kind: 'all', value: readTypeScriptNode(node.argument, text) };
    case 'NewExpression':
    case 'CallExpression': {
      const given = [...node.arguments];
      const last = given.at(-1);
      const keywords = last?.type === 'ObjectExpression' ? keywordsOf(last, text) : null;
      if (keywords !== null) given.pop();
      const of = readTypeScriptNode(node.callee, text);
      const call: Expression = {
        kind: 'call',
        of,
        values: given.map((value) => readTypeScriptNode(value, text)),
        keywords: keywords ?? [],
      };
      return asyncWithOf(call) ?? call;
    }
  }
  return { kind: 'copied', text: text.slice(node.start, node.end).replaceAll(ELLIPSIS, '…') };
}

/** `asyncWith(cm, …)` */
function asyncWithOf(call: Expression): Expression | null {
  if (call.kind === 'async with') return call;
  if (call.kind !== 'call' || call.of.kind !== 'name' || call.of.name !== 'asyncWith') return null;
  const [value, body] = call.values;
  return value === undefined || body?.kind !== 'name' || body.name !== ELLIPSIS ? null : { kind: 'async with', value };
}

/** Null if the object is none of keyword arguments. */
function keywordsOf(object: Acorn.ObjectExpression, text: string): [string, Expression][] | null {
  const keywords: [string, Expression][] = [];
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return null;
    keywords.push([property.key.name, readTypeScriptNode(property.value, text)]);
  }
  return keywords;
}

/** How names are called in a language. */
export interface Rename {
  readonly name: (name: string) => string;
  /** Of an argument that is given by its name. */
  readonly keyword: (name: string) => string;
}

export function writePython(code: Expression, rename: Rename): string {
  const write = (part: Expression): string => writePython(part, rename);
  switch (code.kind) {
    case 'name':
      return code.name === ELLIPSIS ? '…' : rename.name(code.name);
    case 'member':
      return `${write(code.of)}.${rename.name(code.name)}`;
    case 'call': {
      const keywords = code.keywords.map(([name, value]) => `${rename.keyword(name)}=${write(value)}`);
      return `${write(code.of)}(${[...code.values.map(write), ...keywords].join(', ')})`;
    }
    case 'await':
      return `await ${write(code.value)}`;
    case 'all':
      return `*${write(code.value)}`;
    case 'async with':
      return `async with ${write(code.value)}`;
    case 'copied':
      return code.text;
  }
}

const VALUES: ReadonlyMap<string, string> = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
  [ELLIPSIS, '…'],
]);

export function writeTypeScript(code: Expression, rename: Rename): string {
  const write = (part: Expression): string => writeTypeScript(part, rename);
  switch (code.kind) {
    case 'name':
      return VALUES.get(code.name) ?? rename.name(code.name);
    case 'member':
      return `${write(code.of)}.${rename.name(code.name)}`;
    case 'call': {
      const keywords = code.keywords.map(([name, value]) => `${rename.keyword(name)}: ${write(value)}`).join(', ');
      const given = [...code.values.map(write), ...(keywords === '' ? [] : [`{ ${keywords} }`])].join(', ');
      return `${isClass(code.of) ? 'new ' : ''}${write(code.of)}(${given})`;
    }
    case 'await':
      return `await ${write(code.value)}`;
    case 'all':
      return `...${write(code.value)}`;
    case 'async with':
      return `asyncWith(${write(code.value)}, …)`;
    case 'copied':
      return code.text;
  }
}

/** The classes of which the code makes objects. */
export function classesIn(code: Expression): string[] {
  switch (code.kind) {
    case 'member':
      return classesIn(code.of);
    case 'call': {
      const own = isClass(code.of) && 'name' in code.of ? [code.of.name] : [];
      return [...own, ...[code.of, ...code.values, ...code.keywords.map(([, value]) => value)].flatMap(classesIn)];
    }
    case 'await':
    case 'all':
    case 'async with':
      return classesIn(code.value);
    default:
      return [];
  }
}

/** Classes are written with a capital, in both languages. */
function isClass(callee: Expression): boolean {
  return (callee.kind === 'name' || callee.kind === 'member') && /^[A-Z]/.test(callee.name);
}
