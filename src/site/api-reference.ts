/** The public API as the runtime's sources describe it: signatures and docstrings, read with the TypeScript compiler. */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { pageAddress } from '../notebook/model/page-data.ts';
import { siteContent } from './content.ts';

/** A paragraph of a docstring; code stands between backticks, and what is indented by four spaces is an example. */
type Paragraph = string;

export interface ApiMember {
  readonly name: string;
  readonly signatures: readonly string[];
  readonly says: readonly Paragraph[];
  readonly throws: readonly string[];
}

export interface ApiEntry extends ApiMember {
  readonly kind: 'function' | 'class' | 'constant' | 'type';
  readonly members: readonly ApiMember[];
  /** File and line in the project. */
  readonly source: string;
  readonly usedBy: readonly ApiUse[];
}

export interface ApiUse {
  readonly title: string;
  /** Behind the site's base. */
  readonly address: string;
}

export interface ApiModule {
  /** As programs import it: `awaitable/asyncio`. */
  readonly name: string;
  readonly says: readonly Paragraph[];
  readonly entries: readonly ApiEntry[];
}

/** The modules that programs import, by the file name of the page that describes them. */
export const REFERENCE_PAGES: Readonly<Record<string, readonly string[]>> = {
  asyncio: ['asyncio'],
  builtins: ['builtins', 'contextlib'],
  contextvars: ['contextvars'],
  futures: ['concurrent/futures'],
  others: ['datetime', 'os', 'threading', 'time'],
};

