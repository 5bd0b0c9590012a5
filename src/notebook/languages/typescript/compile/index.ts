/**
 * The compile pipeline: a program in TypeScript to one module that runs.
 *
 * 1. esbuild strips the types of every file that the entry reaches.
 * 2. The lowering gives `async function` the runtime's meaning (see `lower.ts`).
 * 3. A program of several files is bundled by esbuild into one module. One of
 *    a single file needs no bundling and keeps its top level exactly as it is.
 *
 * Positions are carried along from step to step. The same module serves the
 * browser, the tests and the command line; the caller brings esbuild.
 */
import type * as acorn from 'acorn';
import type { BuildOptions, BuildResult, Message, TransformOptions, TransformResult } from 'esbuild-wasm';
import type { Program } from '../../../model/program.ts';
import type { CompileError } from '../../language.ts';
import { type Analysis, analyse } from './analyse.ts';
import { errorAt, errorAtLine } from './errors.ts';
import type { FunctionRange } from './functions.ts';
import {
  exportsOf,
  type ImportStatement,
  importsOf,
  moduleName,
  type Problem,
  requireCalls,
  resolve,
  type Target,
  topLevelNames,
  unknownMembers,
  unknownName,
} from './imports.ts';
import { exceedsLimits } from './limits.ts';
import { type LoweredFile, lower } from './lower.ts';
import { decodeMap, encodeMappings, findSegment, LineTable, type Segment, type SourceMap } from './mappings.ts';
import { parseModule } from './parse.ts';
import { returnedCoroutines } from './returns.ts';
import { offsetOf, restoreAwaitUsing, type Stripped, stripTypes } from './strip.ts';
import { LOWERED } from './support.ts';
import type { ImportNode, Node } from './tree.ts';
import type { CompileResult, LineMap, RuntimeDescription } from './types.ts';
import { unlowered } from './unlowered.ts';
import { visibleVariables } from './variables.ts';

export { formatCompileError } from './errors.ts';
export { MAX_CHARACTERS, MAX_NESTING } from './limits.ts';
export type { Compiled, CompileResult, LineMap } from './types.ts';

/** The part of esbuild that is used; both builds of `esbuild-wasm` and `esbuild` itself have it. */
export interface Esbuild {
  transform(source: string, options: TransformOptions): Promise<TransformResult>;
  build(options: BuildOptions): Promise<BuildResult>;
}

export interface CompilerOptions {
  /** Already initialised. */
  readonly esbuild: Esbuild;
  /** What programs run on. */
  readonly runtime: RuntimeDescription;
}

/** Compiles one program. Never rejects because of what the program is; errors in it are in the result. */
export type Compile = (program: Program) => Promise<CompileResult>;

/** A file on its way. */
interface File {
  readonly name: string;
  /** The author's text. */
  readonly text: string;
  /** As esbuild printed it, without types. */
  readonly source: string;
  readonly map: SourceMap;
  readonly program: acorn.Program;
  readonly imports: readonly ImportStatement[];
  readonly targets: ReadonlyMap<ImportStatement, Target>;
  readonly exports: ReadonlySet<string>;
}

/** Gives up a compilation with what is wrong. */
class Failure extends Error {
  readonly errors: readonly CompileError[];
  constructor(errors: readonly CompileError[]) {
    super('the program does not compile');
    this.errors = errors;
  }
}

const TRANSFORM: TransformOptions = {
  loader: 'ts',
  target: 'esnext',
  charset: 'utf8',
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  // Engines do not have decorators yet, and acorn cannot read them.
  supported: { decorators: false },
  // Imports stay even if nothing uses them, so that a wrong one is an error; and no tsconfig is looked for.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  logLevel: 'silent',
};

/** How esbuild writes what the lowering gives it. Not every engine has `using` yet. */
const WRITE = {
  format: 'esm',
  target: 'esnext',
  charset: 'utf8',
  supported: { using: false },
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  tsconfigRaw: {},
  logLevel: 'silent',
} satisfies TransformOptions & BuildOptions;

