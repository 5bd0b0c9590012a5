/** How a realm in Node imports the program's compiled module. */
import { registerHooks } from 'node:module';

/** What stack traces call the program's module. */
export const PROGRAM = 'cell:program';

/** Imports the compiled module. Once per realm. */
export function importProgram(code: string): Promise<unknown> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === PROGRAM ? { url: PROGRAM, format: 'module', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === PROGRAM ? { format: 'module', source: code, shortCircuit: true } : next(url, context),
  });
  return import(PROGRAM);
}
