/**
 * Turns async functions into generator functions, for runtimes whose coroutines begin when they are awaited and can be
 * cancelled.
 *
 * A declaration becomes a static pair: a generator function that is the body,
 * and a plain function of the author's name that calls it:
 *
 *     async function keep(name, delay = 1) { await sleep(delay); }
 *
 *     function keep(name, delay = void 0) { …; return $born(keep$1(name, delay)); }
 *     function* keep$1(name, delay = 1) { (yield $at(sleep(delay), 1)); }
 *     $define(keep$1, { name: "keep", … });              // at the start of its scope
 *
 * so that a call allocates nothing but the generator. Expressions are wrapped
 * where they stand; methods stay generator methods in their class, which
 * replaces them by wrapped ones before anything else in it runs.
 *
 * What differs from JavaScript, on purpose: calling runs nothing; `return` and,
 * in async generators, `yield` hand out what they are given and await nothing,
 * unless `returns` says otherwise.
 *
 * Works on JavaScript as esbuild prints it: every statement ends in a
 * semicolon, so text that begins with a parenthesis may follow.
 */
import type * as acorn from 'acorn';
import type { Analysis, Capture, ClassFacts, FunctionFacts } from './analyse.ts';
import type { FunctionRange } from './functions.ts';
import { functionAt, functionRanges } from './functions.ts';
import type { Segment, SourceMap } from './mappings.ts';
import { Output, type Piece } from './output.ts';
import { type Lowered, SUPPORT, type Support } from './support.ts';
import {
  boundNames,
  type ClassNode,
  childrenOf,
  type ElementNode,
  type FunctionNode,
  type ImportNode,
  isAnonymous,
  isFunction,
  type Node,
  type PropertyNode,
  staticKey,
} from './tree.ts';
import type { VisibleVariables } from './variables.ts';

export interface LowerOptions {
  /** As tracebacks print it. */
  readonly file: string;
  /** JavaScript as esbuild printed it. */
  readonly source: string;
  /** From there to the author's text. */
  readonly map: SourceMap;
  readonly program: acorn.Program;
  readonly analysis: Analysis;
  /** What `import.meta.main` becomes; null: what the runtime says of the module. */
  readonly main: string | null;
  /** Whether esbuild's bundler may rename what is bound to this identifier (`default` stands for a default export). */
  readonly mayBeRenamed: (identifier: string) => boolean;
  /** Whether the bundler turns a class that mentions itself into one of another name. */
  readonly bundled: boolean;
  /** Whether plain functions are marked with where they stand, for reprs. */
  readonly marks: boolean;
  /**
   * What `return` does in an async function with something that can be awaited, and an async generator with what it
   * yields or returns:
   *
   * - `awaited`: it is awaited where it stands, as TypeScript's types say it is;
   * - `refused`: an async function throws; an async generator hands it out;
   * - `handed out`: the caller gets it.
   */
  readonly returns: 'awaited' | 'refused' | 'handed out';
  /** For the program of an inspected run: the variables at each `await`, whose values are noted there. */
  readonly variables?: VisibleVariables;
  /** Text for an import or re-export statement, or undefined to leave it as it is. */
  readonly replaceImport: (statement: ImportNode) => string | undefined;
}

export interface LoweredFile {
  /** Without the names that it needs of the runtime; see `uses`. */
  readonly code: string;
  readonly lines: Segment[][];
  readonly functions: readonly FunctionRange[];
  /** What it takes from `awaitable/lowered`, and under which name. */
  readonly uses: ReadonlyMap<Lowered, string>;
  /** The text of the helpers that it needs. */
  readonly helpers: string;
}

/** A `catch` clause: the name of what it caught, what its block begins with, and a variable with the same, if something needs it. */
interface Handled {
  readonly name: string;
  readonly start: Piece;
  variable: string | null;
}

/** What the code around a node is. */
type Kind = 'module' | 'plain' | 'async' | 'asyncGenerator';

const CAPTURED: Record<Capture, string> = {
  this: '$this',
  arguments: '$arguments',
  noArguments: '$noArguments',
  newTarget: '$newTarget',
  super: '$super',
  construct: '$construct',
};

export function lower(options: LowerOptions): LoweredFile {
  return new Lowering(options).run();
}

class Lowering {
  readonly #options: LowerOptions;
  readonly #source: string;
  readonly #analysis: Analysis;
  readonly #out: Output;
  readonly #uses = new Map<Lowered, string>();
  readonly #support = new Map<Support, string>();
  readonly #captures = new Map<Capture, string>();
  readonly #taken: Set<string>;
  readonly #privateTaken: Set<string>;
  /** The generator functions behind declarations. */
  readonly #bodies = new Map<Node, string>();
  /** Variables that hold the computed keys of functions, by function. */
  readonly #keys = new Map<Node, string>();
  /** Start of the statement list that declarations around here are hoisted to; null in a `switch`. */
  #hoisted: Piece | null = null;
  /** Start of the list that variables of ours go to; a `switch` has no such place. */
  #variables: Piece | null = null;
  /** Start of the module: declarations there are hoisted even before an import cycle comes back. */
  #top: Piece = { text: '', from: -1, copied: false };
  #kind: Kind = 'module';
  /** The scope that `using` declarations around here belong to. */
  #scope: string | null = null;
  /** The `catch` clause around here. */
  #handled: Handled | null = null;
  /** In the program of an inspected run: the lowered function here, and the object that stands for a call of it. */
  #inspected: { readonly node: FunctionNode; readonly call: string } | null = null;
  readonly #functions: readonly FunctionRange[];
  /** What async functions of the file are called, by the author and in the source. */
  readonly #asyncNames: ReadonlySet<string>;

