/** What the entries of the reference are in Python: names from the table of names, signatures as CPython 3.14 has them. */
import { apiTable, snakeCase } from './api-table.ts';
import recorded from './python-signatures.json' with { type: 'json' };

type Parameter = readonly [name: string, kind: string, hasDefault: boolean];

const SIGNATURES = recorded as unknown as Readonly<Record<string, readonly Parameter[]>>;

export interface PythonName {
  readonly name: string;
  /** Absent for what is not called, and for builtins, which the table does not list. */
  readonly signature?: string;
}

const GROUPS = new Map(apiTable().map(({ title, rows }) => [title, rows]));
/** What only TypeScript needs: `with` is syntax in Python. */
const NOT_IN_PYTHON = new Set(['asyncWith', 'withSync', 'toString', 'then', 'catch', 'finally']);
const SPECIAL: Readonly<Record<string, string>> = {
  enter: '__enter__',
  exit: '__exit__',
  aenter: '__aenter__',
  aexit: '__aexit__',
};

/**
 * An entry of a module; null where Python has none of that kind.
 *
 * @param module as programs import it: `awaitable/asyncio`
 */
export function inPython(module: string, name: string, isType: boolean): PythonName | null {
  const of = moduleOf(module);
  if (isType || NOT_IN_PYTHON.has(name)) return null;
  const rows = GROUPS.get(of);
  const python = rows === undefined ? snakeCase(name) : rows.find(({ here }) => here === name)?.python;
  return python === undefined ? null : called(`${of}.${python}`, python);
}

/** A member of a class; null where Python's class has none. */
export function memberInPython(module: string, owner: string, name: string): PythonName | null {
  if (NOT_IN_PYTHON.has(name)) return null;
  const special = SPECIAL[name];
  if (special !== undefined) return { name: special };
  const of = `${moduleOf(module)}.${owner === 'BaseEventLoop' ? 'EventLoop' : owner}`;
  const rows = GROUPS.get(of);
  const python = rows?.find(({ here }) => here === name)?.python ?? snakeCase(name);
  if (rows === undefined && GROUPS.has(moduleOf(module)) && !(`${of}.${python}` in SIGNATURES)) return null;
  if (rows !== undefined && !rows.some((row) => row.python === python) && !(`${of}.${python}` in SIGNATURES))
    return null;
  return called(`${of}.${python}`, python);
}

function moduleOf(module: string): string {
  return module.replace(/^awaitable\//, '').replaceAll('/', '.');
}

function called(full: string, name: string): PythonName {
  const parameters = SIGNATURES[full];
  return parameters === undefined ? { name } : { name, signature: `${name}(${written(parameters).join(', ')})` };
}

function written(parameters: readonly Parameter[]): string[] {
  const parts: string[] = [];
  let before = '';
  for (const [name, kind, hasDefault] of parameters) {
    if (before === 'POSITIONAL_ONLY' && kind !== 'POSITIONAL_ONLY') parts.push('/');
    if (kind === 'KEYWORD_ONLY' && before !== 'KEYWORD_ONLY' && before !== 'VAR_POSITIONAL') parts.push('*');
    const stars = kind === 'VAR_POSITIONAL' ? '*' : kind === 'VAR_KEYWORD' ? '**' : '';
    parts.push(`${stars}${name}${hasDefault ? '=…' : ''}`);
    before = kind;
  }
  if (before === 'POSITIONAL_ONLY') parts.push('/');
  return parts;
}
