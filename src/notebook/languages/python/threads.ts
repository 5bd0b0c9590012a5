/**
 * What in a Python program needs threads or processes, which CPython in WebAssembly does not have. It is told before the
 * program runs, so it is found in the program's syntax: a name is followed to the module that it was imported from, and
 * nothing is evaluated.
 */
import { parser } from '@lezer/python';

export interface ThreadUse {
  /** Counted from 1. */
  readonly line: number;
  /** As the program writes it: `asyncio.to_thread`. */
  readonly code: string;
}

/** What starts a thread or a process, by its module; `*`: everything in it. */
const STARTS: Readonly<Record<string, readonly string[]>> = {
  _thread: ['start_new_thread', 'start_joinable_thread'],
  asyncio: ['to_thread', 'create_subprocess_exec', 'create_subprocess_shell'],
  'concurrent.futures': ['ThreadPoolExecutor', 'ProcessPoolExecutor', 'InterpreterPoolExecutor'],
  'concurrent.futures.process': ['*'],
  'concurrent.futures.thread': ['*'],
  multiprocessing: ['*'],
  os: ['fork', 'popen', 'system'],
  subprocess: ['Popen', 'call', 'check_call', 'check_output', 'getoutput', 'run'],
  threading: ['Thread', 'Timer'],
};
/** Methods of a loop, whatever the loop is called. */
const METHODS: readonly string[] = ['run_in_executor', 'subprocess_exec', 'subprocess_shell'];

type Tree = ReturnType<typeof parser.parse>;
type Node = Tree['topNode'];

/** An `import`: what the program calls it, and what that is. */
interface Imported {
  readonly name: string;
  /** `concurrent.futures.ThreadPoolExecutor` */
  readonly what: string;
}

/** All imports of a program, wherever they stand. */
export function importsOf(source: string, tree: Tree = parser.parse(source)): readonly Imported[] {
  const imports: Imported[] = [];
  tree.cursor().iterate(({ name, node }) => {
    if (name === 'ImportStatement') imports.push(...importsIn(node, source));
  });
  return imports;
}

/** The first thing in a program that needs threads or processes; null if there is none. */
export function threadUse(source: string): ThreadUse | null {
  const tree = parser.parse(source);
  const known = new Map<string, string>();
  for (const { name, what } of importsOf(source, tree)) {
    if (name === '*') for (const each of STARTS[what] ?? []) known.set(each, `${what}.${each}`);
    else known.set(name, what);
  }
  let found: ThreadUse | null = null;
  tree.cursor().iterate(({ name, node, from, to }) => {
    if (found !== null || name === 'ImportStatement') return false;
    if (name !== 'MemberExpression' && name !== 'VariableName') return true;
    const path = dotted(node, source);
    if (path === null) {
      const method = name === 'MemberExpression' ? source.slice(node.lastChild?.from, to) : '';
      if (!METHODS.includes(method)) return true;
      found = { line: lineOf(node.lastChild?.from ?? from, source), code: method };
      return false;
    }
    const [first = '', ...rest] = path;
    const meant = known.get(first);
    const last = rest.at(-1) ?? '';
    if ((meant !== undefined && startsThread([meant, ...rest].join('.'))) || METHODS.includes(last)) {
      found = { line: lineOf(from, source), code: path.join('.') };
    }
    return false;
  });
  return found;
}

function startsThread(what: string): boolean {
  return Object.entries(STARTS).some(
    ([module, names]) =>
      what.startsWith(`${module}.`) &&
      (names.includes('*') || names.includes(what.slice(module.length + 1).split('.')[0] ?? '')),
  );
}

/** `a.b.c` in its parts; null for an expression that is more than names. */
function dotted(node: Node, source: string): readonly string[] | null {
  if (node.name === 'VariableName') return [source.slice(node.from, node.to)];
  const [of, last] = [node.firstChild, node.lastChild];
  if (node.name !== 'MemberExpression' || of === null || last?.name !== 'PropertyName') return null;
  const before = dotted(of, source);
  return before && [...before, source.slice(last.from, last.to)];
}

function lineOf(offset: number, source: string): number {
  return source.slice(0, offset).split('\n').length;
}

/** What one statement imports: `import a.b`, `import a as b`, `from a import b as c, d`, `from a import *`. */
function importsIn(statement: Node, source: string): Imported[] {
  const words: string[] = [];
  for (let part = statement.firstChild; part !== null; part = part.nextSibling) {
    if (part.name !== '(' && part.name !== ')') words.push(source.slice(part.from, part.to));
  }
  const imports: Imported[] = [];
  const from = words[0] === 'from';
  const start = words.indexOf('import');
  const module = from ? words.slice(1, start).join('') : '';
  for (const item of split(words.slice(start + 1))) {
    const at = item.indexOf('as');
    const what = item.slice(0, at < 0 ? undefined : at).join('');
    const alias = at < 0 ? undefined : item[at + 1];
    if (what === '') continue;
    if (from)
      imports.push(what === '*' ? { name: what, what: module } : { name: alias ?? what, what: `${module}.${what}` });
    // Without a name of its own, `import a.b` makes `a` known.
    else if (alias === undefined) imports.push({ name: what.split('.')[0] ?? what, what: what.split('.')[0] ?? what });
    else imports.push({ name: alias, what });
  }
  return imports;
}

function split(words: readonly string[]): string[][] {
  const items: string[][] = [[]];
  for (const word of words) {
    if (word === ',') items.push([]);
    else items.at(-1)?.push(word);
  }
  return items;
}