  constructor(options: LowerOptions) {
    this.#options = options;
    this.#source = options.source;
    this.#analysis = options.analysis;
    this.#out = new Output(options.source, options.map);
    this.#functions = functionRanges(options.analysis, (offset) => this.#out.placeOf(offset));
    this.#asyncNames = new Set(
      [...options.analysis.functions]
        .filter(([{ async, generator }]) => async && !generator)
        .flatMap(([, { name, binding = name }]) => [name, binding]),
    );
    this.#taken = new Set(options.analysis.identifiers);
    this.#privateTaken = new Set(options.analysis.privateNames);
  }

  run(): LoweredFile {
    const { program } = this.#options;
    this.#top = this.#out.add('');
    this.#statements(program.body, program.start, program.end);
    const { code, lines } = this.#out.finish();
    const helpers = [...this.#support].map(([name, self]) => SUPPORT[name](self)).join(' ');
    return { code, lines, functions: this.#functions, uses: this.#uses, helpers };
  }

  // ── Names and places ───────────────────────────────────────────────────────

  #fresh(wanted: string): string {
    let name = wanted;
    for (let i = 1; this.#taken.has(name); i++) name = `${wanted}${wanted.startsWith('$') ? '' : '$'}${i}`;
    this.#taken.add(name);
    return name;
  }

  #use(name: Lowered): string {
    let local = this.#uses.get(name);
    if (local === undefined) {
      local = this.#fresh(`$${name}`);
      this.#uses.set(name, local);
    }
    return local;
  }

  #help(name: Support): string {
    let local = this.#support.get(name);
    if (local === undefined) {
      local = this.#fresh(`$${name}`);
      this.#support.set(name, local);
    }
    return local;
  }

  #capture(what: Capture): string {
    let local = this.#captures.get(what);
    if (local === undefined) {
      local = this.#fresh(CAPTURED[what]);
      this.#captures.set(what, local);
    }
    return local;
  }

  #line(offset: number): number {
    return this.#out.placeOf(offset).line + 1;
  }

  #facts(node: FunctionNode): FunctionFacts {
    return this.#analysis.functions.get(node) as FunctionFacts;
  }

  /** The Code object of a function, as an expression. */
  #code(node: FunctionNode, definition: number): string {
    const facts = this.#facts(node);
    const key = this.#keys.get(node);
    const rest = `file: ${JSON.stringify(this.#options.file)}, line: ${this.#line(definition)}`;
    if (key !== undefined) {
      const name = `${this.#help('keyName')}(${key})`;
      return `{ name: ${name}, qualname: ${JSON.stringify(facts.prefix)} + ${name}, ${rest} }`;
    }
    const name = facts.name === '' ? '<lambda>' : facts.name;
    return `{ name: ${JSON.stringify(name)}, qualname: ${JSON.stringify(facts.prefix + name)}, ${rest} }`;
  }

  #wrap(node: FunctionNode): string {
    return this.#use(node.generator ? 'wrapAsyncGenerator' : 'wrap');
  }

  /** A variable of ours, declared at the start of the statement list around here. */
  #variable(wanted: string): string {
    const name = this.#fresh(wanted);
    (this.#variables as Piece).text += `let ${name}; `;
    return name;
  }

  // ── Walking ────────────────────────────────────────────────────────────────

  /** Copies a stretch of the source with the given nodes in it lowered. */
  #stretch(start: number, end: number, nodes: readonly Node[]): void {
    let at = start;
    for (const node of nodes) {
      this.#out.copy(at, node.start);
      this.#inPlace(node);
      at = node.end;
    }
    this.#out.copy(at, end);
  }

  /**
   * Writes a node away from the text around it. The source's parentheses are
   * around it there, so an expression that needs some gets its own: wherever
   * we write one, a comma would end it. Everything else binds more tightly.
   */
  #moved(node: Node): void {
    const parenthesised = node.type === 'SequenceExpression';
    if (parenthesised) this.#out.add('(', node.start);
    this.#inPlace(node);
    if (parenthesised) this.#out.add(')');
  }

  /** Where a sign stands in the source, from an offset on where only comments can be before it. */
  #indexOf(sign: string, from: number): number {
    let at = from;
    while (!this.#source.startsWith(sign, at)) {
      if (this.#source.startsWith('/*', at)) at = this.#source.indexOf('*/', at) + 2;
      else if (this.#source.startsWith('//', at)) at = this.#source.indexOf('\n', at) + 1;
      else at++;
    }
    return at;
  }

  #children(node: Node): void {
    this.#stretch(node.start, node.end, childrenOf(node));
  }

  /** Writes a node between copies of the text around it. What replaces an expression is a primary expression. */
  #inPlace(node: Node): void {
    switch (node.type) {
      case 'FunctionDeclaration':
        if (node.async) this.#declaration(node);
        else this.#plainDeclaration(node);
        return;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#expression(node);
        this.#out.endFunction(node.end);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#class(node);
        return;
      case 'Property':
        this.#property(node);
        return;
      case 'AwaitExpression':
        this.#await(node);
        return;
      case 'YieldExpression':
        this.#yield(node);
        return;
      case 'LabeledStatement':
        this.#labeled(node);
        return;
      case 'ForOfStatement':
        this.#forOf(node, '');
        return;
      case 'ForStatement':
        this.#for(node, '');
        return;
      case 'ExpressionStatement':
        this.#expressionStatement(node);
        return;
      case 'ReturnStatement':
        this.#return(node);
        return;
      case 'ThrowStatement':
        this.#throw(node);
        return;
      case 'TryStatement':
        this.#try(node);
        return;
      case 'VariableDeclaration':
        this.#variableDeclaration(node);
        return;
      case 'BlockStatement':
        this.#block(node);
        return;
      case 'SwitchStatement':
        this.#switch(node);
        return;
      case 'ThisExpression':
        if (this.#analysis.captured.has(node)) this.#out.add(this.#thisAt(node), node.start);
        else this.#out.copy(node.start, node.end);
        return;
      case 'Identifier':
        this.#identifier(node);
        return;
      case 'UnaryExpression':
        this.#unary(node);
        return;
      case 'Super':
        if (this.#analysis.captured.has(node)) this.#out.add(this.#capture('super'), node.start);
        else this.#out.copy(node.start, node.end);
        return;
      case 'MetaProperty':
        if (this.#analysis.captured.has(node)) this.#out.add(this.#capture('newTarget'), node.start);
        else this.#out.copy(node.start, node.end);
        return;
      case 'MemberExpression':
        this.#member(node);
        return;
      case 'CallExpression':
        this.#call(node);
        return;
      case 'TaggedTemplateExpression':
        this.#tagged(node);
        return;
      case 'ImportDeclaration':
      case 'ImportExpression':
      case 'ExportAllDeclaration':
        this.#import(node);
        return;
      case 'ExportNamedDeclaration':
        if (node.source) this.#import(node);
        else this.#children(node);
        return;
    }
    this.#children(node);
  }

  #identifier(node: Node): void {
    const arrow = this.#analysis.captured.get(node);
    if (arrow === undefined) this.#out.copy(node.start, node.end);
    else this.#out.add(this.#argumentsIn(arrow), node.start);
  }

  /** `arguments` in an arrow function that took it along. At the top of a module there is none, which shows when it is used. */
  #argumentsIn(arrow: FunctionFacts): string {
    return arrow.captures.has('noArguments') ? `(${this.#capture('noArguments')}())` : this.#capture('arguments');
  }

  #unary(node: acorn.UnaryExpression): void {
    const argument = node.argument;
    const arrow = node.operator === 'typeof' ? this.#analysis.captured.get(argument) : undefined;
    if (arrow?.captures.has('noArguments')) this.#out.add('typeof globalThis.arguments', node.start);
    else this.#children(node);
  }

  #import(node: ImportNode): void {
    const text = this.#options.replaceImport(node);
    if (text === undefined) this.#children(node);
    else this.#out.add(text, node.start);
  }

  #member(node: acorn.MemberExpression): void {
    const object = node.object;
    if (object.type === 'MetaProperty' && object.meta.name === 'import' && staticKey(node) === 'main') {
      this.#out.add(this.#options.main ?? `${this.#use('isMain')}(import.meta)`, node.start);
      return;
    }
    this.#children(node);
  }

  // ── Functions ──────────────────────────────────────────────────────────────

  /** Parameters and body of a lowered function, from its opening parenthesis on. */
  #paramsAndBody(node: FunctionNode): void {
    const outer = { kind: this.#kind, scope: this.#scope, handled: this.#handled, inspected: this.#inspected };
    this.#kind = node.generator ? 'asyncGenerator' : 'async';
    this.#scope = null;
    this.#handled = null;
    this.#inspected = this.#options.variables === undefined ? null : { node, call: this.#fresh('$call') };
    const { params, body } = node;
    this.#out.add('(');
    params.forEach((parameter, index) => {
      if (index > 0) this.#out.add(', ');
      this.#moved(parameter);
    });
    this.#out.add(') ');
    if (this.#inspected !== null) this.#out.add(`{ const ${this.#inspected.call} = {}; `);
    if (body.type === 'BlockStatement') this.#block(body);
    else {
      const variables = this.#variables;
      this.#out.add('{ ');
      this.#variables = this.#out.add('');
      this.#out.add('return (');
      this.#given(body, () => this.#moved(body));
      this.#out.add('); }');
      this.#variables = variables;
    }
    if (this.#inspected !== null) this.#out.add(' }');
    this.#kind = outer.kind;
    this.#scope = outer.scope;
    this.#handled = outer.handled;
    this.#inspected = outer.inspected;
  }

  /** Parameters and arguments of the function that stands for a lowered one and calls its body. */
  #shell(node: FunctionNode, body: string): { readonly params: string; readonly call: string } {
    const facts = this.#facts(node);
    const arrow = node.type === 'ArrowFunctionExpression';
    const { params: parameters } = node;
    const optional = parameters.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
    const length = optional < 0 ? parameters.length : optional;
    const rest = parameters.at(-1)?.type === 'RestElement';
    // An arrow function has no `arguments` of its own to hand on.
    const all = !arrow && (facts.usesArguments || rest);
    const names: string[] = [];
    const taken = new Set(parameters.map((parameter) => bindingOf(parameter)?.name));
    (all ? parameters.slice(0, length) : parameters).forEach((parameter, index) => {
      let name = bindingOf(parameter)?.name;
      if (name === undefined) {
        // A pattern: the body takes it apart.
        name = `$${index}`;
        while (taken.has(name)) name += '_';
        taken.add(name);
      }
      names.push(name);
    });
    if (arrow && rest) names[names.length - 1] = `...${names.at(-1)}`;
    // `= void 0` keeps `length` as the author's.
    const list = names.map((name, index) => (index < length || name.startsWith('.') ? name : `${name} = void 0`));
    const params = list.join(', ');
    if (all) return { params, call: `${body}.apply(this, arguments)` };
    if (facts.usesThis && !arrow) return { params, call: `${body}.call(${['this', ...names].join(', ')})` };
    return { params, call: `${body}(${names.join(', ')})` };
  }

  #bodyOf(node: FunctionNode): string {
    let body = this.#bodies.get(node);
    if (body === undefined) {
      const name = this.#facts(node).name;
      body = this.#fresh(`${name === 'default' ? '$default' : name}$1`);
      this.#bodies.set(node, body);
    }
    return body;
  }

  #declaration(node: FunctionNode): void {
    const facts = this.#facts(node);
    const body = this.#bodyOf(node);
    const id = node.id;
    const name = id ? id.name : this.#fresh('$default');
    // A `switch` has defined its functions by itself.
    if (this.#hoisted !== null) this.#out.add(`${this.#caller(node, name)} `, node.start);
    this.#out.add(`function* ${body}`, node.start);
    this.#paramsAndBody(node);
    this.#hoist(`${this.#define(node, body, name)}; `);
    if (this.#losesName(facts, name)) {
      this.#hoist(`${this.#help('name')}(${name}, ${JSON.stringify(facts.name)}); `);
    }
  }

  /** The function that calls the body of a declared one. */
  #caller(node: FunctionNode, name: string): string {
    const { params, call } = this.#shell(node, this.#bodyOf(node));
    const born = this.#use(node.generator ? 'bornAsyncGenerator' : 'born');
    const refuse = `${this.#help('refuse')}(${JSON.stringify(this.#facts(node).name)})`;
    return `function ${name}(${params}) { if (new.target) ${refuse}; return ${born}(${call}); }`;
  }

  #define(node: FunctionNode, body: string, name: string): string {
    const define = this.#use(node.generator ? 'defineAsyncGenerator' : 'define');
    return `${define}(${body}, ${this.#code(node, node.start)}, ${name})`;
  }

  #hoist(text: string): void {
    if (this.#hoisted !== null) this.#hoisted.text += text;
  }

  /** Whether what is bound to a name would be called something else in the end. */
  #losesName(facts: { name: string; binding: string | undefined }, natural = facts.binding): boolean {
    if (facts.binding === undefined) return false;
    return natural !== facts.name || this.#options.mayBeRenamed(facts.binding);
  }

  #plainDeclaration(node: FunctionNode): void {
    const facts = this.#facts(node);
    if (!this.#losesName(facts)) {
      this.#plain(node);
      return;
    }
    const { id } = node;
    if (id) {
      this.#plain(node);
      this.#hoist(`${this.#help('name')}(${id.name}, ${JSON.stringify(facts.name)}); `);
      return;
    }
    const name = this.#fresh('$default');
    const parenthesis = this.#indexOf('(', node.start);
    this.#out.copy(node.start, parenthesis);
    this.#out.add(` ${name}`);
    this.#plain(node, parenthesis);
    this.#hoist(`${this.#help('name')}(${name}, "default"); `);
  }

  /** A function that stays as it is but for what is inside. */
  #plain(node: FunctionNode, from = node.start): void {
    const outer = { kind: this.#kind, scope: this.#scope, handled: this.#handled };
    this.#kind = 'plain';
    this.#scope = null;
    this.#handled = null;
    const { body } = node;
    const mark = this.#options.marks ? `${JSON.stringify(this.#mark(node))};` : '';
    // A body that is an expression becomes a block: only that can hold the mark.
    const expression = body.type !== 'BlockStatement' && mark !== '';
    const start = expression ? this.#source.lastIndexOf('=>', body.start) + 2 : body.start + (mark === '' ? 0 : 1);
    const before = childrenOf(node).filter((child) => child !== body && child.start >= from);
    this.#stretch(from, start, before);
    if (expression) {
      this.#out.add(` { ${mark} return (`);
      this.#stretch(start, node.end, [body]);
      this.#out.add('); }');
    } else if (body.type === 'BlockStatement' && mark !== '') {
      this.#out.add(` ${mark}`);
      this.#statements(body.body, start, body.end);
    } else this.#stretch(start, node.end, [body]);
    this.#kind = outer.kind;
    this.#scope = outer.scope;
    this.#handled = outer.handled;
  }

  /** A directive, which costs nothing and which a runtime finds in `Function.prototype.toString()`. */
  #mark(node: FunctionNode): string {
    const { name, prefix, computed } = this.#facts(node);
    const qualname = computed ? '' : prefix + (name === '' ? '<lambda>' : name);
    return `@${this.#line(node.start)}|${this.#options.file}|${qualname}`;
  }

  #expression(node: FunctionNode): void {
    const facts = this.#facts(node);
    if (!node.async) {
      const name = isAnonymous(node) ? facts.binding : undefined;
      const named = node.type === 'FunctionExpression' && node.id ? node.id : undefined;
      const fix = name !== undefined || named !== undefined ? this.#losesName(facts) : false;
      if (fix) this.#out.add(`(${this.#help('name')}(`);
      this.#plain(node);
      if (fix) this.#out.add(`, ${JSON.stringify(facts.name)}))`);
      return;
    }
    // In parentheses: behind `new`, the call that makes the function would be taken for that of the constructor.
    this.#out.add('(');
    if (facts.mentionsItself) {
      const { name } = node.id as acorn.Identifier;
      this.#out.add(`(() => { const ${name} = `);
      this.#wrapped(node, node.start, 'function');
      this.#out.add(`; return ${name}; })()`);
    } else this.#wrapped(node, node.start, node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function');
    this.#out.add(')');
  }

  /**
   * A function expression:
   *
   *     (($body) => $callable({ name: (a) => $born($body(a)) }.name, $code))($mark(function* (a) {…}, $code ??= {…}))
   *
   * The callable gets name and length from the language, which is three times
   * as fast as defining them; all that one expression makes share their Code.
   * What it takes along from the function around it is bound outside of that.
   */
  #wrapped(node: FunctionNode, definition: number, kind: 'function' | 'arrow' | 'method'): void {
    const facts = this.#facts(node);
    const taken = [...facts.captures];
    if (taken.length > 0) this.#out.add(`((${taken.map((what) => this.#capture(what)).join(', ')}) => `);
    if (this.#keys.has(node)) {
      // The name is known only when the program runs.
      this.#out.add(`${this.#wrap(node)}(function* `, node.start);
      this.#paramsAndBody(node);
      this.#out.add(`, ${this.#code(node, definition)}, "${kind}")`);
    } else {
      const body = this.#fresh('$body');
      const code = this.#fresh('$code');
      this.#top.text += `var ${code}; `;
      const { params, call } = this.#shell(node, body);
      const born = `${this.#use(node.generator ? 'bornAsyncGenerator' : 'born')}(${call})`;
      const quoted = JSON.stringify(facts.name);
      const key = facts.name === '__proto__' ? `[${quoted}]` : quoted;
      const made = kind === 'arrow' ? `${key}: (${params}) => ${born}` : `${key}(${params}) { return ${born}; }`;
      const mark = this.#use(node.generator ? 'markAsyncGenerator' : 'mark');
      this.#out.add(
        `((${body}) => ${this.#use(node.generator ? 'asyncGeneratorFunction' : 'callable')}({ ${made} }[${quoted}], ${code}))(${mark}(function* `,
        node.start,
      );
      this.#paramsAndBody(node);
      this.#out.add(`, ${code} ??= ${this.#code(node, definition)}))`);
    }
    if (taken.length > 0) {
      this.#out.add(`)(${taken.map((what) => this.#captured(what, facts.lateThis)).join(', ')})`, node.start);
    }
  }

  #captured(what: Capture, lateThis: boolean): string {
    switch (what) {
      case 'this':
        return lateThis ? '() => this' : 'this';
      case 'arguments':
        return 'arguments';
      case 'noArguments':
        return '() => arguments';
      case 'newTarget':
        return 'new.target';
      case 'super':
        return `${this.#help('superReference')}((key) => super[key], (key, value) => { super[key] = value; })`;
      case 'construct':
        return '(...args) => super(...args)';
    }
  }

  /** `this` at a node, for a node that may have been taken along. */
  #thisAt(node: Node): string {
    const arrow = this.#analysis.captured.get(node);
    if (arrow === undefined || !arrow.captures.has('this')) return 'this';
    return arrow.lateThis ? `(${this.#capture('this')}())` : this.#capture('this');
  }

  /** A call; `super(…)` and `super.m(…)` where `super` was taken along. */
  #call(node: acorn.CallExpression): void {
    const callee = node.callee;
    const args = node.arguments;
    if (callee.type === 'Super' && this.#analysis.captured.has(callee)) {
      this.#out.add(`${this.#capture('construct')}(`, node.start);
      this.#list(args);
      this.#out.add(')');
      return;
    }
    if (!this.#isCapturedSuper(callee)) {
      this.#children(node);
      return;
    }
    this.#moved(callee);
    this.#out.add(`${node.optional ? '?.' : '.'}call(${this.#thisAt(node)}${args.length > 0 ? ', ' : ''}`);
    this.#list(args);
    this.#out.add(')');
  }

  #tagged(node: acorn.TaggedTemplateExpression): void {
    const tag = node.tag;
    if (!this.#isCapturedSuper(tag)) {
      this.#children(node);
      return;
    }
    this.#moved(tag);
    this.#out.add(`.bind(${this.#thisAt(node)})`);
    this.#moved(node.quasi);
  }

  #isCapturedSuper(callee: Node): boolean {
    return (
      callee.type === 'MemberExpression' && callee.object.type === 'Super' && this.#analysis.captured.has(callee.object)
    );
  }

  #list(nodes: readonly Node[]): void {
    nodes.forEach((node, index) => {
      if (index > 0) this.#out.add(', ');
      this.#moved(node);
    });
  }

  // ── Objects and classes ────────────────────────────────────────────────────

  #property(node: PropertyNode): void {
    const { value } = node;
    if (node.shorthand) {
      if (value.type === 'Identifier' && this.#analysis.captured.has(value)) {
        const arrow = this.#analysis.captured.get(value) as FunctionFacts;
        this.#out.add(`arguments: ${this.#argumentsIn(arrow)}`, node.start);
      } else this.#moved(value);
      return;
    }
    const lowered = isFunction(value) && value.async && (node.method || isAnonymous(value));
    if (!lowered) {
      if (node.method || node.kind !== 'init') this.#methodInPlace(node);
      else this.#children(node);
      return;
    }
    if (node.method && this.#facts(value).captures.size > 0) {
      this.#methodWithSuper(node, value);
      return;
    }
    this.#key(node, value, node.method);
    this.#out.add(': ');
    if (node.method) this.#wrapped(value, node.start, 'method');
    else this.#moved(value);
  }

  /** A key before a lowered function; a computed one is kept for the function's name. */
  #key(node: PropertyNode | acorn.MethodDefinition, method: FunctionNode, isMethod: boolean): void {
    const { key } = node;
    if (!node.computed) {
      // As a method it defines a property of that name; before a colon it would set the prototype.
      if (staticKey(node) === '__proto__' && isMethod) this.#out.add('["__proto__"]', key.start);
      else this.#moved(key);
      return;
    }
    this.#out.add('[');
    if (staticKey(node) === undefined) this.#keys.set(method, this.#keptKey(key));
    else this.#moved(key);
    this.#out.add(']');
  }

  /** Writes a computed key so that it is kept as well, and only evaluated and converted once; returns where it is kept. */
  #keptKey(key: Node): string {
    const variable = this.#variable('$key');
    this.#out.add(`${variable} = ${this.#help('propertyKey')}(`);
    this.#moved(key);
    this.#out.add(')');
    return variable;
  }

  /** An object's method that stays one: a getter, a setter, a plain or generator method. */
  #methodInPlace(node: PropertyNode | acorn.MethodDefinition): void {
    const key = node.key;
    this.#out.copy(node.start, key.start);
    if (node.computed) this.#moved(key);
    else this.#out.copy(key.start, key.end);
    // Getters and setters are functions, too.
    const value = node.value as acorn.FunctionExpression;
    this.#out.copy(key.end, value.start);
    this.#plain(value);
  }

  /**
   * An async object method with `super`: only a method has that, and an
   * object has no place to make one out of it once. It stays a plain method
   * which makes its coroutine function anew at each call.
   */
  #methodWithSuper(node: PropertyNode, method: FunctionNode): void {
    this.#key(node, method, true);
    const { params } = this.#shell(method, '');
    this.#out.add(`(${params}) { return `);
    this.#wrapped(method, node.start, 'method');
    this.#out.add('.apply(this, arguments); }');
  }

  #class(node: ClassNode): void {
    const facts = this.#analysis.classes.get(node) as ClassFacts;
    const { body, id } = node;
    const elements = body.body;

    const keepsKeys = elements.some(isFieldOfUnknownName);
    // The fields of each evaluation of a class find their keys in the class itself, by a name that they can reach it by.
    const alias = keepsKeys && !id ? this.#fresh('$Class') : undefined;
    const fieldKeys = keepsKeys ? { holder: this.#freshPrivate('keys'), kept: [] as string[] } : undefined;
    const reference = `${alias ?? id?.name}.#${fieldKeys?.holder}`;

    const mentionsItself = facts.mentionsItself || keepsKeys;
    const renamed =
      alias !== undefined ||
      this.#losesName(facts) ||
      (this.#options.bundled && mentionsItself && facts.binding !== undefined);

    // Keys are written before the block that uses them is filled in.
    const heritage = [id, node.superClass].filter((child) => child !== null && child !== undefined);
    if (alias !== undefined) this.#out.add(`class ${alias}`, node.start);
    this.#stretch(node.start + (alias === undefined ? 0 : 'class'.length), body.start, heritage);
    this.#out.add('{');
    const block = this.#out.add('');
    let at = body.start + 1;
    const made: (readonly [acorn.MethodDefinition, string])[] = [];
    for (const element of elements) {
      this.#out.copy(at, element.start);
      if (element.type === 'MethodDefinition' && element.value.async) {
        const replaced = this.#method(element, element.value);
        if (replaced !== undefined) made.push([element, replaced]);
      } else if (element.type === 'MethodDefinition') this.#plainMethod(element, elements);
      else if (element.type === 'StaticBlock') this.#staticBlock(element);
      else if (fieldKeys !== undefined && isFieldOfUnknownName(element)) {
        fieldKeys.kept.push(this.#fieldOfUnknownName(element, `${reference}[${fieldKeys.kept.length}]`));
      } else this.#field(element);
      at = element.end;
    }
    this.#out.copy(at, body.end);
    const blocks: string[] = [];
    if (renamed) blocks.push(`${this.#help('className')}(this, ${JSON.stringify(facts.name)});`);
    for (const [element, replaced] of made) {
      const later = this.#laterKeys(elements, element);
      if (later !== undefined) blocks.push(`${replaced}${later.map((key) => `, ${key}`).join('')});`);
    }
    if (fieldKeys !== undefined) block.text = ` static #${fieldKeys.holder} = [${fieldKeys.kept.join(', ')}];`;
    if (blocks.length > 0) block.text += ` static { ${blocks.join(' ')} }`;
  }

  /**
   * The keys of methods and accessors below an async method that may take its
   * place, as expressions; undefined if one certainly does.
   */
  #laterKeys(elements: readonly ElementNode[], element: acorn.MethodDefinition): string[] | undefined {
    const key = staticKey(element);
    const keys: string[] = [];
    for (const other of elements.slice(elements.indexOf(element) + 1)) {
      if (!isRival(element, other)) continue;
      const otherKey = staticKey(other);
      if (otherKey !== undefined && otherKey === key) return undefined;
      if (otherKey === undefined || key === undefined) {
        keys.push(this.#keys.get(other.value) ?? JSON.stringify(otherKey));
      }
    }
    return keys;
  }

  #freshPrivate(wanted: string): string {
    let name = `${wanted}$1`;
    for (let i = 2; this.#privateTaken.has(name); i++) name = `${wanted}$${i}`;
    this.#privateTaken.add(name);
    return name;
  }

  /** A method or accessor of a class that is not lowered. Its key is kept if it may be that of an async method above. */
  #plainMethod(node: acorn.MethodDefinition, elements: readonly ElementNode[]): void {
    const before = elements.slice(0, elements.indexOf(node));
    const rivals = before.some((other) => isRival(node, other) && other.value.async);
    if (!rivals || !node.computed || staticKey(node) !== undefined) {
      this.#methodInPlace(node);
      return;
    }
    const key = node.key;
    const value = node.value;
    const words = [node.static ? 'static' : '', node.kind === 'method' ? '' : node.kind];
    this.#out.add(`${words.filter((word) => word !== '').join(' ')} ${value.generator ? '*' : ''}[`, node.start);
    this.#keys.set(value, this.#keptKey(key));
    this.#out.add(']');
    this.#plain(value);
  }

  /** An async method of a class. Returns the call, still open, that replaces it by its wrapped form; a private one has none. */
  #method(node: acorn.MethodDefinition, value: FunctionNode): string | undefined {
    const key = node.key;
    const isStatic = node.static ? 'static ' : '';
    if (key.type === 'PrivateIdentifier') {
      const name = key.name;
      const body = this.#freshPrivate(name);
      const code = this.#code(value, node.start);
      const made = `${this.#help('privateMethod')}(this.#${body}, ${code}, ${this.#wrap(value)})`;
      this.#out.add(`${isStatic}get #${name}() { return ${made}; } ${isStatic}*#${body}`, node.start);
      this.#paramsAndBody(value);
      return undefined;
    }
    this.#out.add(`${isStatic}*`, node.start);
    this.#key(node, value, false);
    this.#paramsAndBody(value);
    const name = this.#keys.get(value) ?? JSON.stringify(staticKey(node));
    const target = node.static ? 'this' : 'this.prototype';
    return `${this.#help('method')}(${target}, ${name}, ${this.#code(value, node.start)}, ${this.#wrap(value)}`;
  }

  #field(node: acorn.PropertyDefinition): void {
    const { key, value } = node;
    if (!value) {
      this.#children(node);
      return;
    }
    this.#out.copy(node.start, key.start);
    if (node.computed) this.#moved(key);
    else this.#out.copy(key.start, key.end);
    this.#initialiser(() => this.#stretch(key.end, node.end, [value]));
  }

  /** A field that is an async function without a name of its own, under a computed key. Returns where its key is kept. */
  #fieldOfUnknownName(node: FieldOfFunction, reference: string): string {
    const { value } = node;
    this.#out.add(`${node.static ? 'static ' : ''}[`, node.start);
    const kept = this.#keptKey(node.key);
    this.#keys.set(value, reference);
    this.#out.add('] = ');
    this.#initialiser(() => this.#moved(value));
    this.#out.add(';');
    return kept;
  }

  #initialiser(write: () => void): void {
    const outer = { kind: this.#kind, scope: this.#scope };
    this.#kind = 'plain';
    this.#scope = null;
    write();
    this.#kind = outer.kind;
    this.#scope = outer.scope;
  }

  #staticBlock(node: acorn.StaticBlock): void {
    const outer = { kind: this.#kind, scope: this.#scope };
    this.#kind = 'plain';
    this.#scope = null;
    const brace = this.#indexOf('{', node.start) + 1;
    this.#out.copy(node.start, brace);
    this.#statements(node.body, brace, node.end);
    this.#kind = outer.kind;
    this.#scope = outer.scope;
  }

  // ── await, yield ───────────────────────────────────────────────────────────

  #await(node: acorn.AwaitExpression): void {
    if (this.#kind === 'module') {
      const start = node.start + 'await'.length;
      this.#out.copy(node.start, start);
      this.#out.add(` ${this.#use('outermost')}((`, node.start);
      this.#stretch(start, node.end, [node.argument]);
      this.#out.add('))');
      return;
    }
    if (!this.#isLowered()) {
      // Of a function that stays a native one.
      this.#children(node);
      return;
    }
    const { begin, end } = this.#noted(node);
    this.#out.add(`(yield ${this.#use('at')}(${begin}`, node.start);
    this.#stretch(node.start + 'await'.length, node.end, [node.argument]);
    this.#out.add(`${end}, ${this.#line(node.start)}))`);
  }

  /** What stands around something that is awaited, so that the variables there are noted; nothing in an ordinary run. */
  #noted(node: Node): { readonly begin: string; readonly end: string } {
    const inspected = this.#inspected;
    if (inspected === null) return { begin: '', end: '' };
    const facts = this.#facts(inspected.node);
    const isArrow = inspected.node.type === 'ArrowFunctionExpression';
    const own = this.#options.variables?.get(node) ?? [];
    const variables = own.map(({ name, authorName }) => [authorName, name]);
    if (isArrow ? facts.captures.has('this') && !facts.lateThis : facts.usesThis) {
      variables.unshift(['this', isArrow ? this.#capture('this') : 'this']);
    }
    const list = variables.map(([name, read]) => `[${JSON.stringify(name)}, () => ${read}]`).join(', ');
    return {
      begin: `${this.#help('noted')}(`,
      end: `, ${inspected.call}, ${this.#line(node.start)}, [${list}])`,
    };
  }

  #yield(node: acorn.YieldExpression): void {
    if (this.#kind !== 'asyncGenerator') {
      this.#children(node);
      return;
    }
    const { argument } = node;
    if (!argument) {
      this.#out.add(`(yield ${this.#use('emit')}(void 0))`, node.start);
      return;
    }
    let start = node.start + 'yield'.length;
    if (node.delegate) {
      start = this.#indexOf('*', start) + 1;
      this.#out.add(`(yield* ${this.#use('delegate')}(`, node.start);
      this.#stretch(start, node.end, [argument]);
      this.#out.add(`, ${this.#line(node.start)}))`);
    } else {
      this.#out.add(`(yield ${this.#use('emit')}(`, node.start);
      this.#given(argument, () => this.#stretch(start, node.end, [argument]));
      this.#out.add('))');
    }
  }

  #return(node: acorn.ReturnStatement): void {
    const argument = node.argument;
    if (!argument || !this.#isLowered()) {
      this.#children(node);
      return;
    }
    this.#out.copy(node.start, argument.start);
    this.#given(argument, () => this.#moved(argument));
    this.#out.copy(argument.end, node.end);
  }

  /** Writes an expression whose value a lowered function hands to its caller: `returns` says what becomes of what can be awaited. */
  #given(node: Node, write: () => void): void {
    const { returns } = this.#options;
    const isGenerator = this.#kind === 'asyncGenerator';
    if (returns === 'handed out' || (returns === 'refused' && isGenerator) || !mayBeAwaitable(node)) {
      write();
      return;
    }
    if (returns === 'refused') {
      this.#out.add(`${this.#use('returned')}(`, node.start);
      write();
      this.#out.add(')');
      return;
    }
    const result = this.#variable('$result');
    this.#out.add(`(${this.#use('awaits')}(${result} = (`, node.start);
    write();
    this.#out.add(`)) ? yield* ${this.#use('settled')}(${result}, ${this.#line(node.start)}) : ${result})`);
  }

  // ── Statements ─────────────────────────────────────────────────────────────

  /**
   * A statement list between two offsets, with a place at its start for what
   * is hoisted; a `using` declaration in it makes it a scope that is closed at
   * its end. In functions that are not lowered, that is left to esbuild.
   */
  #statements(statements: readonly Node[], start: number, end: number): void {
    const outer = { hoisted: this.#hoisted, variables: this.#variables, scope: this.#scope };
    let first = statements.findIndex((statement) => !('directive' in statement));
    if (first < 0) first = statements.length;
    const after = first === 0 ? start : (statements[first - 1] as Node).end;
    this.#stretch(start, after, statements.slice(0, first));
    const disposes = this.#isLowered() && statements.some(isUsing);
    if (disposes) this.#open();
    const place = this.#out.add('');
    this.#hoisted = place;
    this.#variables = place;
    if (!disposes) this.#scope = null;
    const last = statements.at(-1)?.end ?? after;
    this.#stretch(after, last, statements.slice(first));
    if (disposes) this.#close();
    this.#out.copy(last, end);
    this.#hoisted = outer.hoisted;
    this.#variables = outer.variables;
    this.#scope = outer.scope;
  }

  /** Whether the code here is that of a generator function which we made. */
  #isLowered(): boolean {
    return this.#kind === 'async' || this.#kind === 'asyncGenerator';
  }

  /** Begins a scope whose `using` declarations are disposed of at `#close()`. */
  #open(): void {
    this.#scope = this.#fresh('$scope$');
    this.#out.add(` const ${this.#scope} = ${this.#use('scope')}(); try { `);
  }

  #close(): void {
    const error = this.#fresh('$error');
    this.#out.add(` } catch (${error}) { ${this.#scope}.fail(${error}); } finally { yield* ${this.#scope}.close(); }`);
  }

  #block(node: acorn.BlockStatement): void {
    this.#out.copy(node.start, node.start + 1);
    this.#statements(node.body, node.start + 1, node.end);
  }

  /**
   * The async functions that are declared in a `switch` have to be there
   * before its first case is looked at, whichever is entered:
   *
   *     { const $subject = x; let f; switch ($subject) { case (f = function () {…}, $define(f$1, …), 1): … } }
   *
   * Not by a declaration: esbuild's later passes would leave that one in its case.
   */
  #switch(node: acorn.SwitchStatement): void {
    const cases = node.cases;
    const discriminant = node.discriminant;
    const declared = cases.flatMap((one) =>
      one.consequent.filter(
        (statement): statement is acorn.FunctionDeclaration => isFunction(statement) && statement.async,
      ),
    );
    const definitions = declared.flatMap((one) => {
      const { name } = one.id;
      const facts = this.#facts(one);
      const made = [`${name} = ${this.#caller(one, '')}`, this.#define(one, this.#bodyOf(one), name)];
      if (this.#losesName(facts, name)) made.push(`${this.#help('name')}(${name}, ${JSON.stringify(facts.name)})`);
      return made;
    });
    const outer = { hoisted: this.#hoisted, variables: this.#variables, scope: this.#scope };
    this.#scope = null;
    const place = this.#out.add('');
    this.#variables = { text: '', from: -1, copied: false };
    if (declared.length === 0) this.#stretch(node.start, discriminant.end, [discriminant]);
    else {
      const subject = this.#fresh('$subject');
      this.#out.add(`{ const ${subject} = (`, node.start);
      this.#moved(discriminant);
      this.#out.add(`); { let ${declared.map(({ id }) => id.name).join(', ')}; `);
      this.#out.add(`switch (${subject}`, node.start);
    }
    this.#hoisted = null;
    const first = cases.find(({ test }) => test) ?? cases[0];
    let at = discriminant.end;
    for (const one of cases) {
      const statements = one.consequent;
      const { test } = one;
      this.#out.copy(at, one.start);
      at = one.start;
      if (test) {
        if (one === first && definitions.length > 0) {
          this.#out.add(`case (${definitions.join(', ')}, `, one.start);
          this.#moved(test);
          this.#out.add('): ');
          at = this.#indexOf(':', test.end) + 1;
        } else {
          this.#stretch(at, test.end, [test]);
          at = test.end;
        }
      } else if (one === first && definitions.length > 0) {
        this.#out.add(`default: ${definitions.join('; ')}; `, one.start);
        at = this.#indexOf(':', one.start) + 1;
      }
      this.#stretch(at, one.end, statements);
      at = one.end;
    }
    this.#out.copy(at, node.end);
    if (declared.length > 0) this.#out.add(' } }');
    // Each turn of a loop around it has its own.
    const { text } = this.#variables;
    if (text !== '') {
      place.text = `{ ${text}`;
      this.#out.add(' }');
    }
    this.#hoisted = outer.hoisted;
    this.#variables = outer.variables;
    this.#scope = outer.scope;
  }

  #variableDeclaration(node: acorn.VariableDeclaration): void {
    if (!isUsing(node)) {
      this.#children(node);
      return;
    }
    const declarations = node.declarations;
    if (this.#scope === null) {
      this.#out.add(`${node.kind} `, node.start);
      this.#stretch((declarations[0] as acorn.VariableDeclarator).start, node.end, declarations);
      return;
    }
    const isAsync = node.kind === 'await using';
    this.#out.add('const ', node.start);
    declarations.forEach((declarator, index) => {
      if (index > 0) this.#out.add(', ');
      // Of a declaration with `using` it is a name, and there is a value.
      const id = declarator.id as acorn.Identifier;
      const init = declarator.init as acorn.Expression;
      this.#moved(id);
      if (isAnonymous(init)) {
        // A function or class takes the name of what it is assigned to, which a parameter would not give it.
        this.#out.add(' = ');
        this.#moved(init);
        this.#out.add(`, ${this.#fresh('$resource')} = ${this.#scope}.use(${id.name}, ${isAsync})`);
        return;
      }
      this.#out.add(` = ${this.#scope}.use(`);
      this.#moved(init);
      this.#out.add(`, ${isAsync})`);
    });
    const last = declarations.at(-1) as acorn.VariableDeclarator;
    this.#out.copy(last.end, node.end);
  }

  /**
   * A statement that calls an async function of the file and drops what comes
   * back: so the runtime can tell where a coroutine was forgotten. A name is
   * enough to go by, for the runtime looks at what was made.
   */
  #expressionStatement(node: acorn.ExpressionStatement): void {
    const expression = node.expression;
    const call = expression.type === 'UnaryExpression' ? expression.argument : expression;
    if (!this.#options.marks || call.type !== 'CallExpression' || !this.#callsAsync(call.callee)) {
      this.#children(node);
      return;
    }
    this.#out.copy(node.start, call.start);
    this.#out.add(`${this.#use('dropped')}(`, call.start);
    this.#inPlace(call);
    this.#out.add(`, ${JSON.stringify(this.#options.file)}, ${this.#line(node.start)})`);
    this.#out.copy(call.end, node.end);
  }

  #callsAsync(callee: Node): boolean {
    const name =
      callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? staticKey(callee) : undefined;
    return name !== undefined && this.#asyncNames.has(name);
  }

  /** What is thrown may be no error, which would not know where it was thrown; `new …` needs no help. */
  #throw(node: acorn.ThrowStatement): void {
    const argument = node.argument;
    if (argument.type === 'NewExpression') {
      this.#children(node);
      return;
    }
    this.#out.copy(node.start, argument.start);
    this.#out.add(`${this.#use('thrown')}(`, argument.start);
    this.#moved(argument);
    // `throw e` of what the clause around it caught lets it go on: the runtime's traceback has no new place.
    const again = argument.type === 'Identifier' && argument.name === this.#handled?.name;
    this.#out.add(again ? `, ${this.#handledError()})` : ')');
    this.#out.copy(argument.end, node.end);
  }

  /** What the `catch` clause around here caught: its own variable may hold something else by now. */
  #handledError(): string {
    const handled = this.#handled as Handled;
    if (handled.variable === null) {
      handled.variable = this.#fresh('$handled');
      handled.start.text = ` const ${handled.variable} =${handled.start.text}`;
    }
    return handled.variable;
  }

  /**
   * Whoever catches an exception is a frame of its traceback; and so is a
   * `finally` that it passes through, which may throw another in its place.
   */
  #try(node: acorn.TryStatement): void {
    const block = node.block;
    const { handler, finalizer } = node;
    const covered = handler ?? block;
    if (finalizer && handler) this.#out.add('try { ', node.start);
    this.#stretch(node.start, block.end, [block]);
    if (handler) {
      this.#out.copy(block.end, handler.start);
      this.#handler(handler, block);
    }
    if (!finalizer) return;
    const error = this.#fresh('$error');
    const passed = `${this.#use('caught')}(${error}, ${this.#catcher(block, covered)})`;
    if (handler) this.#out.add(' }');
    this.#out.add(` catch (${error}) { throw ${passed}; }`);
    this.#stretch(covered.end, node.end, [finalizer]);
  }

  #handler(node: acorn.CatchClause, block: Node): void {
    const outer = this.#handled;
    const parameter = node.param;
    const body = node.body;
    const own = parameter?.type === 'Identifier';
    const error = own ? parameter.name : this.#fresh('$error');
    if (own) this.#out.copy(node.start, body.start + 1);
    else this.#out.add(`catch (${error}) {`, node.start);
    const start = this.#out.add(` ${this.#use('caught')}(${error}, ${this.#catcher(block, block)});`);
    this.#handled = { name: error, start, variable: null };
    if (!own && parameter) {
      this.#out.add(' let ');
      this.#moved(parameter);
      this.#out.add(` = ${error};`);
    }
    this.#statements(body.body, body.start + 1, body.end);
    this.#handled = outer;
  }

  /** What `caught()` is told of who catches: see `Catcher` in `runtime/builtins/traceback.ts`. */
  #catcher(from: Node, to: Node): string {
    const lines = `${this.#line(from.start)} ${this.#line(to.end - 1)}`;
    return JSON.stringify(`${this.#options.file} ${this.#startOfFunctionAt(from)} ${lines}`);
  }

  /** Where the function around a node begins, as `Position.within` says it; empty at the top of the module. */
  #startOfFunctionAt(node: Node): string {
    return functionAt(this.#functions, this.#out.placeOf(node.start))?.start ?? '';
  }

  #labeled(node: acorn.LabeledStatement): void {
    let body: acorn.Statement = node;
    let labels = '';
    while (body.type === 'LabeledStatement') {
      labels += `${body.label.name}: `;
      body = body.body;
    }
    if (body.type === 'ForOfStatement' && this.#isOurs(body)) this.#forOf(body, labels);
    else if (body.type === 'ForStatement' && body.init && isUsing(body.init)) this.#for(body, labels);
    else {
      this.#out.copy(node.start, body.start);
      this.#moved(body);
    }
  }

  /**
   * `for (using x = f(); …) …` becomes `{ using x = f(); for (; …) … }`: what
   * the head declares lives until the loop is left. So it does in functions
   * that are not lowered, too: esbuild leaves a `using` there as it is.
   */
  #for(node: acorn.ForStatement, labels: string): void {
    const init = node.init;
    if (!init || !isUsing(init)) {
      this.#children(node);
      return;
    }
    const outer = this.#scope;
    this.#scope = null;
    this.#out.add('{ ', node.start);
    if (this.#isLowered()) this.#open();
    const scope = this.#scope;
    this.#variableDeclaration(init);
    this.#out.add(`; ${labels}for (`, node.start);
    this.#scope = null;
    const rest = [node.test, node.update, node.body].filter((child) => child !== null && child !== undefined);
    this.#stretch(this.#indexOf(';', init.end), node.end, rest);
    this.#scope = scope;
    if (scope !== null) this.#close();
    this.#out.add(' }');
    this.#scope = outer;
  }

  /** A loop that is written anew: `for await`, or one that disposes of what it declares. */
  #isOurs(node: acorn.ForOfStatement): boolean {
    return this.#isLowered() && (Boolean(node.await) || isUsing(node.left));
  }

  #forOf(node: acorn.ForOfStatement, labels: string): void {
    if (!this.#isOurs(node)) {
      this.#children(node);
      return;
    }
    const left = node.left;
    const right = node.right;
    const line = this.#line(node.start);
    // What is iterated over does not see the variables of an outer scope that the loop's own hide.
    const hidden = left.type === 'VariableDeclaration' && left.kind !== 'var' ? hiddenNames(left, right) : [];
    const unborn = hidden.length === 0 ? '' : ` let ${hidden.join(', ')};`;
    if (!node.await) {
      // for (using x of xs), for (await using x of xs)
      const value = this.#fresh('$value');
      this.#out.add(`{ ${labels}for (const ${value} of `, node.start);
      this.#moved(right);
      this.#out.add(') {');
      this.#loopBody(node, left, value);
      this.#out.add(` }${unborn} }`);
      return;
    }
    // `close()` is for leaving early: not after the last item, and not if there was no next one because of an error.
    const iteration = this.#fresh('$iteration');
    const open = this.#fresh('$open');
    const error = this.#fresh('$error');
    this.#out.add('{ ', node.start);
    this.#iterate(iteration, right);
    this.#out.add(` let ${open} = false; try { ${labels}`);
    const { begin, end } = this.#noted(node);
    const step = `(yield ${this.#use('at')}(${begin}${iteration}.step()${end}, ${line}))`;
    this.#out.add(`for (; ${open} = ${step}; ${open} = false) {`, node.start);
    this.#loopBody(node, left, `${iteration}.value`);
    // As in JavaScript, an error of the body goes before one of the closing.
    this.#out.add(
      ` } } catch (${error}) { if (${open}) { ${open} = false; try { yield* ${iteration}.close(); } catch {} } throw ${error}; }` +
        ` finally { if (${open}) yield* ${iteration}.close(); }${unborn} }`,
      node.start,
    );
  }

  /**
   * Begins the iteration of a `for await`. Where its head is a call, the
   * runtime is told which function that calls: what an async generator
   * function makes there only this loop holds.
   */
  #iterate(iteration: string, right: Node): void {
    const call = right.type === 'CallExpression' ? right : null;
    const path: string[] = [];
    let root = call?.callee;
    while (root?.type === 'MemberExpression' && !root.computed && root.property.type === 'Identifier') {
      path.unshift(root.property.name);
      root = root.object;
    }
    const names = path.map((name) => JSON.stringify(name)).join(', ');
    const begin = `const ${iteration} = ${this.#use('iterate')}(`;
    if (root?.type === 'Identifier' || (root?.type === 'ThisExpression' && path.length > 0)) {
      this.#out.add(begin, right.start);
      this.#moved(right);
      this.#out.add(path.length === 0 ? ', ' : `, ${this.#use('methodAt')}(`);
      this.#moved(root);
      this.#out.add(path.length === 0 ? ');' : `, ${names}));`);
    } else if (call?.callee.type === 'MemberExpression' && path.length > 0 && root?.type !== 'Super') {
      const object = this.#fresh('$object');
      this.#out.add(`const ${object} = (`, right.start);
      this.#moved(call.callee.object);
      const name = path.at(-1);
      this.#out.add(`); ${begin}${object}.${name}(`, right.start);
      this.#list(call.arguments);
      this.#out.add(`), ${this.#use('methodAt')}(${object}, ${JSON.stringify(name)}));`);
    } else {
      this.#out.add(begin, right.start);
      this.#moved(right);
      this.#out.add(');');
    }
  }

  /** Binds or assigns one value of a loop, then its body. */
  #loopBody(node: acorn.ForOfStatement, left: Node, value: string): void {
    const outer = this.#scope;
    const disposes = isUsing(left);
    if (disposes) this.#open();
    if (left.type === 'VariableDeclaration') {
      const { kind } = left;
      const pattern = (left.declarations[0] as acorn.VariableDeclarator).id;
      this.#out.add(` ${disposes ? 'const' : kind} `, left.start);
      this.#moved(pattern);
      this.#out.add(disposes ? ` = ${this.#scope}.use(${value}, ${kind === 'await using'}); ` : ` = ${value}; `);
    } else {
      this.#out.add(' (', left.start);
      this.#moved(left);
      this.#out.add(` = ${value}); `);
    }
    const scope = this.#scope;
    this.#scope = null;
    this.#moved(node.body);
    this.#scope = scope;
    if (disposes) this.#close();
    this.#scope = outer;
  }
}

