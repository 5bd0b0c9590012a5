/**
 * Types of cells: completion, documentation and problems, by TypeScript's language service over files in memory.
 * Cells are checked as the project checks them (model/type-check.ts). Runs in the editor's worker, and in Node for
 * tests; the caller passes TypeScript and the declarations.
 */
import type ts from 'typescript';
import { CELL_DECLARATIONS, cellCompilerOptions } from '../../../model/type-check.ts';
import type { Answer, Completions, Description, Question, SignaturePart, TypeProblem } from './protocol.ts';

/** Where the declarations of TypeScript's libraries lie, and those of packages. */
export const LIBRARIES = '/lib/';
export const PACKAGES = '/node_modules/';
const CELLS = '/cells/';
const GLOBALS = '/cells.d.ts';

type TypeScript = typeof ts;

interface CellFile {
  text: string;
  version: number;
}

export class CellTypes {
  readonly #ts: TypeScript;
  readonly #fixed: ReadonlyMap<string, string>;
  readonly #folders: ReadonlySet<string>;
  /** The cells of a page in its order, by path. */
  readonly #cells = new Map<string, CellFile>();
  #order: readonly string[] = [];
  #version = 0;
  readonly #service: ts.LanguageService;

  /** `declarations`: file texts by path, of libraries and runtime. */
  constructor(typescript: TypeScript, declarations: Readonly<Record<string, string>>) {
    this.#ts = typescript;
    this.#fixed = new Map([...Object.entries(declarations), [GLOBALS, CELL_DECLARATIONS]]);
    this.#folders = new Set(
      ['/', CELLS, ...this.#fixed.keys()].flatMap((path) =>
        path.split('/').map((_, at, parts) => parts.slice(0, at).join('/') || '/'),
      ),
    );
    this.#service = typescript.createLanguageService(this.#host(), typescript.createDocumentRegistry(true));
  }

  /**
   * Takes what has changed and answers a question about the last of `files`.
   *
   * @param files the cells of the page from its first on, in its order; each may import those before it
   */
  ask(changed: Readonly<Record<string, string>>, files: readonly string[], question: Question): Answer {
    for (const [name, text] of Object.entries(changed)) {
      const file = this.#cells.get(CELLS + name);
      if (file?.text === text) continue;
      this.#cells.set(CELLS + name, { text, version: (file?.version ?? 0) + 1 });
      this.#version++;
    }
    if (files.length > this.#order.length) {
      this.#order = files.map((name) => CELLS + name);
      this.#version++;
    }
    const path = CELLS + files.at(-1);
    switch (question.kind) {
      case 'check':
        return this.#check(path);
      case 'complete':
        return this.#complete(path, question.offset);
      case 'describe':
        return this.#describe(path, question.offset, question.name);
      case 'hover':
        return this.#hover(path, question.offset);
    }
  }

  /** As tsc says it: where the syntax is wrong, nothing else is worth saying. */
  #check(path: string): TypeProblem[] {
    const syntax = this.#service.getSyntacticDiagnostics(path);
    const found = syntax.length > 0 ? syntax : this.#service.getSemanticDiagnostics(path);
    return found.map(({ start = 0, length = 0, messageText, reportsUnnecessary }) => ({
      from: start,
      to: start + length,
      message: this.#ts
        .flattenDiagnosticMessageText(messageText, '\n')
        .replace(LIBRARY_ADVICE, '')
        .replaceAll(PACKAGES, '')
        .replaceAll(CELLS, './'),
      severity: found === syntax ? 'error' : reportsUnnecessary ? 'unused' : 'warning',
    }));
  }

  #complete(path: string, offset: number): Completions | null {
    const found = this.#service.getCompletionsAtPosition(path, offset, {});
    if (found === undefined) return null;
    const text = this.#cells.get(path)?.text ?? '';
    const from =
      found.optionalReplacementSpan?.start ?? offset - (/[\w$]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
    const inner = text[from] === '_';
    const options = found.entries
      // Names that occur somewhere in the file are no completions, and those with underscores are no one's business.
      .filter(({ name, kind }) => kind !== this.#ts.ScriptElementKind.warning && (inner || !name.startsWith('_')))
      .map(({ name, sortText }) => ({ name, global: sortText > LOCAL }));
    return { from, options };
  }

  #describe(path: string, offset: number, name: string): Description | null {
    const found = this.#service.getCompletionEntryDetails(path, offset, name, {}, undefined, {}, undefined);
    if (found === undefined) return null;
    return { from: offset, to: offset, ...this.#words(found.displayParts, found.documentation) };
  }

  #hover(path: string, offset: number): Description | null {
    const found = this.#service.getQuickInfoAtPosition(path, offset);
    if (found === undefined) return null;
    const { start, length } = found.textSpan;
    return { from: start, to: start + length, ...this.#words(found.displayParts, found.documentation) };
  }

  #words(
    display: readonly ts.SymbolDisplayPart[] = [],
    documentation: readonly ts.SymbolDisplayPart[] = [],
  ): Pick<Description, 'signature' | 'says'> {
    const signature: SignaturePart[] = [];
    for (const { text, kind } of withoutImport(display)) {
      const colour = COLOURS[kind];
      const last = signature.at(-1);
      if (last !== undefined && last.colour === colour)
        signature[signature.length - 1] = { ...last, text: last.text + text };
      else signature.push(colour === undefined ? { text } : { text, colour });
    }
    const docs = documentation.map(({ text, kind }) => (kind === 'link' ? '' : text)).join('');
    const [says = ''] = docs.trim().split(/\n\s*\n/);
    return { signature, says: says.replace(/\s+/g, ' ') };
  }

  #text(path: string): string | undefined {
    return this.#cells.get(path)?.text ?? this.#fixed.get(path);
  }

  #host(): ts.LanguageServiceHost {
    const { options } = this.#ts.convertCompilerOptionsFromJson(cellCompilerOptions, '/');
    const files: ts.ModuleResolutionHost = {
      fileExists: (path) => this.#text(path) !== undefined,
      readFile: (path) => this.#text(path),
      directoryExists: (path) => this.#folders.has(path.replace(/\/$/, '') || '/'),
    };
    const cache = this.#ts.createModuleResolutionCache('/', (name) => name, options);
    /** A cell sees those before it on its page. */
    const isVisible = (path: string, from: string): boolean =>
      !this.#cells.has(path) || this.#order.indexOf(path) < this.#order.indexOf(from);
    return {
      fileExists: files.fileExists,
      readFile: files.readFile,
      ...(files.directoryExists && { directoryExists: files.directoryExists }),
      getCompilationSettings: () => options,
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => `${LIBRARIES}lib.d.ts`,
      getProjectVersion: () => String(this.#version),
      getScriptFileNames: () => [GLOBALS, ...this.#order],
      getScriptVersion: (path) => String(this.#cells.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#text(path);
        return text === undefined ? undefined : this.#ts.ScriptSnapshot.fromString(text);
      },
      resolveModuleNameLiterals: (literals, from, redirected, settings) =>
        literals.map(({ text }) => {
          // Of cells nothing is kept: which there are changes.
          const kept = from.startsWith(CELLS) ? undefined : cache;
          const found = this.#ts.resolveModuleName(text, from, settings, files, kept, redirected);
          const path = found.resolvedModule?.resolvedFileName;
          return path === undefined || isVisible(path, from) ? found : { resolvedModule: undefined };
        }),
    };
  }
}

/** Readers have no tsconfig.json. */
const LIBRARY_ADVICE = / Do you need to (?:change your target library|install type definitions)\?.*$/s;

/** What TypeScript sorts by, of members and names in scope; global names come behind. */
const LOCAL = '14';

/** Of an imported name what it is, not that it is imported: without `(alias)` in front and `import …` behind. */
function withoutImport(parts: readonly ts.SymbolDisplayPart[]): readonly ts.SymbolDisplayPart[] {
  if (parts[1]?.text !== 'alias') return parts;
  const end = parts.findLastIndex(({ kind }) => kind === 'lineBreak');
  // `(`, `alias`, `)` and a space.
  return parts.slice(4, end < 0 ? parts.length : end);
}

const COLOURS: Readonly<Record<string, SignaturePart['colour']>> = {
  keyword: 'keyword',
  operator: 'keyword',
  stringLiteral: 'string',
  numericLiteral: 'constant',
  functionName: 'function',
  methodName: 'function',
  className: 'function',
  interfaceName: 'function',
  aliasName: 'function',
  enumName: 'function',
  typeParameterName: 'function',
  punctuation: 'punctuation',
};
