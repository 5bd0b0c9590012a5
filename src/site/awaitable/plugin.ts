/**
 * The lowering for a project's own build: plugins for esbuild, Vite, Rollup
 * and webpack, published as `awaitable/plugin`.
 *
 * A module that imports `awaitable/…`, or begins with 'use awaitable', loses its types (by esbuild), is lowered, and
 * imports what it needs from `awaitable/lowered`. Everything else of it, its imports and `import.meta` included, stays
 * as it is. All other modules are left to the bundler, and so is one that begins with 'use native async'.
 */

import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from 'acorn';
import type { Loader, OnLoadResult, PartialMessage, Plugin, TransformOptions, TransformResult } from 'esbuild';
import { analyse } from '../../notebook/languages/typescript/compile/analyse.ts';
import { lower } from '../../notebook/languages/typescript/compile/lower.ts';
import { encodeMappings, findSegment, LineTable } from '../../notebook/languages/typescript/compile/mappings.ts';
import { parseModule } from '../../notebook/languages/typescript/compile/parse.ts';
import { restoreAwaitUsing, type Stripped, stripTypes } from '../../notebook/languages/typescript/compile/strip.ts';
import type { Node } from '../../notebook/languages/typescript/compile/tree.ts';
import { isMeant, keepNative, lostCallbacks } from './meant.ts';

/** Which files: a pattern for the path (with forward slashes), a function, or several of either. */
export type FileFilter = RegExp | ((file: string) => boolean) | readonly (RegExp | ((file: string) => boolean))[];

export interface PluginOptions {
  /** Files to lower whatever they import. Default: those that import `awaitable/…` or begin with 'use awaitable'. */
  readonly include?: FileFilter;
  /** Files to leave alone, beside those under `node_modules` that `include` does not name. */
  readonly exclude?: FileFilter;
  /** The folder that tracebacks name files relative to. Default: the working directory. */
  readonly root?: string;
  /** For esbuild, which strips the types: `jsx…`, `tsconfigRaw`, `target`, and so on. With Vite 8 pass `esbuild` too. */
  readonly transform?: Omit<TransformOptions, 'sourcefile' | 'sourcemap' | 'format'>;
  /** The esbuild to strip types with: `esbuild` or `esbuild-wasm`. Default: what the bundler itself uses, or the installed `esbuild`. */
  readonly esbuild?: Pick<typeof import('esbuild'), 'transform'>;
}

/** What Rollup and Vite give a plugin to tell of what it noticed. */
interface Warns {
  warn(warning: { readonly message: string; readonly loc: Warning['loc'] }): void;
}

/** What they give it to find modules. */
interface Resolves {
  resolve(source: string, importer: string | undefined, options: object): Promise<{ readonly id: string } | null>;
}

/** What Vite's development server says of modules. */
interface Development {
  readonly environment?: {
    readonly mode?: string;
    readonly moduleGraph?: { getModuleById(id: string): { readonly importers: ReadonlySet<unknown> } | undefined };
  };
}

/** What Rollup and Vite call; structurally a plugin of either. */
export interface TransformPlugin {
  readonly name: string;
  resolveId(
    this: unknown,
    source: string,
    importer: string | undefined,
    options: { readonly isEntry: boolean },
  ): Promise<null>;
  transform(this: unknown, code: string, id: string): Promise<{ code: string; map: string } | null>;
}

/** A plugin for Vite: it runs before Vite strips types. */
export interface ViteTransformPlugin extends TransformPlugin {
  readonly enforce: 'pre';
  config(): { optimizeDeps: { exclude: string[] } };
}

/** Something in a module that will not do what it says. */
export interface Warning {
  readonly message: string;
  /** The line counts from 1, the column from 0. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };
}

/** A module after lowering. */
export interface LoweredModule {
  readonly warnings: readonly Warning[];
  readonly code: string;
  /** From there to the module's text. */
  readonly map: { version: 3; sources: string[]; sourcesContent: string[]; names: string[]; mappings: string };
}

const SOURCES = /\.[cm]?[jt]sx?$/;

/** A module that does not parse. `loc` is where, as Rollup shows it. */
class ModuleError extends Error {
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };

  constructor(message: string, file: string, line: number, column: number) {
    super(message);
    this.name = 'SyntaxError';
    this.loc = { file, line, column };
  }
}

function matches(filter: FileFilter, file: string): boolean {
  return [filter].flat().some((one) => (typeof one === 'function' ? one(file) : new RegExp(one).test(file)));
}

function isWanted(path: string, { include, exclude }: PluginOptions): boolean {
  const file = path.split(sep).join('/');
  if (!SOURCES.test(file) || (exclude !== undefined && matches(exclude, file))) return false;
  return include === undefined ? !file.includes('/node_modules/') : matches(include, file);
}

