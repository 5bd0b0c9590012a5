/**
 * The lowering for a project's own build: plugins for esbuild, Vite and
 * Rollup, published as `awaitable/plugin`.
 *
 * A module with async functions loses its types (by esbuild), is lowered, and
 * imports what it needs from `awaitable/lowered`. Everything else of it, its
 * imports and `import.meta` included, stays as it is. Modules without an async
 * function are left to the bundler.
 */

import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Loader, OnLoadResult, PartialMessage, Plugin, TransformOptions, TransformResult } from 'esbuild';
import { analyse } from './analyse.ts';
import { lower } from './lower.ts';
import { encodeMappings, LineTable } from './mappings.ts';
import { parseModule } from './parse.ts';
import { restoreAwaitUsing, stripTypes } from './strip.ts';
import type { Node } from './tree.ts';

/** Which files: a pattern for the path (with forward slashes), a function, or several of either. */
export type FileFilter = RegExp | ((file: string) => boolean) | readonly (RegExp | ((file: string) => boolean))[];

export interface PluginOptions {
  /** Files to lower. Default: all that `exclude` does not name. */
  readonly include?: FileFilter;
  /** Files to leave alone. Default: everything under `node_modules`. */
  readonly exclude?: FileFilter;
  /** The folder that tracebacks name files relative to. Default: the working directory. */
  readonly root?: string;
  /** For esbuild, which strips the types: `jsx…`, `tsconfigRaw`, `target`, and so on. */
  readonly transform?: Omit<TransformOptions, 'sourcefile' | 'sourcemap' | 'format'>;
  /** The esbuild to strip types with: `esbuild` or `esbuild-wasm`. Default: the bundler's own, or the installed `esbuild`. */
  readonly esbuild?: Pick<typeof import('esbuild'), 'transform'>;
}

/** What Rollup and Vite call; structurally a plugin of either. */
export interface TransformPlugin {
  readonly name: string;
  transform(this: unknown, code: string, id: string): Promise<{ code: string; map: string } | null>;
}

/** A plugin for Vite: it runs before Vite strips types. */
export interface ViteTransformPlugin extends TransformPlugin {
  readonly enforce: 'pre';
  config(): { optimizeDeps: { exclude: string[] } };
}

/** A module after lowering. */
export interface LoweredModule {
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

function isWanted(path: string, { include, exclude = /\/node_modules\// }: PluginOptions): boolean {
  const file = path.split(sep).join('/');
  return SOURCES.test(file) && (include === undefined || matches(include, file)) && !matches(exclude, file);
}

/** Whether there can be anything to lower. */
function hasAsync(text: string): boolean {
  return /\basync\b/.test(text);
}

/**
 * Lowers one module.
 *
 * @throws {Error} esbuild's, or one with `loc`, if it does not parse
 */
export async function lowerModule(
  text: string,
  path: string,
  options: PluginOptions & { readonly loader?: Loader } = {},
): Promise<LoweredModule> {
  const file = relative(options.root ?? process.cwd(), path)
    .split(sep)
    .join('/');
  const { transform } = options.esbuild ?? (await installedEsbuild());
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
  restoreAwaitUsing(program, stripped, text);
  const lowered = lower({
    file,
    source: code,
    map,
    program,
    analysis: analyse(program, (identifier) => identifier.name as string),
    main: 'import.meta.main',
    marks: false,
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
    code: shebang + header + body,
    map: { version: 3, sources: [path], sourcesContent: [text], names: [], mappings: encodeMappings(lines) },
  };
}

function parsed(code: string, file: string): Node {
  try {
    return parseModule(code);
  } catch (error) {
    const { message, pos } = error as { message: string; pos?: number };
    if (pos === undefined) throw error;
    const table = new LineTable(code);
    const line = table.lineAt(pos);
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

/** The lowering as a plugin for esbuild. Use it with `bundle: true`. */
export function esbuildPlugin(options: PluginOptions = {}): Plugin {
  return {
    name: 'awaitable',
    setup(build) {
      const { jsx, jsxFactory, jsxFragment, jsxImportSource, jsxDev, tsconfigRaw, define, pure } = build.initialOptions;
      const given = { jsx, jsxFactory, jsxFragment, jsxImportSource, jsxDev, tsconfigRaw, define, pure };
      const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      build.onLoad({ filter: SOURCES }, async ({ path, namespace }): Promise<OnLoadResult | null> => {
        if (namespace !== 'file' || !isWanted(path, options)) return null;
        const text = await readFile(path, 'utf8');
        if (!hasAsync(text)) return null;
        try {
          const lowered = await lowerModule(text, path, {
            esbuild: build.esbuild,
            ...options,
            transform: { ...known, ...options.transform },
          });
          return { contents: withMap(lowered), loader: 'js' };
        } catch (error) {
          return { errors: messages(error) };
        }
      });
    },
  };
}

/** The lowering as a plugin for Rollup. The project brings esbuild. */
export function rollupPlugin(options: PluginOptions = {}): TransformPlugin {
  return {
    name: 'awaitable',
    async transform(code, id) {
      // Vite adds queries, Rollup's virtual modules begin with a NUL.
      const path = id.replace(/[?#].*$/, '');
      if (id.startsWith('\0') || !isWanted(path, options) || !hasAsync(code)) return null;
      const { code: lowered, map } = await lowerModule(code, path, options);
      return { code: lowered, map: JSON.stringify(map) };
    },
  };
}

/** The lowering as a plugin for Vite. The project brings esbuild. */
export function vitePlugin(options: PluginOptions = {}): ViteTransformPlugin {
  return {
    ...rollupPlugin(options),
    enforce: 'pre',
    // Bundled ahead in pieces, the runtime could end up in the page twice.
    config: () => ({ optimizeDeps: { exclude: ['awaitable'] } }),
  };
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
