/**
 * Prints a program in Python and in TypeScript. Every statement is one line in
 * either, and the printer notes which: so lines of the two can be compared.
 */
import { readFileSync } from 'node:fs';
import type { FunctionNode, Program, Source, Statement } from './tree.ts';

export type Language = 'python' | 'typescript';

const PRELUDES: Record<Language, string> = {
  python: readFileSync(new URL('prelude.py', import.meta.url), 'utf8'),
  typescript: readFileSync(new URL('prelude.ts', import.meta.url), 'utf8'),
};

const IMPORTS = `import { asyncWith, BaseException, BaseExceptionGroup, LookupError, OSError, withSync } from 'awaitable/builtins';
`;

/** An error number that stands for no subclass of OSError on any platform. */
const NO_SUBCLASS = 9999;

/** A module that runs programs one after the other, and which statement stands on each of its lines. */
export interface PrintedModule {
  readonly text: string;
  /** By line, 1-based: the statement's number; undefined for lines that are nobody's. */
  readonly statements: readonly (number | undefined)[];
}

export function printModule(programs: readonly Program[], language: Language): PrintedModule {
  const prelude = (language === 'python' ? '' : IMPORTS) + PRELUDES[language];
  const lines = prelude.split('\n');
  const statements: (number | undefined)[] = new Array(lines.length + 1).fill(undefined);
  for (const program of programs) {
    for (const { text, statement } of new Printer(program, language).print()) {
      lines.push(text);
      statements.push(statement);
    }
  }
  return { text: `${lines.join('\n')}\n`, statements };
}

/** The program without what all programs share. */
export function printProgram(program: Program, language: Language): string {
  const lines = new Printer(program, language).print();
  return lines.map(({ text, statement = '' }) => `${String(statement).padStart(4)} ${text}`).join('\n');
}

interface Line {
  readonly text: string;
  readonly statement?: number;
}

class Printer {
  readonly #program: Program;
  readonly #python: boolean;
  readonly #lines: Line[] = [];
  readonly #functions: ReadonlyMap<number, FunctionNode>;
  #indent = 0;
  #clauses = 0;
  #inMain = false;

  constructor(program: Program, language: Language) {
    this.#program = program;
    this.#python = language === 'python';
    this.#functions = new Map(program.functions.map((node) => [node.number, node]));
  }

