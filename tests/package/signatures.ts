/** The public API of a package as text: every export of every module, with its signature. */
import { join } from 'node:path';
import ts from 'typescript';

const FLAGS =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.WriteArrowStyleSignature |
  ts.TypeFormatFlags.WriteClassExpressionAsTypeLiteral;

/** `exports` as in a package.json whose modules are TypeScript sources. */
export function signaturesOf(folder: string, exports: Readonly<Record<string, string>>): string {
  const entries = Object.entries(exports).map(([name, file]) => ({ name, file: join(folder, file) }));
  const config = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
  );
  const checker = program.getTypeChecker();
  const lines: string[] = [];
  for (const { name, file } of entries) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} is no module, or is not there`);
    lines.push(`# ${name}`);
    const symbols = checker.getExportsOfModule(module).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const symbol of symbols) lines.push(...signature(checker, symbol));
    lines.push('');
  }
  return lines.join('\n');
}

function signature(checker: ts.TypeChecker, exported: ts.Symbol): string[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const { name } = exported;
  const at = symbol.declarations?.[0];
  if (at === undefined || isInternal(symbol)) return [];
  const text = (type: ts.Type): string => checker.typeToString(type, at, FLAGS);
  if (symbol.flags & ts.SymbolFlags.Class) {
    const statics = checker.getTypeOfSymbolAtLocation(symbol, at);
    const instance = checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType;
    const bases = checker.getBaseTypes(instance).map(text);
    const made = statics
      .getConstructSignatures()
      .map((one) => `  new ${checker.signatureToString(one, at, FLAGS).replace(/: \S+$/, '')}`);
    return [
      `class ${text(instance)}${bases.length > 0 ? ` extends ${bases.join(', ')}` : ''}`,
      ...made,
      ...members(checker, statics.getProperties(), at, symbol).map((line) => `  static ${line}`),
      ...members(checker, instance.getProperties(), at, symbol).map((line) => `  ${line}`),
    ];
  }
  if (symbol.flags & ts.SymbolFlags.Interface) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    return [
      `interface ${text(type)}`,
      ...members(checker, type.getProperties(), at, symbol).map((line) => `  ${line}`),
    ];
  }
  if (symbol.flags & ts.SymbolFlags.TypeAlias) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    return [`type ${name} = ${checker.typeToString(type, at, FLAGS | ts.TypeFormatFlags.InTypeAlias)}`];
  }
  const type = checker.getTypeOfSymbolAtLocation(symbol, at);
  const calls = type.getCallSignatures();
  if (symbol.flags & ts.SymbolFlags.Function)
    return calls.map((one) => `function ${name}${checker.signatureToString(one, at, FLAGS)}`);
  return [`const ${name}: ${text(type)}`];
}

/** Of a class or an interface: what it declares itself, and what anybody may use. */
function members(
  checker: ts.TypeChecker,
  properties: readonly ts.Symbol[],
  at: ts.Node,
  owner: ts.Symbol,
): readonly string[] {
  return (
    properties
      .filter((property) => property.name !== 'prototype' && !isInternal(property))
      .filter(({ declarations = [] }) =>
        declarations.some(
          (one) =>
            owner.declarations?.includes(one.parent as ts.Declaration) &&
            !(ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)),
        ),
      )
      // Private ones, and what the runtime's classes say of themselves to reprs.
      .filter(({ name }) => !/^(#|__(module|name|qualname)__$)/.test(name))
      .map((property) => {
        const name = property.name.startsWith('__@')
          ? `[${property.name.slice(3).replace(/@\d+$/, '')}]`
          : property.name;
        const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
        const type = checker.getTypeOfSymbolAtLocation(property, at);
        return `${name}${optional}: ${checker.typeToString(type, at, FLAGS)}`;
      })
      .sort()
  );
}

function isInternal(symbol: ts.Symbol): boolean {
  return symbol.getJsDocTags().some(({ name }) => name === 'internal');
}
