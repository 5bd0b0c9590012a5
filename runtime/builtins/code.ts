/** Code objects: where a function of the author's, or of the runtime's, is defined. */

/** Where a coroutine function stands in the author's text. */
export interface Code {
  readonly name: string;
  /** By Python's rule: `main.<locals>.worker`, `Pool.submit`. */
  readonly qualname: string;
  readonly file: string;
  /** 1-based line of the definition. */
  readonly line: number;
  /** A function of the runtime's own: tracebacks leave it out. */
  readonly internal?: boolean;
  /** One that CPython has in C: it has no name there, and what is thrown into it before it begins it passes on. */
  readonly builtin?: boolean;
  /** It stands in for a statement of the coroutine that awaits it: what fails in it fails there. */
  readonly inline?: boolean;
}
