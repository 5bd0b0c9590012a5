/**
 * Something is wrong in a page's source.
 *
 * The message starts with `file:line` and says what is wrong and what to do,
 * so that it can be shown as it is by the build, the tests and the command line.
 */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  readonly file: string;
  /** 1-based line of the page's file. */
  readonly line: number;

  constructor(file: string, line: number, what: string, options?: ErrorOptions) {
    super(`${file}:${line}: ${what}`, options);
    this.file = file;
    this.line = line;
  }
}
