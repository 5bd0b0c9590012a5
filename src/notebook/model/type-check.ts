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

/**
 * What every cell may take for granted beside the libraries. To TypeScript an async function returns a Promise, and an
 * async generator function its own AsyncGenerator; the compile step makes them Python's, which have more methods.
 */
export const CELL_DECLARATIONS = `interface ImportMeta { main: boolean }
interface Promise<T> {
  /** Ends a coroutine: throws GeneratorExit at the \`await\` where it is suspended. One that never began just ends. */
  close(): void;
}
interface AsyncGenerator<T = unknown, TReturn = any, TNext = any> {
  /** Resumes the generator; gives the next item. @throws {StopAsyncIteration} at its end */
  anext(): Promise<T>;
  /** Resumes the generator with a value for its \`yield\`; gives the next item. @throws {StopAsyncIteration} at its end */
  asend(value: TNext | null): Promise<T>;
  /** Throws into the generator at its \`yield\`; gives the next item, or null if it had ended before. @throws {StopAsyncIteration} at its end */
  athrow(error: unknown): Promise<T | null>;
  /** Throws GeneratorExit into the generator at its \`yield\` and waits for its clean-up. @throws {RuntimeError} if it yields again */
  aclose(): Promise<void>;
}
`;