const NAMESPACE = 'cell';

/** Files without types that are remembered: of a program's files an edit changes one. */
const REMEMBERED = 24;

export function createCompiler({ esbuild, runtime }: CompilerOptions): Compile {
  const stripped = new Map<string, Stripped>();
  const strip: Strip = async (name, text) => {
    const key = `${name}\0${text}`;
    // Only what has come: an esbuild that is stopped never answers.
    const result =
      stripped.get(key) ??
      (await stripTypes(text, (source) => esbuild.transform(source, { ...TRANSFORM, sourcefile: name })));
    // Those asked for last at the end.
    stripped.delete(key);
    stripped.set(key, result);
    for (const oldest of stripped.keys()) {
      if (stripped.size <= REMEMBERED) break;
      stripped.delete(oldest);
    }
    return result;
  };
  return async (program) => {
    try {
      return await new Compilation(program, esbuild, strip, runtime).run();
    } catch (error) {
      if (error instanceof Failure) return { ok: false, errors: error.errors };
      throw error;
    }
  };
}

/** Takes the types out of a file. */
type Strip = (name: string, text: string) => Promise<Stripped>;

class Compilation {
  readonly #program: Program;
  readonly #esbuild: Esbuild;
  readonly #stripTypes: Strip;
  readonly #runtime: RuntimeDescription;
  /** How compiled code finds the runtime's modules. */
  readonly #modules: string;
  readonly #startsWorkers: RegExp | null;
  /** The files that the entry reaches, in the order in which it reaches them. */
  readonly #files = new Map<string, File>();

  constructor(program: Program, esbuild: Esbuild, strip: Strip, runtime: RuntimeDescription) {
    this.#program = program;
    this.#esbuild = esbuild;
    this.#stripTypes = strip;
    this.#runtime = runtime;
    this.#modules = `globalThis[globalThis.Symbol.for(${JSON.stringify(runtime.symbol)})]`;
    this.#startsWorkers = runtime.startsWorkers === null ? null : new RegExp(runtime.startsWorkers.source);
  }