/** Whether the value of an expression could be something to await. */
function mayBeAwaitable(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'BinaryExpression':
    case 'ArrayExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
    // What an `await` gives has been awaited.
    case 'AwaitExpression':
      return false;
    case 'ConditionalExpression':
      return mayBeAwaitable(node.consequent) || mayBeAwaitable(node.alternate);
    case 'LogicalExpression':
      return mayBeAwaitable(node.left) || mayBeAwaitable(node.right);
    case 'SequenceExpression':
      return mayBeAwaitable(node.expressions.at(-1) as Node);
    case 'ObjectExpression':
      return node.properties.some(
        (property) => property.type !== 'Property' || property.computed === true || staticKey(property) === 'then',
      );
    case 'Identifier':
      return node.name !== 'undefined';
    default:
      return true;
  }
}

/** A `using` or `await using` declaration. */
function isUsing(node: Node): node is acorn.VariableDeclaration {
  return node.type === 'VariableDeclaration' && (node.kind === 'using' || node.kind === 'await using');
}

/** The names that a loop's head binds and what it iterates over mentions. */
function hiddenNames(left: acorn.VariableDeclaration, right: Node): string[] {
  const bound = new Set(left.declarations.flatMap(({ id }) => boundNames(id)).map(({ name }) => name));
  const mentioned = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' && bound.has(node.name)) mentioned.add(node.name);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(right);
  return [...mentioned];
}

/** The identifier that a parameter is, with or without a default. */
function bindingOf(parameter: acorn.Pattern): acorn.Identifier | undefined {
  if (parameter.type === 'Identifier') return parameter;
  if (parameter.type === 'AssignmentPattern') return bindingOf(parameter.left);
  return undefined;
}

/** Whether a member of a class is a method or accessor that may have the key of another. */
function isRival(one: acorn.MethodDefinition, other: ElementNode): other is acorn.MethodDefinition {
  return other.type === 'MethodDefinition' && other.key.type !== 'PrivateIdentifier' && other.static === one.static;
}

/** A field whose value is a lowered function that takes its name from a key which only the program knows. */
type FieldOfFunction = acorn.PropertyDefinition & { readonly value: acorn.Expression };

function isFieldOfUnknownName(element: ElementNode): element is FieldOfFunction {
  if (element.type !== 'PropertyDefinition' || !element.computed || staticKey(element) !== undefined) return false;
  const { value } = element;
  return Boolean(value) && isFunction(value as Node) && (value as FunctionNode).async && isAnonymous(value as Node);
}