/** Whether there can be anything to lower. A module that means it names the package, in an import or a directive. */
function mayBeLowered(text: string, { include }: PluginOptions): boolean {
  return /\basync\b|\bimport\.meta\b/.test(text) && (include !== undefined || text.includes('awaitable'));
}

type ModuleOptions = PluginOptions & {
  readonly loader?: Loader;
  /** False for a module that another one imports: it is not the program that was started. Default: true. */
  readonly isEntry?: boolean;
  /** What `import.meta.main` becomes, where the bundler knows it. */
  readonly main?: string;
  /** Finds the bundler's own. */
  readonly own?: () => Promise<Transformer>;
};

/** What takes the types out of a module. */
type Transformer = Pick<typeof import('esbuild'), 'transform'>;

/**
 * Lowers one module, whatever it imports.
 *
 * @throws {Error} esbuild's, or one with `loc`, if it does not parse
 */
export async function lowerModule(text: string, path: string, options: ModuleOptions = {}): Promise<LoweredModule> {
  // A module without the option `include` may be left alone.
  return (await lowerIfMeant(text, path, { include: /(?:)/, ...options })) as LoweredModule;
}

/** Null if the module does not mean to be lowered. */
async function lowerIfMeant(text: string, path: string, options: ModuleOptions): Promise<LoweredModule | null> {
  const file = relative(options.root ?? process.cwd(), path)
    .split(sep)
    .join('/');
  const { transform } = options.esbuild ?? (await (options.own ?? installedEsbuild)());
  const transformed: TransformOptions = {
    loader: options.loader ?? loaderOf(path),
    target: 'esnext',
    charset: 'utf8',
    logLevel: 'silent',
    ...options.transform,
    supported: { decorators: false, ...options.transform?.supported },
    sourcefile: file,
    sourcemap: 'external',
    sourcesContent: false,
  };
  const stripped = await stripTypes(text, (source): Promise<TransformResult> => transform(source, transformed));
  const { code, map } = stripped;
  const shebang = /^#!.*\n/.exec(code)?.[0] ?? '';
  const program = parsed(code, file);
  if (options.include === undefined && !isMeant(program)) return null;
  restoreAwaitUsing(program, stripped, text);
  keepNative(program);
  const lowered = lower({
    file,
    source: code,
    map,
    program,
    analysis: analyse(program, (identifier) => identifier.name),
    main: options.main ?? (options.isEntry === false ? 'false' : null),
    marks: false,
    returns: 'awaited',
    mayBeRenamed: () => false,
    bundled: false,
    replaceImport: () => undefined,
  });
  const names = [...lowered.uses].map(([name, local]) => `${name} as ${local}`);
  const imports = names.length === 0 ? '' : `import { ${names.join(', ')} } from "awaitable/lowered";`;
  const header = `${imports}${lowered.helpers}\n`;
  const body = lowered.code.slice(shebang.length);
  const lines = shebang === '' ? [[], ...lowered.lines] : [[], [], ...lowered.lines.slice(1)];
  return {
    warnings: lostCallbacks(program).map(({ node, message }) => ({
      message,
      loc: { file: path, ...placeOf(stripped, node) },
    })),
    code: shebang + header + body,
    map: { version: 3, sources: [path], sourcesContent: [text], names: [], mappings: encodeMappings(lines) },
  };
}

/** Where a node stands in the author's text. */
function placeOf({ code, map }: Stripped, { start }: Node): { line: number; column: number } {
  const table = new LineTable(code);
  const line = table.lineAt(start);
  const segments = map.lines[line] ?? [];
  const segment = segments[findSegment(segments, start - (table.starts[line] as number))] ?? segments[0];
  return segment === undefined ? { line: 1, column: 0 } : { line: segment[2] + 1, column: segment[3] };
}

function parsed(code: string, file: string): Program {
  try {
    return parseModule(code);
  } catch (error) {
    const { message, pos } = error as { message: string; pos?: number };
    if (pos === undefined) throw error;
    const table = new LineTable(code);
    const line = table.lineAt(pos);
    if (code[pos] === '@') {
      const why = 'its decorators need esbuild. Install it and pass the option { esbuild }';
      throw new ModuleError(`${file} cannot be lowered: ${why}`, file, line + 1, pos - (table.starts[line] as number));
    }
    const words = `${file} cannot be lowered: ${message.replace(/ \(\d+:\d+\)$/, '')}`;
    throw new ModuleError(words, file, line + 1, pos - (table.starts[line] as number));
  }
}