  async run(): Promise<CompileResult> {
    const { entry, files } = this.#program;
    if (!Object.hasOwn(files, entry)) throw new Error(`the program has no file ${entry}, which is its entry`);
    let next = [entry];
    while (next.length > 0) {
      const loaded = await Promise.all(next.map((name) => this.#load(name)));
      for (const file of loaded) this.#files.set(file.name, file);
      const wanted = new Set<string>();
      for (const { targets } of loaded) {
        for (const target of targets.values()) {
          if (target.kind === 'file' && !this.#files.has(target.file)) wanted.add(target.file);
        }
      }
      next = [...wanted];
    }
    this.#checkNames();
    const imports = [...this.#files.values()].some((file) =>
      [...file.targets].some(
        ([{ statement }, target]) => target.kind === 'file' || statement.type !== 'ImportDeclaration',
      ),
    );
    // Without lowering there is nothing that bundling could disturb.
    return imports || this.#runtime.lowered === null ? await this.#bundle() : await this.#single();
  }

  // ── Reading ────────────────────────────────────────────────────────────────

  /** Strips the types of one file, parses it and finds its imports. */
  async #load(name: string): Promise<File> {
    const text = this.#program.files[name] as string;
    const limit = exceedsLimits(text);
    if (limit !== null) throw new Failure([errorAt(limit.message, name, text, limit.offset)]);
    const stripped = await this.#strip(name, text);
    const { code, map } = stripped;
    // What stands in front of a module would no longer be its first line.
    const source = code.startsWith('#!') ? `//${code.slice(2)}` : code;
    const program = this.#parse(name, text, source, map);
    restoreAwaitUsing(program, stripped, text);
    const imports = importsOf(program);
    const targets = new Map<ImportStatement, Target>();
    const errors: CompileError[] = [];
    for (const one of imports) {
      const target = resolve(one.specifier, name, this.#program.files, this.#runtime);
      if (typeof target === 'string') errors.push(errorIn({ name, text, source, map }, target, one.source));
      else targets.set(one, target);
    }
    for (const { message, node } of [...requireCalls(program), ...this.#returned(program, targets)])
      errors.push(errorIn({ name, text, source, map }, message, node));
    if (errors.length > 0) throw new Failure(errors);
    return { name, text, source, map, program, imports, targets, exports: exportsOf(program) };
  }

  /** What functions of a file return that somebody should have awaited. */
  #returned(program: acorn.Program, targets: File['targets']): readonly Problem[] {
    const { coroutines } = this.#runtime;
    if (coroutines === null) return [];
    const makersIn = new Map<Node, ReadonlySet<string>>();
    for (const [{ statement }, target] of targets) {
      if (target.kind === 'runtime') makersIn.set(statement, new Set(coroutines.functions[target.module]));
    }
    return returnedCoroutines(program, makersIn, coroutines.unawaited);
  }

  async #strip(name: string, text: string): Promise<Stripped> {
    try {
      return await this.#stripTypes(name, text);
    } catch (error) {
      throw new Failure(fromMessages(error, name, text));
    }
  }

  #parse(name: string, text: string, source: string, map: SourceMap): acorn.Program {
    try {
      return parseModule(source);
    } catch (error) {
      // esbuild has accepted it, so this is rare: a regular expression, say.
      const { message, pos } = error as { message: string; pos?: number };
      if (error instanceof RangeError || message.startsWith('Not enough stack'))
        throw new Failure([tooDeep(name, text)]);
      if (pos === undefined) throw error;
      const words = message.replace(/ \(\d+:\d+\)$/, '');
      throw new Failure([errorIn({ name, text, source, map }, words, { start: pos, end: pos + 1 })]);
    }
  }

  // ── Imported names ─────────────────────────────────────────────────────────

  #checkNames(): void {
    const errors: CompileError[] = [];
    for (const file of this.#files.values()) {
      for (const [one, target] of file.targets) {
        const available = this.#exportsOf(target);
        if (available === undefined) continue;
        const { statement } = one;
        const names = [...available];
        for (const specifier of 'specifiers' in statement ? statement.specifiers : []) {
          if (specifier.type === 'ImportNamespaceSpecifier') {
            const local = specifier.local.name;
            if (target.kind !== 'runtime') continue;
            for (const { message, node } of unknownMembers(file.program, local, names, one.specifier)) {
              errors.push(errorIn(file, message, node));
            }
            continue;
          }
          // What it takes from there: `{ imported as local }`, `export { local as exported } from`.
          const taken = specifier.type === 'ImportSpecifier' ? specifier.imported : specifier.local;
          const wanted = specifier.type === 'ImportDefaultSpecifier' ? 'default' : moduleName(taken);
          if (available.has(wanted)) continue;
          // Types may be imported without saying that they are; then nothing of the program mentions them.
          if (statement.type === 'ImportDeclaration' && !mentions(file, moduleName(specifier.local))) continue;
          const message =
            wanted === 'default'
              ? `"${one.specifier}" has no default export; write import * as name from "${one.specifier}"`
              : unknownName(wanted, names, one.specifier);
          errors.push(errorIn(file, message, taken));
        }
      }
    }
    if (errors.length > 0) throw new Failure(errors);
  }

  /** What a module exports, or undefined if only the bundler can tell. */
  #exportsOf(target: Target, seen: ReadonlySet<string> = new Set()): Set<string> | undefined {
    if (target.kind === 'runtime') return new Set(this.#runtime.exports[target.module]);
    if (seen.has(target.file)) return new Set();
    const file = this.#files.get(target.file) as File;
    const names = new Set(file.exports);
    for (const [{ statement }, from] of file.targets) {
      if (statement.type !== 'ExportAllDeclaration' || statement.exported) continue;
      for (const name of this.#exportsOf(from, new Set([...seen, target.file])) ?? []) {
        if (name !== 'default') names.add(name);
      }
    }
    return names;
  }

  // ── Writing ────────────────────────────────────────────────────────────────

  #lower(file: File, bundled: boolean, mayBeRenamed: (identifier: string) => boolean): LoweredFile {
    const { name, source, map, program } = file;
    const isEntry = name === this.#program.entry;
    const text = {
      source,
      map,
      program,
      analysis: this.#analyse(file),
      replaceImport: (statement: ImportNode) => this.#replaceImport(file, statement, bundled),
    };
    try {
      if (this.#runtime.lowered === null) return unlowered({ ...text, main: `${isEntry}` });
      const main = isEntry ? `(${this.#modules}.main !== false)` : 'false';
      const returns = this.#runtime.coroutines === null ? 'handed out' : 'refused';
      const variables = this.#program.inspect ? { variables: visibleVariables(program, authorNames(file)) } : {};
      return lower({ ...text, file: name, main, mayBeRenamed, bundled, marks: true, returns, ...variables });
    } catch (error) {
      if (error instanceof RangeError) throw new Failure([tooDeep(file.name, file.text)]);
      throw error;
    }
  }

  readonly #analyses = new Map<File, Analysis>();

  #analyse(file: File): Analysis {
    let analysis = this.#analyses.get(file);
    if (analysis !== undefined) return analysis;
    try {
      analysis = analyse(file.program, authorNames(file));
    } catch (error) {
      if (error instanceof RangeError) throw new Failure([tooDeep(file.name, file.text)]);
      throw error;
    }
    this.#analyses.set(file, analysis);
    return analysis;
  }

