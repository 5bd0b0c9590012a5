/** Programs that raise exceptions in many ways, as trees: what is printed in Python and in TypeScript. */

/** What a function is. A body takes a TaskGroup. */
export type FunctionKind = 'plain' | 'async' | 'generator' | 'body';

export interface FunctionNode {
  /** `f3`; of a method `m3`, in a class `C3`. */
  readonly number: number;
  readonly kind: FunctionKind;
  readonly method: boolean;
  readonly body: readonly Statement[];
}

export const ERRORS = ['ValueError', 'KeyError', 'RuntimeError', 'OSError'] as const;
export type ErrorName = (typeof ERRORS)[number];
export const CAUGHT = [...ERRORS, 'LookupError', 'Exception', 'BaseException', 'CancelledError'] as const;
export type CaughtName = (typeof CAUGHT)[number];

/** Where an exception to raise, to wrap or to report comes from: the clause so many levels up, or one that was kept. */
export type Source =
  | { readonly from: 'clause'; readonly level: number }
  | { readonly from: 'kept'; readonly slot: number };

/** How a plain function is called. */
export type Call = 'plainly' | 'lambda' | 'map' | 'manager' | 'assigned';
/** How an async function is awaited. */
export type Await =
  | 'plainly'
  | 'task'
  | 'eager'
  | 'gather'
  | 'gatherAll'
  | 'waitFor'
  | 'timeout'
  | 'manager'
  | 'wait'
  | 'shield';

export type Statement = { readonly id: number } & (
  | { readonly kind: 'raise'; readonly error: ErrorName; readonly cause: Source | null }
  | { readonly kind: 'raiseAgain'; readonly source: Source }
  | { readonly kind: 'reraise' }
  | { readonly kind: 'raiseGroup'; readonly members: readonly (ErrorName | Source)[]; readonly nested: boolean }
  | { readonly kind: 'keep'; readonly slot: number; readonly source: Source }
  | { readonly kind: 'report'; readonly source: Source }
  | { readonly kind: 'call'; readonly callee: number; readonly how: Call }
  | {
      readonly kind: 'await';
      readonly callee: number;
      readonly other: number;
      readonly how: Await;
      readonly swallow: boolean;
    }
  | { readonly kind: 'group'; readonly callee: number }
  | { readonly kind: 'spawn'; readonly callee: number; readonly slot: number; readonly inGroup: boolean }
  | { readonly kind: 'join'; readonly slot: number; readonly how: 'await' | 'result' | 'exception' | 'cancel' }
  | { readonly kind: 'future'; readonly source: Source | ErrorName; readonly how: 'await' | 'result' }
  | { readonly kind: 'callback'; readonly callee: number; readonly how: 'soon' | 'lambda' }
  | { readonly kind: 'iterate'; readonly callee: number }
  | { readonly kind: 'yield' }
  | { readonly kind: 'sleep'; readonly delay: number }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly caught: CaughtName;
      /** null: there is no clause, only a `finally`. */
      readonly handler: readonly Statement[] | null;
      readonly finalizer: readonly Statement[] | null;
    }
);

export interface Program {
  readonly seed: number;
  /** The first one is `main`. Each calls only those after it. */
  readonly functions: readonly FunctionNode[];
}

/** Every list of statements in a program, replaced one at a time by what `change` makes of it. */
export function* shorter(program: Program): Generator<Program> {
  for (const [index, node] of program.functions.entries()) {
    for (const body of shorterLists(node.body)) {
      yield { ...program, functions: program.functions.with(index, { ...node, body }) };
    }
  }
}

/** The list without one statement, or with a smaller one in its place. */
function* shorterLists(list: readonly Statement[]): Generator<readonly Statement[]> {
  for (const [index, statement] of list.entries()) {
    yield list.toSpliced(index, 1);
    if (statement.kind !== 'try') continue;
    yield list.toSpliced(index, 1, ...statement.body);
    if (statement.finalizer !== null && statement.handler !== null) {
      yield list.with(index, { ...statement, finalizer: null });
    }
    for (const part of ['body', 'handler', 'finalizer'] as const) {
      for (const smaller of shorterLists(statement[part] ?? []))
        yield list.with(index, { ...statement, [part]: smaller });
    }
  }
}

export function countStatements(program: Program): number {
  const count = (list: readonly Statement[]): number =>
    list.reduce(
      (sum, one) =>
        sum + 1 + (one.kind === 'try' ? count(one.body) + count(one.handler ?? []) + count(one.finalizer ?? []) : 0),
      0,
    );
  return program.functions.reduce((sum, { body }) => sum + count(body), 0);
}