function loaderOf(path: string): Loader {
  const ending = path.slice(path.lastIndexOf('.') + 1).replace(/^[cm]/, '');
  return ending === 'js' ? 'jsx' : (ending as Loader);
}

async function installedEsbuild(): Promise<Pick<typeof import('esbuild'), 'transform'>> {
  try {
    return await import('esbuild');
  } catch (error) {
    throw new Error(
      'awaitable/plugin strips types with esbuild, which is not installed: npm install --save-dev esbuild, or pass the option { esbuild }',
      { cause: error },
    );
  }
}

/** What Vite strips types with: esbuild up to version 7, then Oxc. */
async function vitesOwn({ transform: given }: PluginOptions): Promise<Transformer> {
  const vite = (await import('vite').catch(() => ({}))) as Partial<ViteTransformers>;
  const { transformWithOxc, transformWithEsbuild } = vite;
  if (transformWithOxc !== undefined) {
    if (given === undefined) return withOxc(transformWithOxc);
    throw new Error(
      'The option transform is for esbuild, but this Vite strips types with Oxc. Pass the option esbuild as well.',
    );
  }
  if (transformWithEsbuild === undefined) return await installedEsbuild();
  return {
    async transform(source: string, options: TransformOptions = {}) {
      const { code, map } = await transformWithEsbuild(source, options.sourcefile ?? '', options);
      return { code, map: JSON.stringify(map) };
    },
  } as Transformer;
}

interface ViteTransformers {
  transformWithEsbuild(code: string, file: string, options: object): Promise<{ code: string; map: unknown }>;
  transformWithOxc(code: string, file: string, options: object): Promise<{ code: string; map: unknown }>;
}

function withOxc(transformWithOxc: ViteTransformers['transformWithOxc']): Transformer {
  return {
    async transform(source: string, { sourcefile = '', loader }: TransformOptions = {}) {
      const { code, map } = await transformWithOxc(source, sourcefile, {
        lang: loader,
        target: 'esnext',
        sourcemap: true,
      });
      return { code, map: JSON.stringify(map) };
    },
  } as Transformer;
}

/** Marks this plugin's own `build.resolve()`, so that its `onResolve` ignores it. */
const RESOLVING = Symbol('resolving');

/** The lowering as a plugin for esbuild. Use it with `bundle: true`. */
export function esbuildPlugin(options: PluginOptions = {}): Plugin {
  return {
    name: 'awaitable',
    setup(build) {
      const { jsx, jsxFactory, jsxFragment, jsxImportSource, jsxDev, tsconfigRaw, define, pure } = build.initialOptions;
      const given = { jsx, jsxFactory, jsxFragment, jsxImportSource, jsxDev, tsconfigRaw, define, pure };
      const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const entries = new Set<string>();
      build.onStart(() => entries.clear());
      build.onResolve({ filter: /(?:)/ }, async ({ path, kind, pluginData, ...from }) => {
        if (kind !== 'entry-point' || pluginData === RESOLVING) return null;
        const { resolveDir, importer, namespace } = from;
        const again = { resolveDir, importer, namespace, kind, pluginData: RESOLVING };
        const resolved = await build.resolve(path, again);
        if (resolved.errors.length === 0) entries.add(resolved.path);
        return null;
      });
      build.onLoad({ filter: SOURCES }, async ({ path, namespace }): Promise<OnLoadResult | null> => {
        if (namespace !== 'file' || !isWanted(path, options)) return null;
        const text = await readFile(path, 'utf8');
        if (!mayBeLowered(text, options)) return null;
        try {
          const lowered = await lowerIfMeant(text, path, {
            esbuild: build.esbuild,
            ...options,
            transform: { ...known, ...options.transform },
            isEntry: entries.has(path),
          });
          if (lowered === null) return null;
          const warnings = lowered.warnings.map(({ message, loc }) => ({ text: message, location: loc }));
          return { contents: withMap(lowered), loader: 'js', warnings };
        } catch (error) {
          return { errors: messages(error) };
        }
      });
    },
  };
}

/** The lowering as a plugin for Rollup. The project brings esbuild, which strips the types of all its TypeScript modules. */
export function rollupPlugin(options: PluginOptions = {}): TransformPlugin {
  return transformPlugin(options, (code, path) => withoutTypes(code, path, options));
}

/** A module that is not lowered; null if it has no types. */
async function withoutTypes(
  text: string,
  path: string,
  options: PluginOptions,
): Promise<{ code: string; map: string } | null> {
  if (!/\.[cm]?tsx?$/.test(path)) return null;
  const { transform } = options.esbuild ?? (await installedEsbuild());
  const { code, map } = await transform(text, {
    loader: loaderOf(path),
    target: 'esnext',
    charset: 'utf8',
    ...options.transform,
    sourcefile: path,
    sourcemap: 'external',
  });
  return { code, map };
}