  /** Imports of single files are written by `#single` in front of everything; bundled ones are esbuild's matter. */
  #replaceImport(file: File, statement: ImportNode, bundled: boolean): string | undefined {
    if (statement.type !== 'ImportDeclaration') return undefined;
    if (!bundled) return '';
    // Names that turned out to be types.
    const one = file.imports.find((candidate) => candidate.statement === statement);
    const target = one && file.targets.get(one);
    const available = target && this.#exportsOf(target);
    if (one === undefined || available === undefined) return undefined;
    const { specifiers } = statement;
    const missing = specifiers.filter(
      (specifier) => specifier.type === 'ImportSpecifier' && !available.has(moduleName(specifier.imported)),
    );
    if (missing.length === 0) return undefined;
    const kept = specifiers.filter((specifier) => !missing.includes(specifier));
    const from = JSON.stringify(one.specifier);
    if (kept.length === 0) return `import ${from};`;
    const names = kept
      .filter(({ type }) => type === 'ImportSpecifier')
      .map((specifier) => file.source.slice(specifier.start, specifier.end));
    const byDefault = kept.find(({ type }) => type === 'ImportDefaultSpecifier');
    const parts = byDefault === undefined ? [] : [byDefault.local.name];
    if (names.length > 0) parts.push(`{ ${names.join(', ')} }`);
    return `import ${parts.join(', ')} from ${from};`;
  }

  /** A program of one file: its imports become constants, and nothing else changes. */
  async #single(): Promise<CompileResult> {
    const file = this.#files.get(this.#program.entry) as File;
    const lowered = this.#lower(file, false, () => false);
    const header: string[] = [];
    for (const [{ statement, specifier }, target] of file.targets) {
      if (target.kind !== 'runtime') continue;
      const module = `${this.#modules}[${JSON.stringify(target.module)}]`;
      const available = this.#runtime.exports[target.module] ?? [];
      const names: string[] = [];
      // Bundled, if it had others.
      if (statement.type !== 'ImportDeclaration') continue;
      for (const one of statement.specifiers) {
        const local = one.local.name;
        if (one.type === 'ImportNamespaceSpecifier') header.push(`const ${local} = ${module};`);
        else if (one.type === 'ImportSpecifier') {
          const imported = moduleName(one.imported);
          if (available.includes(imported))
            names.push(imported === local ? local : `${JSON.stringify(imported)}: ${local}`);
        } else throw new Error(`"${specifier}" has no default export`);
      }
      if (names.length > 0) header.push(`const { ${names.join(', ')} } = ${module};`);
    }
    if (lowered.uses.size > 0) {
      const names = [...lowered.uses].map(([name, local]) => `${name}: ${local}`);
      header.push(`const { ${names.join(', ')} } = ${this.#modules}[${JSON.stringify(this.#runtime.lowered)}];`);
    }
    if (lowered.helpers !== '') header.push(lowered.helpers);
    if (this.#usesWorkers()) header.push(this.#registration(file));
    const map: LineMap = {
      sources: [file.name],
      texts: [file.text],
      lines: [[], ...(lowered.lines as (readonly [number, number, number, number])[][])],
      functions: [lowered.functions],
    };
    const code = `${header.join(' ')}\n${lowered.code}`;
    if (!/\busing\b/.test(code)) return { ok: true, code, map };
    // Not every engine has `using` yet.
    const { code: plain, map: json } = await this.#withoutUsing(file, code, map.lines);
    return { ok: true, code: plain, map: { ...map, lines: withoutNames(decodeMap(json).lines) } };
  }

  async #withoutUsing(file: File, code: string, lines: LineMap['lines']): Promise<TransformResult> {
    const options: TransformOptions = { ...WRITE, loader: 'js' };
    try {
      return await this.#esbuild.transform(withMap(code, file.name, lines), options);
    } catch (error) {
      throw new Failure(fromLowered(error, () => ({ file, code, lines })));
    }
  }

  /** Whether the program may start workers, which find its functions by name. */
  #usesWorkers(): boolean {
    return [...this.#files.values()].some(({ source }) => this.#startsWorkers?.test(source) === true);
  }

  /** Tells the runtime the names at the top of a file. */
  #registration(file: File): string {
    const imported = new Set(
      file.imports.flatMap(({ statement }) =>
        statement.type !== 'ImportDeclaration' ? [] : statement.specifiers.map(({ local }) => local.name),
      ),
    );
    const names = [...topLevelNames(file.program)].filter((name) => !imported.has(name));
    if (names.length === 0) return '';
    const thunks = names.map((name) => `${JSON.stringify(name)}: () => ${name}`);
    return `${this.#modules}[${JSON.stringify(this.#runtime.lowered)}].globals(${JSON.stringify(file.name)}, { ${thunks.join(', ')} });`;
  }

  /** A program of several files: esbuild links them. */
  async #bundle(): Promise<CompileResult> {
    const files = [...this.#files.values()];
    const outer = new Map(files.map((file) => [file, topLevelNames(file.program)]));
    const lowered = new Map<string, LoweredText>();
    const ranges: (readonly FunctionRange[])[] = [];
    for (const file of files) {
      // esbuild renames what is bound at the top of two files, or bound here and only mentioned there.
      const mine = outer.get(file) as Set<string>;
      const others = files.filter((other) => other !== file);
      const taken = new Set(others.flatMap((other) => [...(outer.get(other) as Set<string>)]));
      const mentioned = new Set(others.flatMap((other) => [...this.#analyse(other).identifiers]));
      const { code, lines, functions, uses, helpers } = this.#lower(file, true, (identifier) => {
        if (identifier === 'default') return true;
        const stem = identifier.replace(/\d+$/, '');
        return taken.has(identifier) || taken.has(stem) || (mine.has(identifier) && mentioned.has(identifier));
      });
      ranges.push(functions);
      const names = [...uses].map(([name, local]) => `${name} as ${local}`);
      const header = names.length === 0 ? '' : `import { ${names.join(', ')} } from "${this.#helpers()}";`;
      const registration = this.#usesWorkers() ? this.#registration(file) : '';
      lowered.set(file.name, { file, code: `${header}${helpers}${registration}\n${code}`, lines: [[], ...lines] });
    }
    const result = await this.#link(lowered);
    const [map, code] = ['.map', '.js'].map(
      (ending) => result.outputFiles?.find(({ path }) => path.endsWith(ending))?.text,
    );
    if (map === undefined || code === undefined) throw new Error('esbuild wrote no module');
    const { lines, sources } = decodeMap(map);
    const known = sources.map((source) =>
      files.findIndex(({ name }) => source === name || source.endsWith(`:${name}`)),
    );
    return {
      ok: true,
      code,
      map: {
        sources: files.map(({ name }) => name),
        texts: files.map(({ text }) => text),
        lines: withoutNames(lines).map((segments) =>
          segments
            .filter((segment) => (known[segment[1]] ?? -1) >= 0)
            .map(
              ([column, source, line, sourceColumn]) => [column, known[source] as number, line, sourceColumn] as const,
            ),
        ),
        functions: ranges,
      },
    };
  }

  /** What lowered files import their helpers from. */
  #helpers(): string {
    return `${this.#runtime.name}/${this.#runtime.lowered}`;
  }

  async #link(lowered: ReadonlyMap<string, LoweredText>): Promise<BuildResult> {
    const { entry, files } = this.#program;
    const runtime = this.#runtime;
    const modules = this.#modules;
    const helpers = this.#helpers();
    try {
      return await this.#esbuild.build({
        ...WRITE,
        entryPoints: [entry],
        bundle: true,
        write: false,
        outfile: 'cell.js',
        platform: 'neutral',
        plugins: [
          {
            name: 'cell',
            setup(build) {
              build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
                // Not `path`: in Node esbuild looks whether a file of that name lies about.
                if (kind === 'entry-point') return { path: entry, namespace: NAMESPACE };
                if (path === helpers) return { path: runtime.lowered ?? '', namespace: 'runtime', sideEffects: false };
                const target = resolve(path, importer, files, runtime);
                if (typeof target === 'string') return { errors: [{ text: target }] };
                if (target.kind === 'file') return { path: target.file, namespace: NAMESPACE };
                return { path: target.module, namespace: 'runtime', sideEffects: false };
              });
              build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => {
                const { code, lines } = lowered.get(path) as LoweredText;
                return { contents: withMap(code, path, lines), loader: 'js' };
              });
              build.onLoad({ filter: /.*/, namespace: 'runtime' }, ({ path }) => ({
                contents: bridge(modules, path, path === runtime.lowered ? LOWERED : (runtime.exports[path] ?? [])),
                loader: 'js',
              }));
            },
          },
        ],
      });
    } catch (error) {
      const find = (name: string): LoweredText =>
        lowered.get(name.slice(NAMESPACE.length + 1)) ?? (lowered.get(entry) as LoweredText);
      throw new Failure(fromLowered(error, find));
    }
  }
}

