/**
 * Prints a program in Python and in TypeScript, by the rules that a reader
 * would transliterate with. Both come from one description of each statement,
 * so that they cannot drift apart.
 */
import { readFileSync } from 'node:fs';
import { CALLBACKS, MAIN, type Node, type Program, walk } from './tree.ts';

export type Language = 'python' | 'typescript';

const PRELUDES: Record<Language, string> = {
  python: readFileSync(new URL('prelude.py', import.meta.url), 'utf8'),
  typescript: readFileSync(new URL('prelude.ts', import.meta.url), 'utf8'),
};

/** What programs use of the runtime; the prelude imports what it uses itself. */
const IMPORTS = `import {
  anext, asyncWith, AssertionError, Exception, KeyError, LookupError, RuntimeError, TimeoutError, ValueError,
} from 'awaitable/builtins';
import * as contextvars from 'awaitable/contextvars';
`;

/** A module that runs programs one after the other and prints a line `[seed, trace]` for each. */
export function printModule(programs: readonly Program[], language: Language): string {
  const python = language === 'python';
  const parts = [python ? '' : IMPORTS, PRELUDES[language]];
  for (const program of programs) {
    const { seed, counted } = program;
    const call = python
      ? `play(${seed}, p${seed}, ${counted ? 'True' : 'False'})`
      : `await play(${seed}, p${seed}, ${counted});`;
    parts.push(printProgram(program, language), `${call}\n`);
  }
  return parts.join('\n');
}

/** The program without what all programs share. */
export function printProgram(program: Program, language: Language): string {
  return new Printer(program, language).print();
}

type Value = string | number | boolean | null;

class Printer {
  readonly #program: Program;
  readonly #python: boolean;
  readonly #lines: string[] = [];
  /** Bodies that are still to be printed, as functions. */
  readonly #functions: Node[] = [];
  readonly #callbacks = new Set<number>();
  #indent = 0;
  /** What labels of trace lines begin with. */
  #body = '';
  #statement = 0;
  #current = '';
  #locals = 0;

  constructor(program: Program, language: Language) {
    this.#program = program;
    this.#python = language === 'python';
  }