const SHOWN = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** Describes every module. @param root the project's folder */
export function describeApi(root: string): Record<string, readonly ApiModule[]> {
  const names = Object.values(REFERENCE_PAGES).flat();
  const files = Object.fromEntries(names.map((name) => [name, join(root, 'runtime', `${name}.ts`)]));
  const program = ts.createProgram(Object.values(files), {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    lib: ['lib.esnext.d.ts'],
    types: [],
  });
  const checker = program.getTypeChecker();
  const uses = findUses(root);

  const describe = (name: string): ApiModule => {
    const file = program.getSourceFile(files[name] ?? '');
    const symbol = file && checker.getSymbolAtLocation(file);
    if (file === undefined || symbol === undefined) throw new Error(`runtime/${name}.ts is no module`);
    const entries = checker
      .getExportsOfModule(symbol)
      .filter((exported) => !exported.name.startsWith('_'))
      .flatMap((exported) => entryOf(exported, name) ?? [])
      .sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'en'));
    return { name: `awaitable/${name}`, says: fileComment(file), entries };
  };

  function entryOf(exported: ts.Symbol, module: string): ApiEntry | null {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declaration = symbol.declarations?.[0];
    if (declaration === undefined || isInternal(symbol)) return null;
    // `export { type X }` of a class: it can be named, not made.
    const nameOnly = exported.declarations?.some((one) => ts.isTypeOnlyImportOrExportDeclaration(one)) ?? false;
    const value = nameOnly ? undefined : symbol.valueDeclaration;
    const isClass = value !== undefined && ts.isClassDeclaration(value);
    const type = value && checker.getTypeOfSymbolAtLocation(symbol, value);
    const calls = isClass ? [] : (type?.getCallSignatures() ?? []);
    const kind = value === undefined ? 'type' : isClass ? 'class' : calls.length > 0 ? 'function' : 'constant';
    const file = declaration.getSourceFile();
    const line = file.getLineAndCharacterOfPosition(declaration.getStart()).line + 1;
    return {
      name: exported.name,
      kind,
      signatures: signaturesOf(exported.name, kind, type, calls, declaration),
      ...docsOf(symbol),
      members: kind === 'class' ? membersOf(checker.getDeclaredTypeOfSymbol(symbol), value as ts.ClassDeclaration) : [],
      source: `${relative(root, file.fileName).replaceAll('\\', '/')}:${line}`,
      usedBy: uses(module, exported.name),
    };
  }

  function signaturesOf(
    name: string,
    kind: ApiEntry['kind'],
    type: ts.Type | undefined,
    calls: readonly ts.Signature[],
    declaration: ts.Declaration,
  ): string[] {
    switch (kind) {
      case 'function':
        return calls.map((call) => `${name}${signature(call)}`);
      case 'class':
        return (type?.getConstructSignatures() ?? []).map((made) => {
          const text = signature(made);
          const result = `: ${checker.typeToString(made.getReturnType(), undefined, SHOWN)}`;
          return `new ${name}${text.endsWith(result) ? text.slice(0, -result.length) : text}`;
        });
      case 'constant':
        return type === undefined ? [name] : [`${name}: ${checker.typeToString(type, undefined, SHOWN)}`];
      case 'type':
        return ts.isTypeAliasDeclaration(declaration)
          ? [
              declaration
                .getText()
                .replace(/^export /, '')
                .replace(/;$/, ''),
            ]
          : [`interface ${name}`];
    }
  }

  function signature(call: ts.Signature): string {
    return checker.signatureToString(call, undefined, SHOWN, ts.SignatureKind.Call);
  }

  /** The members that a class declares itself, without what it inherits. */
  function membersOf(type: ts.Type, own: ts.ClassDeclaration): ApiMember[] {
    return type.getProperties().flatMap((member): ApiMember[] => {
      const declaration = member.declarations?.find((one) => one.parent === own);
      if (declaration === undefined || /^(?:_|#|\[)/.test(member.name) || isInternal(member)) return [];
      if (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return [];
      const memberType = checker.getTypeOfSymbolAtLocation(member, declaration);
      const calls = memberType.getCallSignatures();
      const signatures =
        calls.length > 0
          ? calls.map((call) => `${member.name}${signature(call)}`)
          : [`${member.name}: ${checker.typeToString(memberType, undefined, SHOWN)}`];
      return [{ name: member.name, signatures, ...docsOf(member) }];
    });
  }

  function docsOf(symbol: ts.Symbol): Pick<ApiMember, 'says' | 'throws'> {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const throws = symbol
      .getJsDocTags(checker)
      .filter(({ name }) => name === 'throws')
      .map(({ text }) =>
        ts
          .displayPartsToString(text)
          .replace(/^\{(\w+)\}/, '`$1`')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    return { says: paragraphs(text), throws };
  }

  return Object.fromEntries(Object.entries(REFERENCE_PAGES).map(([page, modules]) => [page, modules.map(describe)]));

  function isInternal(symbol: ts.Symbol): boolean {
    return symbol.getJsDocTags(checker).some(({ name }) => name === 'internal');
  }
}

function order({ kind }: ApiEntry): number {
  return ['function', 'class', 'constant', 'type'].indexOf(kind);
}

function paragraphs(text: string): Paragraph[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/^\n+|\s+$/g, ''))
    .map((paragraph) => (/^ {4}/.test(paragraph) ? paragraph : paragraph.replace(/\s+/g, ' ').trim()))
    .filter((paragraph) => paragraph !== '');
}

/** The comment at the top of a file. */
function fileComment(file: ts.SourceFile): Paragraph[] {
  const [, text = ''] = /^\/\*\*(.*?)\*\//s.exec(file.text) ?? [];
  return paragraphs(text.replace(/^\s*\* ?/gm, ''));
}

/** Finds the cells that use a name: `asyncio.NAME` where the module is imported whole, else the imported name. */
function findUses(root: string): (module: string, name: string) => ApiUse[] {
  const cells = siteContent(root)
    .readPages()
    .flatMap((page) =>
      page.cells.map(({ id, title, source }) => ({
        title: `${page.title}: ${title}`,
        address: `${pageAddress(page.path)}#cell-${id}`,
        source,
      })),
    );
  return (module, name) =>
    cells
      .filter(({ source }) => {
        const whole = new RegExp(`import \\* as (\\w+) from "awaitable/${module}"`).exec(source)?.[1];
        if (whole !== undefined) return new RegExp(`\\b${whole}\\.${name}\\b`).test(source);
        const named = new RegExp(`import \\{([^}]*)\\} from "awaitable/${module}"`).exec(source)?.[1];
        return named !== undefined && new RegExp(`(?:^|[\\s,])${name}(?:[\\s,]|$)`).test(named);
      })
      .map(({ title, address }) => ({ title, address }));
}
