/** What a cell's imports mean, and what is wrong with them. */
import type * as acorn from 'acorn';
import { boundNames, childrenOf, type ImportNode, type Node, staticKey } from './tree.ts';
import type { RuntimeDescription } from './types.ts';

export type Target =
  /** One of the runtime's modules, by its name without that of the runtime. */
  | { readonly kind: 'runtime'; readonly module: string }
  /** Another file of the program. */
  | { readonly kind: 'file'; readonly file: string };

export interface Problem {
  readonly message: string;
  /** Where in the source. */
  readonly node: Node;
}

/** An import or re-export of a file. */
export interface ImportStatement {
  readonly statement: ImportNode;
  readonly specifier: string;
  readonly source: acorn.Literal;
}

/** Every import, re-export and `import("…")` with a literal, in the order of the source. */
export function importsOf(program: Node): ImportStatement[] {
  const found: ImportStatement[] = [];
  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'ImportExpression': {
        const { source } = node;
        if (source?.type === 'Literal' && typeof source.value === 'string') {
          found.push({ statement: node, specifier: source.value, source });
        }
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

/** Calls of `require()`, which a cell does not have, also as `import x = require("…")`. */
export function requireCalls(program: acorn.Program): Problem[] {
  if (topLevelNames(program).has('require')) return [];
  const problems: Problem[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require') {
      const [argument] = node.arguments;
      if (argument?.type === 'Literal' && typeof argument.value === 'string') {
        problems.push({ message: `A cell has no require(); write import … from "${argument.value}"`, node: argument });
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return problems;
}

/** Finds what a specifier means in the file `importer`, or says why it means nothing. */
export function resolve(
  specifier: string,
  importer: string,
  files: Readonly<Record<string, string>>,
  runtime: RuntimeDescription,
): Target | string {
  const prefix = `${runtime.name}/`;
  if (specifier.startsWith('./') || specifier.startsWith('../')) {
    const path = join(importer, specifier);
    for (const candidate of [path, `${path}.ts`, path.replace(/\.[mc]?js$/, '.ts')]) {
      if (Object.hasOwn(files, candidate)) return { kind: 'file', file: candidate };
    }
    const others = Object.keys(files)
      .filter((file) => file !== importer)
      .map((file) => `"${relative(importer, file)}"`);
    const which = others.length === 0 ? 'there is no other file' : `there is ${list(others)}`;
    return `Cannot find "${specifier}" from ${importer}; ${which}.`;
  }
  if (specifier.startsWith(prefix)) {
    const module = specifier.slice(prefix.length);
    if (Object.hasOwn(runtime.exports, module)) return { kind: 'runtime', module };
    const near = nearest(module, Object.keys(runtime.exports));
    return `There is no module "${specifier}"${near === undefined ? '' : `; did you mean "${prefix}${near}"?`}${
      near === undefined ? `; there is ${modules(runtime)}.` : ''
    }`;
  }
  if (Object.hasOwn(runtime.exports, specifier.replaceAll('.', '/'))) {
    return `Cannot import "${specifier}"; did you mean "${prefix}${specifier.replaceAll('.', '/')}"?`;
  }
  const known = modules(runtime);
  const others = 'other files as "./name"';
  return `Cannot import "${specifier}": a cell can import ${known === '' ? others : `${known}, and ${others}`}.`;
}

function modules({ name, exports, lowered }: RuntimeDescription): string {
  return list(
    Object.keys(exports)
      .filter((module) => module !== lowered)
      .sort()
      .map((module) => `"${name}/${module}"`),
  );
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `./x` and `../x` from a file, by name. */
function join(importer: string, specifier: string): string {
  const parts = importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') {
      // A name cannot lead out of the program's folder; what is left does not exist and is reported so.
      if (parts.length === 0 || parts.at(-1) === '..') parts.push('..');
      else parts.pop();
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function relative(importer: string, file: string): string {
  const from = importer.split('/').slice(0, -1);
  const to = file.replace(/\.ts$/, '').split('/');
  while (from.length > 0 && from[0] === to[0]) {
    from.shift();
    to.shift();
  }
  return `${from.length === 0 ? './' : '../'.repeat(from.length)}${to.join('/')}`;
}

// ── Names ────────────────────────────────────────────────────────────────────

/** What a file exports by itself: without what comes through `export * from`. */
export function exportsOf(program: acorn.Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') names.add('default');
    else if (statement.type === 'ExportAllDeclaration') {
      if (statement.exported) names.add(moduleName(statement.exported));
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const { exported } of statement.specifiers) names.add(moduleName(exported));
      if (statement.declaration) for (const name of declaredBy(statement.declaration)) names.add(name);
    }
  }
  return names;
}

/** The names that a declaration binds; none for anything else. */
function declaredBy(declaration: Node): string[] {
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => boundNames(id).map(({ name }) => name));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      // Behind `export default` it may have no name.
      return declaration.id ? [declaration.id.name] : [];
    case 'ImportDeclaration':
      return declaration.specifiers.map(({ local }) => local.name);
    default:
      return [];
  }
}

/** The names bound at the top of a file. */
export function topLevelNames(program: acorn.Program): Set<string> {
  return new Set(
    program.body.flatMap((statement) => {
      const declaration =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
          ? statement.declaration
          : statement;
      return declaration ? declaredBy(declaration) : [];
    }),
  );
}

/** The name an import or export specifier gives, also where it is a string. */
export function moduleName(node: acorn.Identifier | acorn.Literal): string {
  return node.type === 'Literal' ? String(node.value) : node.name;
}

/**
 * Members that a namespace import of a module does not have: `module.misspelled`.
 * A name that something else in the file binds, too, is left alone.
 */
export function unknownMembers(program: Node, namespace: string, names: readonly string[], module: string): Problem[] {
  const problems: Problem[] = [];
  let bindings = 0;
  const count = (pattern: Node): void => {
    for (const { name } of boundNames(pattern)) if (name === namespace) bindings++;
  };
  const visit = (node: Node, tested: boolean): void => {
    switch (node.type) {
      case 'VariableDeclarator':
        count(node.id);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        for (const parameter of node.params) count(parameter);
        if (node.id) count(node.id);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.id) count(node.id);
        break;
      case 'CatchClause':
        if (node.param) count(node.param);
        break;
      case 'MemberExpression': {
        const { object } = node;
        if (object.type !== 'Identifier' || object.name !== namespace) break;
        const name = staticKey(node);
        if (name !== undefined && !names.includes(name) && !tested) {
          problems.push({ message: `${unknownName(name, names, module)}`, node: node.property });
        }
        break;
      }
    }
    // `typeof module.x` and `module.x?.()` ask whether it is there.
    const asks = node.type === 'UnaryExpression' && node.operator === 'typeof';
    const asked =
      node.type === 'CallExpression' && node.optional
        ? node.callee
        : node.type === 'MemberExpression' && node.optional
          ? node.object
          : null;
    for (const child of childrenOf(node)) visit(child, asks || child === asked);
  };
  visit(program, false);
  return bindings === 0 ? problems : [];
}

export function unknownName(name: string, names: readonly string[], module: string): string {
  const near = nearest(name, names);
  return `"${module}" has no export "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

/** The likeliest thing that was meant: the camelCase of a snake_case name, or one within two edits. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const camel = name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (camel !== name && names.includes(camel)) return camel;
  const longer = names.filter((candidate) => name.length > 3 && candidate.startsWith(name));
  if (longer.length === 1) return longer[0];
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(name.length / 2));
  for (const candidate of names) {
    const distance = edits(name.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance, or `limit` if it is not less. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