  print(): string {
    const { seed, things, variables, main } = this.#program;
    walk(main, MAIN, (node) => {
      if (CALLBACKS.has(node.kind)) this.#callbacks.add(node.a['number'] as number);
    });
    const used = this.#names();
    const name = `p${seed}`;
    this.#open(this.#python ? `def ${name}()` : `function ${name}()`);
    for (const variable of variables) {
      if (!used.has(variable)) continue;
      const made = this.#call('contextvars.ContextVar', [this.#literal(variable)], { default: this.#literal(0) });
      this.#assign(variable, this.#python ? made : `new ${made}`);
    }
    for (const thing of things) {
      if (!used.has(thing.name)) continue;
      const made = `asyncio.${thing.type}(${thing.argument ?? ''})`;
      this.#line(`S["${thing.name}"] = ${this.#python ? made : `new ${made}`}`);
    }
    this.#functions.push(main);
    for (let next = this.#functions.shift(); next !== undefined; next = this.#functions.shift()) this.#function(next);
    this.#line(`return c${main.a['number']}`);
    this.#close();
    return `${this.#lines.join('\n')}\n`;
  }

  /** Every name that a statement mentions. */
  #names(): Set<string> {
    const names = new Set<string>();
    walk(this.#program.main, MAIN, ({ a }) => {
      for (const value of Object.values(a)) {
        if (typeof value === 'string') names.add(value);
        else if (Array.isArray(value)) for (const one of value) names.add(one);
      }
    });
    return names;
  }

  // ── Text ───────────────────────────────────────────────────────────────────

  #raw(text: string): void {
    this.#lines.push(`${(this.#python ? '    ' : '  ').repeat(this.#indent)}${text}`);
  }

  #line(text: string): void {
    this.#raw(this.#python ? text : `${text};`);
  }

  #open(head: string): void {
    this.#raw(this.#python ? `${head}:` : `${head} {`);
    this.#indent++;
  }

  #close(tail = ''): void {
    this.#indent--;
    if (!this.#python) this.#raw(`}${tail}`);
  }

  /** From one block of a statement to its next: `except …:`, `} finally {`. */
  #next(python: string, typescript: string): void {
    this.#indent--;
    this.#raw(this.#python ? `${python}:` : `} ${typescript} {`);
    this.#indent++;
  }

  #assign(name: string, value: string): void {
    this.#line(this.#python ? `${name} = ${value}` : `const ${name} = ${value}`);
  }

  #literal(value: Value): string {
    if (value === null) return this.#python ? 'None' : 'null';
    if (value === true) return this.#python ? 'True' : 'true';
    if (value === false) return this.#python ? 'False' : 'false';
    return JSON.stringify(value);
  }

  /** `snake_case(x, key=v)` or `camelCase(x, { key: v })`. */
  #call(callee: string, args: readonly string[], keywords: Record<string, string | undefined> = {}): string {
    const given = Object.entries(keywords).filter(([, value]) => value !== undefined);
    const all = [...args];
    if (this.#python) all.push(...given.map(([key, value]) => `${key}=${value}`));
    else if (given.length > 0) all.push(`{ ${given.map(([key, value]) => `${camelCase(key)}: ${value}`).join(', ')} }`);
    // Strings in a callee (`S["some_name"]`) hold no underscores.
    return `${this.#python ? callee : camelCase(callee)}(${all.join(', ')})`;
  }

  #method(name: string, method: string, args: readonly string[] = [], keywords = {}): string {
    return this.#call(`S["${name}"].${method}`, args, keywords);
  }

  #loop(method: string, args: readonly string[] = []): string {
    return this.#call(`${this.#call('asyncio.get_running_loop', [])}.${method}`, args);
  }

  /** The label of the statement that is being printed. */
  #label(): string {
    return this.#current;
  }

  #log(...values: string[]): void {
    this.#line(`log(${[JSON.stringify(this.#label()), ...values].join(', ')})`);
  }

  /** A statement that is left out while nothing has the name. */
  #ifThere(names: readonly string[], print: () => void): void {
    const test = names.map((name) => `has("${name}")`).join(this.#python ? ' and ' : ' && ');
    this.#open(this.#python ? `if ${test}` : `if (${test})`);
    print();
    this.#close();
  }

  #block(block: readonly Node[] | undefined): void {
    for (const node of block ?? []) this.#node(node);
  }

  // ── Functions ──────────────────────────────────────────────────────────────

  #function(node: Node): void {
    const number = node.a['number'] as number;
    const callback = CALLBACKS.has(node.kind);
    const generator = node.a['generator'] === true;
    const name = `${callback ? 'k' : generator ? 'a' : 'c'}${number}`;
    this.#body = name;
    this.#statement = 0;
    this.#locals = 0;
    if (callback) {
      const parameters = node.kind === 'doneCallback' ? 'future' : '';
      const typed = node.kind === 'doneCallback' ? 'future: asyncio.Future<unknown>' : '';
      this.#open(this.#python ? `def ${name}(${parameters})` : `function ${name}(${typed})`);
      this.#line(node.kind === 'doneCallback' ? `log("${name}", outcome(future))` : `log("${name}")`);
      this.#block(node.blocks[0]);
      this.#close();
      return;
    }
    this.#open(this.#python ? `async def ${name}()` : `async function${generator ? '*' : ''} ${name}()`);
    this.#line(`begin("${name}")`);
    this.#open('try');
    this.#block(node.blocks[0]);
    // Without a `yield` it would be no generator.
    if (generator) this.#line(`yield ${number}`);
    this.#line(`log("${name} ends")`);
    this.#next('except BaseException as e', 'catch (e)');
    this.#line(`log("${name} raises", e)`);
    this.#line(this.#python ? 'raise' : 'throw e');
    this.#close();
    this.#close();
  }

  /** A call of the coroutine, or the name. */
  #operand(node: Node): string {
    if (node.kind === 'ref') return `S["${node.a['name']}"]`;
    this.#functions.push(node);
    return `${node.a['generator'] === true ? 'a' : 'c'}${node.a['number']}()`;
  }

  /** In a list of arguments: a name that nothing has is left out. */
  #argument(node: Node): string {
    if (node.kind !== 'ref') return this.#operand(node);
    return `${this.#python ? '*' : '...'}some("${node.a['name']}")`;
  }

  #some(names: readonly string[], which = 'some'): string {
    return `${which}(${names.map((name) => `"${name}"`).join(', ')})`;
  }

  /** For operands that must be there: prints under an `if` when the first is a name. */
  #withOperand(node: Node, print: (operand: string) => void): void {
    const operand = node.operands[0];
    if (operand === undefined) return;
    if (operand.kind === 'ref') this.#ifThere([operand.a['name'] as string], () => print(this.#operand(operand)));
    else print(this.#operand(operand));
  }

  #error(type: string, message: string | null): string {
    const made = `${type === 'CancelledError' ? 'asyncio.' : ''}${type}(${message === null ? '' : JSON.stringify(message)})`;
    return this.#python ? made : `new ${made}`;
  }

  // ── Statements ─────────────────────────────────────────────────────────────

  #node(node: Node): void {
    const outer = this.#current;
    this.#current = `${this.#body}.${++this.#statement} ${node.kind}`;
    this.#print(node);
    this.#current = outer;
  }

  #print(node: Node): void {
    const { kind, a, operands, blocks } = node;
    const name = a['name'] as string;
    const text = (key: string): string => this.#literal((a[key] as Value | undefined) ?? null);
    const task = this.#call('asyncio.current_task', []);
    switch (kind) {
      case 'note':
        return this.#log();
      case 'state':
        return this.#ifThere([name], () => this.#log(`state(S["${name}"])`));
      case 'me':
        return this.#log(`state(${task})`);
      case 'sleep':
        if ('value' in a) return this.#log(`await ${this.#call('asyncio.sleep', [text('delay'), text('value')])}`);
        this.#line(`await ${this.#call('asyncio.sleep', [text('delay')])}`);
        return this.#log();
      case 'cancel':
        return this.#ifThere([name], () =>
          this.#log(this.#method(name, 'cancel', 'message' in a ? [text('message')] : [])),
        );
      case 'uncancel':
        return this.#log(this.#call(`${task}.uncancel`, []));
      case 'uncancelOf':
        return this.#ifThere([name], () => this.#log(this.#method(name, 'uncancel')));
      case 'spawn': {
        const context = a['context'] as string | undefined;
        const print = () => {
          const made = this.#call(
            'asyncio.create_task',
            operands.map((one) => this.#operand(one)),
            {
              name: text('name'),
              context: context === undefined ? undefined : `S["${context}"]`,
              eager_start: a['eager'] === true ? this.#literal(true) : undefined,
            },
          );
          this.#line(`keep("${name}", ${made})`);
          this.#log();
        };
        return context === undefined ? print() : this.#ifThere([context], print);
      }
      case 'groupSpawn': {
        const group = a['group'] as string;
        return this.#ifThere([group], () => {
          const made = this.#method(
            group,
            'create_task',
            operands.map((one) => this.#operand(one)),
            {
              name: text('name'),
              eager_start: a['eager'] === true ? this.#literal(true) : undefined,
            },
          );
          this.#line(`keep("${name}", ${made})`);
          this.#log();
        });
      }
      case 'await':
        return this.#ifThere([name], () => this.#log(`await S["${name}"]`));
      case 'call':
        return this.#withOperand(node, (operand) => this.#log(`await ${operand}`));
      case 'gather':
      case 'keepGather': {
        const made = this.#call(
          'asyncio.gather',
          operands.map((one) => this.#argument(one)),
          {
            return_exceptions: a['all'] === true ? this.#literal(true) : undefined,
          },
        );
        if (kind === 'gather') return this.#log(`await ${made}`);
        this.#line(`keep("${name}", ${made})`);
        return this.#log();
      }
      case 'shield':
        return this.#withOperand(node, (operand) => this.#log(`await ${this.#call('asyncio.shield', [operand])}`));
      case 'keepShield':
        return this.#withOperand(node, (operand) => {
          this.#line(`keep("${name}", ${this.#call('asyncio.shield', [operand])})`);
          this.#log();
        });
      case 'waitFor':
        return this.#withOperand(node, (operand) =>
          this.#log(`await ${this.#call('asyncio.wait_for', [operand, text('delay')])}`),
        );
      case 'wait': {
        const both = this.#call('asyncio.wait', [this.#some(a['names'] as string[])], {
          timeout: 'delay' in a ? text('delay') : undefined,
          return_when: 'when' in a ? `asyncio.${a['when']}` : undefined,
        });
        const [done, pending] = [`done${++this.#locals}`, `pending${this.#locals}`];
        this.#line(
          this.#python ? `${done}, ${pending} = await ${both}` : `const [${done}, ${pending}] = await ${both}`,
        );
        return this.#log(`names(${done})`, `names(${pending})`);
      }
      case 'asCompleted': {
        const all = this.#call('asyncio.as_completed', [this.#some(a['names'] as string[], 'racing')], {
          timeout: 'delay' in a ? text('delay') : undefined,
        });
        const each = `each${++this.#locals}`;
        if (a['plain'] === true) {
          this.#open(this.#python ? `for ${each} in ${all}` : `for (const ${each} of ${all})`);
          this.#log(`await ${each}`);
        } else {
          this.#open(this.#python ? `async for ${each} in ${all}` : `for await (const ${each} of ${all})`);
          this.#log(each);
        }
        this.#block(blocks[0]);
        return this.#close();
      }
      case 'soon': {
        const callback = `k${a['number']}`;
        this.#functions.push(node);
        const loop = this.#call('asyncio.get_running_loop', []);
        const [method, args] =
          a['way'] === 'soon'
            ? ['call_soon', []]
            : a['way'] === 'later'
              ? ['call_later', [text('delay')]]
              : ['call_at', [`${loop}.time() + ${text('delay')}`]];
        const context = `S["${a['context']}"]`;
        const print = () => {
          const made = this.#call(`${loop}.${method}`, [...args, callback], 'context' in a ? { context } : {});
          this.#line(`keep("${name}", ${made})`);
          this.#log();
        };
        return 'context' in a ? this.#ifThere([a['context'] as string], print) : print();
      }
      case 'doneCallback':
        this.#functions.push(node);
        return this.#ifThere([name], () => {
          this.#line(this.#method(name, 'add_done_callback', [`k${a['number']}`]));
          this.#log();
        });
      case 'removeCallback':
        if (!this.#callbacks.has(a['callback'] as number)) return this.#log();
        return this.#ifThere([name], () =>
          this.#log(this.#method(name, 'remove_done_callback', [`k${a['callback']}`])),
        );
      case 'future':
        this.#line(`keep("${name}", ${this.#loop('create_future')})`);
        return this.#log();
      case 'resolve':
      case 'fail': {
        const how = () => {
          if (kind === 'resolve') this.#line(this.#method(name, 'set_result', [text('value')]));
          else {
            const error = this.#error(a['type'] as string, a['message'] as string | null);
            this.#line(this.#method(name, 'set_exception', [error]));
          }
          this.#log();
        };
        if (a['rash'] === true) return this.#ifThere([name], how);
        const done = this.#method(name, 'done');
        this.#open(this.#python ? `if has("${name}") and not ${done}` : `if (has("${name}") && !${done})`);
        how();
        return this.#close();
      }
      case 'try': {
        const [body, cancelled, failed, last] = blocks;
        this.#open('try');
        this.#block(body);
        this.#log();
        const label = this.#label();
        const handler = (block: readonly Node[] | undefined, again: boolean) => {
          this.#line(`log("${label} caught", e)`);
          this.#block(block);
          if (again) this.#line(this.#python ? 'raise' : 'throw e');
        };
        const onCancel = a['cancelled'] === true;
        const onError = a['failed'] === true;
        if (this.#python) {
          if (onCancel) {
            this.#next('except asyncio.CancelledError as e', '');
            handler(cancelled, a['cancelledAgain'] === true);
          }
          if (onError) {
            this.#next('except Exception as e', '');
            handler(failed, a['failedAgain'] === true);
          }
        } else if (onCancel || onError) {
          this.#next('', 'catch (e)');
          if (onCancel) {
            this.#open('if (e instanceof asyncio.CancelledError)');
            handler(cancelled, a['cancelledAgain'] === true);
          }
          if (onError) {
            if (onCancel) this.#next('', 'else if (e instanceof Exception)');
            else this.#open('if (e instanceof Exception)');
            handler(failed, a['failedAgain'] === true);
          }
          this.#next('', 'else');
          this.#line('throw e');
          this.#close();
        }
        if (a['last'] === true || !(onCancel || onError)) {
          this.#next('finally', 'finally');
          this.#line(`log("${label} finally")`);
          this.#block(last);
        }
        return this.#close();
      }
      case 'raise': {
        const error = this.#error(a['type'] as string, a['message'] as string | null);
        // Under a condition, so that what follows is not dead code.
        return this.#line(this.#python ? `raise ${error}` : `throw ${error}`);
      }
      case 'return':
        this.#line(`log("${this.#body} returns", ${text('value')})`);
        return this.#line(`return ${text('value')}`);
      case 'repeat': {
        const i = `i${++this.#locals}`;
        this.#open(
          this.#python ? `for ${i} in range(${a['times']})` : `for (let ${i} = 0; ${i} < ${a['times']}; ${i}++)`,
        );
        this.#log(i);
        this.#block(blocks[0]);
        return this.#close();
      }
      case 'timeout':
        this.#with(this.#call('asyncio.timeout', [text('delay')]), name, blocks[0] ?? []);
        return this.#log(`state(S["${name}"])`);
      case 'reschedule':
        return this.#ifThere([name], () => {
          const when =
            a['delay'] === null
              ? this.#literal(null)
              : `${this.#call('asyncio.get_running_loop', [])}.time() + ${text('delay')}`;
          this.#line(this.#method(name, 'reschedule', [when]));
          this.#log();
        });
      case 'group':
        this.#with(this.#python ? 'asyncio.TaskGroup()' : 'new asyncio.TaskGroup()', name, blocks[0] ?? []);
        return this.#log();
      case 'with': {
        const label = this.#label();
        this.#with(`S["${name}"]`, null, blocks[0] ?? []);
        return this.#line(`log("${label} left")`);
      }
      case 'acquire':
        return this.#log(`await ${this.#method(name, 'acquire')}`);
      case 'release':
        this.#line(this.#method(name, 'release'));
        return this.#log();
      case 'waitEvent':
        return this.#log(`await ${this.#method(name, 'wait')}`);
      case 'waitNotify':
        return this.#log(`await ${this.#method(name, 'wait')}`);
      case 'waitUntil': {
        const test = this.#method(a['event'] as string, 'is_set');
        const made = this.#method(name, 'wait_for', [this.#python ? `lambda: ${test}` : `() => ${test}`]);
        return this.#log(`await ${made}`);
      }
      case 'set':
      case 'clear':
        this.#line(this.#method(name, kind));
        return this.#log();
      case 'notify':
        this.#line(
          a['all'] === true ? this.#method(name, 'notify_all') : this.#method(name, 'notify', [text('count')]),
        );
        return this.#log();
      case 'put':
        this.#line(`await ${this.#method(name, 'put', [text('value')])}`);
        return this.#log();
      case 'get':
        return this.#log(`await ${this.#method(name, 'get')}`);
      case 'putNowait':
        this.#line(this.#method(name, 'put_nowait', [text('value')]));
        return this.#log();
      case 'getNowait':
        return this.#log(this.#method(name, 'get_nowait'));
      case 'taskDone':
        this.#line(this.#method(name, 'task_done'));
        return this.#log();
      case 'join':
        this.#line(`await ${this.#method(name, 'join')}`);
        return this.#log();
      case 'shutdown':
        this.#line(
          this.#method(name, 'shutdown', [], a['immediate'] === true ? { immediate: this.#literal(true) } : {}),
        );
        return this.#log();
      case 'worker': {
        const item = `item${++this.#locals}`;
        this.#open(
          this.#python
            ? `for _ in range(${a['times']})`
            : `for (let ${item}n = 0; ${item}n < ${a['times']}; ${item}n++)`,
        );
        this.#assign(item, `await ${this.#method(name, 'get')}`);
        this.#log(item);
        this.#block(blocks[0]);
        this.#line(this.#method(name, 'task_done'));
        return this.#close();
      }
      case 'meet':
        return this.#log(`await ${this.#method(name, 'wait')}`);
      case 'resetBarrier':
      case 'abortBarrier':
        this.#line(`await ${this.#method(name, kind === 'resetBarrier' ? 'reset' : 'abort')}`);
        return this.#log();
      case 'setVar':
        this.#line(`${name}.set(${text('value')})`);
        return this.#log();
      case 'getVar':
        return this.#log(`${name}.get()`);
      case 'withVar': {
        const token = `token${++this.#locals}`;
        this.#assign(token, `${name}.set(${text('value')})`);
        this.#open('try');
        this.#block(blocks[0]);
        this.#log(`${name}.get()`);
        this.#next('finally', 'finally');
        this.#line(`${name}.reset(${token})`);
        return this.#close();
      }
      case 'keepContext':
        return this.#line(`keep("${name}", ${this.#call('contextvars.copy_context', [])})`);
      case 'keepGenerator':
        this.#line(`keep("${name}", ${operands.map((one) => this.#operand(one)).join('')})`);
        return this.#log();
      case 'iterate':
        return this.#ifThere([name], () => {
          const item = `item${++this.#locals}`;
          this.#open(this.#python ? `async for ${item} in S["${name}"]` : `for await (const ${item} of S["${name}"])`);
          this.#log(item);
          this.#block(blocks[0]);
          if (a['leave'] === true) this.#line('break');
          this.#close();
        });
      case 'next':
        return this.#ifThere([name], () => this.#log(`await anext(S["${name}"])`));
      case 'send':
        return this.#ifThere([name], () => this.#log(`await ${this.#method(name, 'asend', [text('value')])}`));
      case 'throwInto':
        return this.#ifThere([name], () => {
          const error = this.#error(a['type'] as string, a['message'] as string | null);
          this.#log(`await ${this.#method(name, 'athrow', [error])}`);
        });
      case 'closeGenerator':
        return this.#ifThere([name], () => this.#log(`await ${this.#method(name, 'aclose')}`));
      case 'yield':
        return this.#log(`(yield ${text('value')})`);
      case 'coroutine':
      case 'ref':
        throw new Error(`a ${kind} is no statement`);
    }
  }

  /** `async with manager as v:`; keeps the value under a name. */
  #with(manager: string, name: string | null, block: readonly Node[]): void {
    this.#open(
      this.#python
        ? `async with ${manager}${name === null ? '' : ' as v'}`
        : `await asyncWith(${manager}, async (${name === null ? '' : 'v'}) =>`,
    );
    if (name !== null) this.#line(`keep("${name}", v)`);
    this.#log();
    this.#block(block);
    this.#close(');');
  }
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z])_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