/** What webpack gives a plugin, of which this is used. */
interface Compiler {
  readonly options: { readonly module: { readonly rules: unknown[] } };
}

/** What it gives a loader. */
interface LoaderContext {
  readonly resourcePath: string;
  getOptions(): PluginOptions;
  async(): (error: unknown, code?: string, map?: object) => void;
  emitWarning(warning: Error): void;
}

/**
 * The lowering as a plugin for webpack, which has this module as a loader look at sources before any other loader does.
 * The project brings esbuild, which strips the types of all its TypeScript modules.
 */
export function webpackPlugin(options: PluginOptions = {}): { apply(compiler: Compiler): void } {
  return {
    apply({ options: { module } }) {
      module.rules.push({ test: SOURCES, enforce: 'pre', loader: fileURLToPath(import.meta.url), options });
    },
  };
}

/** The loader that `webpackPlugin()` adds. */
export default function load(this: LoaderContext, text: string): void {
  const done = this.async();
  const path = this.resourcePath;
  const options = this.getOptions();
  const lowerOrStrip = async (): Promise<void> => {
    const isLowered = isWanted(path, options) && mayBeLowered(text, options);
    const lowered = isLowered ? await lowerIfMeant(text, path, { ...options, main: 'import.meta.main' }) : null;
    for (const { message, loc } of lowered?.warnings ?? []) {
      this.emitWarning(new Error(`${message} (${loc.file}:${loc.line}:${loc.column + 1})`));
    }
    if (lowered !== null) return done(null, lowered.code, lowered.map);
    const stripped = await withoutTypes(text, path, options);
    if (stripped === null) return done(null, text);
    done(null, stripped.code, JSON.parse(stripped.map));
  };
  lowerOrStrip().catch((error: unknown) => done(placed(error)));
}

/** An error with its place in its text, since webpack shows nothing else of it. */
function placed(error: unknown): unknown {
  const { loc } = error as Partial<ModuleError>;
  return loc === undefined ? error : new Error(`${(error as Error).message} (line ${loc.line})`, { cause: error });
}

/** `others` transforms modules that are not lowered. */
function transformPlugin(
  options: ModuleOptions,
  others: (code: string, path: string) => Promise<{ code: string; map: string } | null>,
): TransformPlugin {
  const entries = new Set<string>();
  return {
    name: 'awaitable',
    async resolveId(source, importer, given) {
      // The script of an HTML page is the program, too.
      if (!given.isEntry && importer?.endsWith('.html') !== true) return null;
      const resolved = await (this as Resolves).resolve(source, importer, { ...given, skipSelf: true });
      if (resolved) entries.add(resolved.id);
      return null;
    },
    async transform(code, id) {
      // Vite adds queries, Rollup's virtual modules begin with a NUL.
      const path = id.replace(/[?#].*$/, '');
      if (id.startsWith('\0')) return null;
      if (!isWanted(path, options) || !mayBeLowered(code, options)) return await others(code, path);
      const isEntry = isEntryInDevelopment(this, id) ?? entries.has(id);
      const lowered = await lowerIfMeant(code, path, { ...options, isEntry });
      if (lowered === null) return await others(code, path);
      for (const warning of lowered.warnings) (this as Warns | undefined)?.warn(warning);
      return { code: lowered.code, map: JSON.stringify(lowered.map) };
    },
  };
}

/** The lowering as a plugin for Vite, which strips the types with what Vite itself uses. */
export function vitePlugin(options: PluginOptions = {}): ViteTransformPlugin {
  return {
    ...transformPlugin({ own: () => vitesOwn(options), ...options }, async () => null),
    enforce: 'pre',
    // Bundled ahead in pieces, the runtime could end up in the page twice.
    config: () => ({ optimizeDeps: { exclude: ['awaitable'] } }),
  };
}

/** Of a module in Vite's development server, whether no other module imports it; undefined anywhere else. */
function isEntryInDevelopment(context: unknown, id: string): boolean | undefined {
  const { environment } = context as Development;
  if (environment?.mode !== 'dev' || environment.moduleGraph === undefined) return undefined;
  return (environment.moduleGraph.getModuleById(id)?.importers.size ?? 0) === 0;
}

function withMap({ code, map }: LoweredModule): string {
  const data = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${data}\n`;
}

function messages(error: unknown): PartialMessage[] {
  const { errors, loc } = error as { errors?: PartialMessage[]; loc?: ModuleError['loc'] };
  if (errors !== undefined) return errors;
  return [{ text: (error as Error).message, ...(loc === undefined ? {} : { location: loc }) }];
}
