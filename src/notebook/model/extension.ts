/** What a site adds to cells: attributes, a fence of its own between a program and its expectations, keys of expectations. */

export interface CellExtension {
  /** A fence that has to follow the program. The cell gets it under the name of its role. */
  readonly fence?: {
    /** The word behind the language in the fence's opening line. */
    readonly role: string;
    /** Names of its language, the usual one first. */
    readonly languages: readonly string[];
    /** What messages call it. */
    readonly called: string;
  };
  /** Attributes that a cell's opening line may have. They go into the cell as they are. */
  readonly attributes?: readonly string[];
  /** What is wrong with the attributes that a cell has; null if nothing is. */
  readonly checkAttributes?: (found: Readonly<Record<string, string>>) => string | null;
  /** Keys with text that an expectation may have. They go into the expectation as they are. */
  readonly keys?: readonly string[];
  /** What is wrong with an expectation's keys, and with which one, if with one alone; null if nothing is. */
  readonly checkKeys?: (
    found: Readonly<Record<string, string>>,
  ) => { readonly what: string; readonly key?: string } | null;
}