  print(): readonly Line[] {
    // Those that are called come first, as the programs of a module share their names.
    for (const node of this.#program.functions.toReversed()) this.#function(node);
    const { seed } = this.#program;
    if (this.#python) {
      this.#line('try:');
      this.#within(() => this.#line(`asyncio.run(drive(f0p${seed}))`, 0));
      this.#line('except BaseException as e:');
      this.#within(() => this.#line(`ended(${seed}, e)`));
      this.#line('else:');
      this.#within(() => this.#line(`ended(${seed}, None)`));
    } else {
      this.#line('{');
      this.#within(() => {
        this.#line('let failure: unknown = null;');
        this.#line('try {');
        this.#within(() => this.#line(`await asyncio.run(drive(f0p${seed}));`, 0));
        this.#line('} catch (e) {');
        this.#within(() => this.#line('failure = e;'));
        this.#line('}');
        this.#line(`ended(${seed}, failure);`);
      });
      this.#line('}');
    }
    return this.#lines;
  }

  #line(text: string, statement?: number): void {
    const whole = '    '.repeat(this.#indent) + text;
    this.#lines.push(statement === undefined ? { text: whole } : { text: whole, statement });
  }

  /** One line in each language. */
  #both(statement: number, python: string, typescript: string): void {
    this.#line(this.#python ? python : `${typescript};`, statement);
  }

  #within(print: () => void): void {
    this.#indent++;
    print();
    this.#indent--;
  }

  /** A function's name in its module: programs share one. */
  #name(number: number): string {
    return `f${number}p${this.#program.seed}`;
  }

  #class(number: number): string {
    return `C${number}p${this.#program.seed}`;
  }

  #function({ number, kind, method, body }: FunctionNode): void {
    this.#clauses = 0;
    this.#inMain = number === 0;
    const name = method ? `m${number}` : this.#name(number);
    const takes = kind === 'body' ? 'tg' : '';
    const print = (head: string): void => {
      this.#line(head);
      this.#within(() => {
        this.#list(body);
        if (kind === 'generator') this.#line(this.#python ? 'yield' : 'yield;');
        else if (this.#python && body.length === 0) this.#line('pass');
      });
      if (!this.#python) this.#line('}');
    };
    const keyword = this.#python ? 'def' : method ? '' : 'function';
    const parts = [kind === 'plain' ? '' : 'async', keyword].filter((part) => part !== '').join(' ');
    const star = kind === 'generator' && !this.#python ? '*' : '';
    const parameters = this.#python
      ? `(${[method ? 'self' : '', takes === '' ? '*_' : takes].filter((part) => part !== '').join(', ')})`
      : `(${takes === '' ? '' : 'tg: asyncio.TaskGroup'})`;
    const head = `${parts}${method && !this.#python && star ? ` ${star}` : star} ${name}${parameters}${this.#python ? ':' : ' {'}`;
    if (!method) print(head.trim());
    else {
      this.#line(`class ${this.#class(number)}${this.#python ? ':' : ' {'}`);
      this.#within(() => print(head.trim()));
      if (!this.#python) this.#line('}');
    }
  }

  #list(list: readonly Statement[]): void {
    for (const statement of list) this.#statement(statement);
  }

  /** A call of a function of the program. */
  #call(number: number): string {
    if (this.#functions.get(number)?.method !== true) return `${this.#name(number)}()`;
    return `${this.#python ? '' : 'new '}${this.#class(number)}().m${number}()`;
  }

  /** What can be called with anything and calls that function, without a frame of its own for an async one. */
  #callable(number: number): string {
    return this.#functions.get(number)?.method === true ? `() => ${this.#call(number)}` : this.#name(number);
  }

  #source(source: Source): string {
    if (source.from === 'kept') return `kept(${source.slot})`;
    return `e${this.#clauses - source.level + 1}`;
  }

  #raised(source: Source): string {
    return source.from === 'kept' ? `take(${source.slot})` : this.#source(source);
  }

  #error(error: string, id: number, cause: string | null = null): string {
    const args = error === 'OSError' ? `${NO_SUBCLASS}, "x${id}"` : `"x${id}"`;
    if (this.#python) return `${error}(${args})`;
    return `new ${error}(${args}${cause === null ? '' : `, { cause: ${cause} }`})`;
  }

  #statement(statement: Statement): void {
    const { id } = statement;
    const python = this.#python;
    switch (statement.kind) {
      case 'raise': {
        const cause = statement.cause === null ? null : this.#source(statement.cause);
        const error = this.#error(statement.error, id, cause);
        this.#both(id, `raise ${error}${cause === null ? '' : ` from ${cause}`}`, `throw ${error}`);
        return;
      }
      case 'raiseAgain': {
        const raised = this.#raised(statement.source);
        this.#both(id, `raise ${raised}`, `throw ${raised}`);
        return;
      }
      case 'reraise':
        this.#both(id, 'raise', `throw e${this.#clauses}`);
        return;
      case 'raiseGroup': {
        const members = statement.members.map((member) =>
          typeof member === 'string' ? this.#error(member, id) : this.#source(member),
        );
        let list = `[${members.join(', ')}]`;
        const make = python ? 'BaseExceptionGroup' : 'new BaseExceptionGroup';
        if (statement.nested) list = `[${make}("n${id}", ${list})]`;
        this.#both(id, `raise ${make}("g${id}", ${list})`, `throw ${make}("g${id}", ${list})`);
        return;
      }
      case 'keep': {
        const value = this.#source(statement.source);
        this.#both(id, `K[${statement.slot}] = ${value}`, `K.set(${statement.slot}, ${value})`);
        return;
      }
      case 'report':
        this.#both(
          id,
          `report(${id}, ${this.#source(statement.source)})`,
          `report(${id}, ${this.#source(statement.source)})`,
        );
        return;
      case 'call': {
        const call = this.#call(statement.callee);
        const method = this.#functions.get(statement.callee)?.method === true;
        switch (method && statement.how === 'manager' ? 'plainly' : statement.how) {
          case 'plainly':
            this.#both(id, call, call);
            return;
          case 'lambda':
            this.#both(id, `(lambda: ${call})()`, `(() => ${call})()`);
            return;
          case 'map':
            this.#both(id, `list(map(lambda x: ${call}, [1]))`, `[1].map((x) => ${call})`);
            return;
          case 'assigned':
            this.#both(id, `box = [lambda: ${call}]; box[0]()`, `const box${id} = [() => ${call}]; box${id}[0]()`);
            return;
          case 'manager':
            this.#both(
              id,
              `with Manager(${id}, False): ${call}`,
              `withSync(new Manager(${id}, false), ${this.#callable(statement.callee)})`,
            );
            return;
        }
        return;
      }
      case 'await':
        this.#await(statement);
        return;
      case 'group': {
        const name = this.#name(statement.callee);
        this.#both(
          id,
          `async with asyncio.TaskGroup() as inner: await ${name}(inner)`,
          `await asyncWith(new asyncio.TaskGroup(), ${name})`,
        );
        return;
      }
      case 'spawn': {
        const call = this.#call(statement.callee);
        const make = statement.inGroup ? (python ? 'tg.create_task' : 'tg.createTask') : 'spawn';
        this.#both(id, `T[${statement.slot}] = ${make}(${call})`, `T.set(${statement.slot}, ${make}(${call}))`);
        return;
      }
      case 'join': {
        const { slot, how } = statement;
        const has = python ? `if ${slot} in T: ` : `if (T.has(${slot})) `;
        const task = python ? `T[${slot}]` : `T.get(${slot})`;
        // Tasks might wait for each other: only for a while, and what is cancelled does not cancel the other.
        if (how === 'await' && this.#inMain) this.#both(id, `${has}await ${task}`, `${has}await ${task}`);
        else if (how === 'await') {
          this.#both(
            id,
            `${has}await asyncio.wait([${task}], timeout=3); ${task}.done() and ${task}.result()`,
            `${has}{ await asyncio.wait([${task}], { timeout: 3 }); ${task}.done() && ${task}.result(); }`,
          );
        } else if (how === 'exception') {
          this.#both(id, `${has}report(${id}, ${task}.exception())`, `${has}report(${id}, ${task}.exception())`);
        } else this.#both(id, `${has}${task}.${how}()`, `${has}${task}.${how}()`);
        return;
      }
      case 'future': {
        const error =
          typeof statement.source === 'string' ? this.#error(statement.source, id) : this.#raised(statement.source);
        const variable = python ? 'future' : `future${id}`;
        const end = statement.how === 'await' ? `await ${variable}` : `${variable}.result()`;
        this.#both(
          id,
          `${variable} = asyncio.get_running_loop().create_future(); ${variable}.set_exception(${error}); ${end}`,
          `const ${variable} = asyncio.getRunningLoop().createFuture(); ${variable}.setException(${error}); ${end}`,
        );
        return;
      }
      case 'callback': {
        const method = this.#functions.get(statement.callee)?.method === true;
        const call = this.#call(statement.callee);
        const [py, ts] =
          statement.how === 'lambda' || method
            ? [`lambda: ${call}`, `() => ${call}`]
            : [this.#name(statement.callee), this.#name(statement.callee)];
        this.#both(id, `asyncio.get_running_loop().call_soon(${py})`, `asyncio.getRunningLoop().callSoon(${ts})`);
        return;
      }
      case 'iterate': {
        const call = this.#call(statement.callee);
        this.#both(id, `async for x in ${call}: pass`, `for await (const x of ${call}) {}`);
        return;
      }
      case 'yield':
        this.#both(id, 'yield 1', 'yield 1');
        return;
      case 'sleep':
        this.#both(id, `await asyncio.sleep(${statement.delay})`, `await asyncio.sleep(${statement.delay})`);
        return;
      case 'try':
        this.#try(statement);
        return;
    }
  }

  #await({ id, callee, other, how, swallow }: Statement & { readonly kind: 'await' }): void {
    const call = this.#call(callee);
    const both = `${call}, ${this.#call(other)}`;
    switch (how) {
      case 'plainly':
        return this.#both(id, `await ${call}`, `await ${call}`);
      case 'task':
        return this.#both(id, `await spawn(${call})`, `await spawn(${call})`);
      case 'eager':
        return this.#both(id, `await eager(${call})`, `await eager(${call})`);
      case 'gather':
        return this.#both(id, `await asyncio.gather(${both})`, `await asyncio.gather(${both})`);
      case 'gatherAll':
        return this.#both(
          id,
          `for r in await asyncio.gather(${both}, return_exceptions=True): r is None or report(${id}, r)`,
          `for (const r of await asyncio.gather(${both}, { returnExceptions: true })) r == null || report(${id}, r)`,
        );
      case 'waitFor':
        return this.#both(id, `await asyncio.wait_for(${call}, 2)`, `await asyncio.waitFor(${call}, 2)`);
      case 'timeout':
        return this.#both(
          id,
          `async with asyncio.timeout(2): await ${call}`,
          `await asyncWith(asyncio.timeout(2), ${this.#callable(callee)})`,
        );
      case 'manager':
        return this.#both(
          id,
          `async with Manager(${id}, ${swallow ? 'True' : 'False'}): await ${call}`,
          `await asyncWith(new Manager(${id}, ${swallow}), ${this.#callable(callee)})`,
        );
      case 'wait':
        return this.#both(
          id,
          `await asyncio.wait([spawn(${call}), spawn(${this.#call(other)})], timeout=3)`,
          `await asyncio.wait([spawn(${call}), spawn(${this.#call(other)})], { timeout: 3 })`,
        );
      case 'shield':
        return this.#both(id, `await asyncio.shield(spawn(${call}))`, `await asyncio.shield(spawn(${call}))`);
    }
  }

  #try({ body, caught, handler, finalizer }: Statement & { readonly kind: 'try' }): void {
    const python = this.#python;
    const block = (list: readonly Statement[]): void =>
      this.#within(() => {
        this.#list(list);
        if (python && list.length === 0) this.#line('pass');
      });
    this.#line(python ? 'try:' : 'try {');
    block(body);
    if (handler !== null) {
      const type = caught === 'CancelledError' ? 'asyncio.CancelledError' : caught;
      this.#clauses++;
      const variable = `e${this.#clauses}`;
      this.#line(python ? `except ${type} as ${variable}:` : `} catch (${variable}) {`);
      if (!python) this.#within(() => this.#line(`if (!(${variable} instanceof ${type})) throw ${variable};`));
      block(handler);
      this.#clauses--;
    }
    if (finalizer !== null) {
      this.#line(python ? 'finally:' : '} finally {');
      // No clause of the function is handled there in the same way.
      block(finalizer);
    }
    if (!python) this.#line('}');
  }
}