/** A module that takes its exports from the runtime which is installed where it runs. */
function bridge(modules: string, module: string, names: readonly string[]): string {
  const prefix = module.replace(/\W/g, '_');
  const lines = [`const $${prefix} = ${modules}[${JSON.stringify(module)}];`];
  for (const name of names) {
    // Not the plain name: a cell's own function of that name would lose it.
    const local = `${prefix}$${name}`;
    lines.push(
      `const ${local} = /* @__PURE__ */ (() => $${prefix}[${JSON.stringify(name)}])(); export { ${local} as ${JSON.stringify(name)} };`,
    );
  }
  return lines.join('\n');
}

/** Code with a source map in it, for esbuild to carry on. */
function withMap(code: string, name: string, lines: readonly (readonly Segment[])[]): string {
  const map = JSON.stringify({ version: 3, sources: [name], names: [], mappings: encodeMappings(lines) });
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${base64(map)}\n`;
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function withoutNames(lines: readonly (readonly Segment[])[]): [number, number, number, number][][] {
  return lines.map((segments) =>
    segments.map(([column, source, line, sourceColumn]) => [column, source, line, sourceColumn]),
  );
}

/** Whether a name is mentioned in a file outside its import statements. */
function mentions(file: File, name: string): boolean {
  let text = file.source;
  for (const { statement } of [...file.imports].reverse()) {
    if (statement.type === 'ImportDeclaration') text = text.slice(0, statement.start) + text.slice(statement.end);
  }
  return new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
}

/** What the author called an identifier, which esbuild may have renamed. */
function authorNames({ source, map }: File): (identifier: acorn.Identifier) => string {
  if (map.names.length === 0) return ({ name }) => name;
  const table = new LineTable(source);
  return ({ start, name }) => {
    const line = table.lineAt(start);
    const column = start - (table.starts[line] as number);
    const segments = map.lines[line] ?? [];
    const segment = segments[findSegment(segments, column)];
    if (segment === undefined || segment[0] !== column || segment[4] === undefined) return name;
    return map.names[segment[4]] ?? name;
  };
}

// ── Errors ───────────────────────────────────────────────────────────────────

/** An error at a node of the source, told at the author's place. */
function errorIn(
  { name, text, source, map }: Pick<File, 'name' | 'text' | 'source' | 'map'>,
  message: string,
  node: Node | Pick<Node, 'start' | 'end'>,
): CompileError {
  const table = new LineTable(source);
  const line = table.lineAt(node.start);
  const segments = map.lines[line] ?? [];
  const segment = segments[findSegment(segments, node.start - (table.starts[line] as number))] ?? segments[0];
  if (segment === undefined) return errorAtLine(message, name, text, 1, 0);
  // What esbuild has no position for (a specifier within its statement) is looked for in the author's text.
  const start = (new LineTable(text, 'author').starts[segment[2]] ?? 0) + segment[3];
  for (const words of 'type' in node ? wordsOf(node) : []) {
    const found = text.indexOf(words, start);
    if (found >= 0 && found - start < FAR) return errorAt(message, name, text, found, words.length);
  }
  return errorAtLine(message, name, text, segment[2] + 1, segment[3], node.end - node.start);
}

/** How far behind a statement's beginning a part of it is looked for; import lists are not longer. */
const FAR = 2_000;

/** How the author may have written what an error is about. */
function wordsOf(node: Node): string[] {
  if (node.type === 'Literal' && typeof node.value === 'string') return [`"${node.value}"`, `'${node.value}'`];
  return node.type === 'Identifier' ? [node.name] : [];
}

/** esbuild's errors about an author's text, in the author's lines and UTF-16 code units. */
function fromMessages(error: unknown, file: string, text: string): CompileError[] {
  return messagesOf(error).map((message) => {
    const { location } = message;
    if (location === null) return errorAtLine(wordsIn(message), file, text, 1, 0);
    const start = offsetOf(location, text);
    const end = offsetOf({ line: location.line, column: location.column + location.length }, text);
    return errorAt(wordsIn(message), file, text, start, end - start);
  });
}

/** esbuild's errors about what we made of files; `files` finds one by the name that esbuild was given. */
function fromLowered(error: unknown, files: (name: string) => LoweredText): CompileError[] {
  return messagesOf(error).map((message) => {
    const { location } = message;
    const { file, code, lines } = files(location?.file ?? '');
    if (location === null) return errorAtLine(wordsIn(message), file.name, file.text, 1, 0);
    const column = offsetOf(location, code) - offsetOf({ line: location.line, column: 0 }, code);
    const segments = lines[location.line - 1] ?? [];
    const [, , line, from] = segments[Math.max(0, findSegment(segments, column))] ?? [0, 0, 0, 0];
    return errorAtLine(wordsIn(message), file.name, file.text, line + 1, from);
  });
}

/** A file as it is handed to esbuild again, with the way back to the author's lines. */
interface LoweredText {
  readonly file: File;
  readonly code: string;
  readonly lines: readonly (readonly Segment[])[];
}

function messagesOf(error: unknown): readonly Message[] {
  const { errors } = error as { errors?: Message[] };
  if (errors === undefined || errors.length === 0) throw error;
  return errors;
}

function wordsIn({ text, notes }: Message): string {
  return [text, ...notes.map((note) => note.text)].map((words) => words.replace(/:$/, '')).join('. ');
}

function tooDeep(file: string, text: string): CompileError {
  return errorAtLine('The program is nested too deeply for the compiler.', file, text, 1, 0);
}
