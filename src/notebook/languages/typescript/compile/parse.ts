/** Reads a module with acorn, and mends what acorn 8.19 gets wrong about it. */
import { type Options, Parser, type Program, tokTypes } from 'acorn';

/** A parser's own state and methods that are used here; acorn's types leave them out. */
interface Internals {
  readonly input: string;
  readonly type: object;
  readonly lastTokStart: number;
  readonly context: unknown[];
  overrideContext(context: unknown): void;
}

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'module' };

const ModuleParser = Parser.extend((Base) => {
  const Made = Base as unknown as new () => Internals;
  class Mended extends Made {
    /**
     * In `async function (`, acorn learns that a function begins when it has
     * already counted the parenthesis, and writes that over it. Then it refuses
     * `` `${async function ({ a }, { b }) {}}` `` and `async function () {} / 2`.
     */
    override overrideContext(context: unknown): void {
      if (this.type === tokTypes.parenL) this.context[this.context.length - 2] = context;
      else super.overrideContext(context);
    }

    /**
     * Whether `/` begins a regular expression behind the word `yield`. acorn
     * forgets that methods can be generators, and refuses `*m() { yield /a/; }`.
     * In a module the word is a name only behind a dot.
     */
    inGeneratorContext(): boolean {
      return !this.input.startsWith('?.', this.lastTokStart);
    }
  }
  return Mended as unknown as typeof Parser;
});

/** @throws SyntaxError with `pos`, as acorn does; RangeError if the source is nested too deeply */
export function parseModule(source: string): Program {
  return ModuleParser.parse(source, OPTIONS);
}
