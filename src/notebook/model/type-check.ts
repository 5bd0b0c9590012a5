/**
 * How cells are type-checked: the same when the project is checked, where all cells have to pass, and in the editor,
 * which tells readers what it finds.
 */

/** As in the `compilerOptions` of a tsconfig.json. */
export const cellCompilerOptions = {
  target: 'es2024',
  // A program runs in a worker.
  lib: ['es2024', 'esnext.disposable', 'webworker'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  // A cell is a module, even if it imports nothing.
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  // `catch (error)` reads as Python's `except … as error`, whose attributes are there for the asking.
  useUnknownInCatchVariables: false,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  skipLibCheck: true,
} as const;

/** What every cell may take for granted beside the libraries. */
export const CELL_DECLARATIONS = 'interface ImportMeta { readonly main: boolean }\n';
