/**
 * Turns async functions into generator functions.
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
 * What differs from JavaScript, on purpose, because it is so in Python:
 * calling runs nothing; `return` hands out what it is given and awaits
 * nothing, also in async generators; `yield` in an async generator does not
 * await its operand.
 *
 * Works on JavaScript as esbuild prints it: every statement ends in a
 * semicolon, so text that begins with a parenthesis may follow.
 */
import type { Analysis, Capture, FunctionFacts } from './analyse.ts';
import type { Segment, SourceMap } from './mappings.ts';
import { Output, type Piece } from './output.ts';
import { type Lowered, SUPPORT, type Support } from './support.ts';
import { childrenOf, type FunctionNode, isAnonymous, isFunction, type Node, staticKey } from './tree.ts';

export interface LowerOptions {
  /** As tracebacks print it. */
  readonly file: string;
  /** JavaScript as esbuild printed it. */
  readonly source: string;
  /** From there to the author's text. */
  readonly map: SourceMap;
  readonly program: Node;
  readonly analysis: Analysis;
  /** What `import.meta.main` becomes. */
  readonly main: string;
  /** Whether esbuild's bundler may rename what is bound to this identifier (`default` stands for a default export). */
  readonly mayBeRenamed: (identifier: string) => boolean;
  /** Whether the bundler turns a class that mentions itself into one of another name. */
  readonly bundled: boolean;
  /** Text for an import or re-export statement, or undefined to leave it as it is. */
  readonly replaceImport: (statement: Node) => string | undefined;
}

export interface LoweredFile {
  /** Without the names that it needs of the runtime; see `uses`. */
  readonly code: string;
  readonly lines: Segment[][];
  /** What it takes from `awaitable/lowered`, and under which name. */
  readonly uses: ReadonlyMap<Lowered, string>;
  /** The text of the helpers that it needs. */
  readonly helpers: string;
}

/** What the code around a node is. */
type Kind = 'module' | 'plain' | 'async' | 'asyncGenerator';

const CAPTURED: Record<Capture, string> = {
  this: '$this',
  arguments: '$arguments',
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
  /** Start of the statement list that declarations around here are hoisted to. */
  #hoisted: Piece | null = null;
  /** Start of the list that variables of ours go to; a `switch` has no such place. */
  #variables: Piece | null = null;
  /** Start of the module: declarations there are hoisted even before an import cycle comes back. */
  #top: Piece = { text: '', from: -1, copied: false };
  #kind: Kind = 'module';
  /** The scope that `await using` declarations around here belong to. */
  #scope: string | null = null;

  constructor(options: LowerOptions) {
    this.#options = options;
    this.#source = options.source;
    this.#analysis = options.analysis;
    this.#out = new Output(options.source, options.map);
    this.#taken = new Set(options.analysis.identifiers);
    this.#privateTaken = new Set(options.analysis.privateNames);
  }

  run(): LoweredFile {
    const { program } = this.#options;
    this.#top = this.#out.add('');
    this.#statements(program.body as Node[], program.start, program.end);
    const { code, lines } = this.#out.finish();
    const helpers = [...this.#support].map(([name, self]) => SUPPORT[name](self)).join(' ');
    return { code, lines, uses: this.#uses, helpers };
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

  #facts(node: Node): FunctionFacts {
    return this.#analysis.functions.get(node) as FunctionFacts;
  }

  /** The Code object of a function, as an expression. */
  #code(node: Node, definition: number): string {
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
      this.#visit(node);
      at = node.end;
    }
    this.#out.copy(at, end);
  }

  #children(node: Node): void {
    this.#stretch(node.start, node.end, childrenOf(node));
  }

  #visit(node: Node): void {
    switch (node.type) {
      case 'FunctionDeclaration':
        if (node.async) this.#declaration(node as FunctionNode);
        else this.#plainDeclaration(node as FunctionNode);
        return;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#expression(node as FunctionNode);
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
      case 'ThrowStatement':
        this.#throw(node);
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
        if (this.#analysis.captured.has(node)) this.#out.add(this.#capture('arguments'), node.start);
        else this.#out.copy(node.start, node.end);
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

  #import(node: Node): void {
    const text = this.#options.replaceImport(node);
    if (text === undefined) this.#children(node);
    else this.#out.add(text, node.start);
  }

  #member(node: Node): void {
    const object = node.object as Node;
    if (
      object.type === 'MetaProperty' &&
      (object.meta as Node).name === 'import' &&
      staticKey({ ...node, key: node.property } as Node) === 'main'
    ) {
      this.#out.add(this.#options.main, node.start);
      return;
    }
    this.#children(node);
  }

  // ── Functions ──────────────────────────────────────────────────────────────

  /** Parameters and body of a lowered function, from its opening parenthesis on. */
  #paramsAndBody(node: FunctionNode): void {
    const outer = { kind: this.#kind, scope: this.#scope };
    this.#kind = node.generator ? 'asyncGenerator' : 'async';
    this.#scope = null;
    const { params, body } = node;
    this.#out.add('(');
    params.forEach((parameter, index) => {
      if (index > 0) this.#out.add(', ');
      this.#visit(parameter);
    });
    this.#out.add(') ');
    if (body.type === 'BlockStatement') this.#block(body);
    else {
      const variables = this.#variables;
      this.#out.add('{ ');
      this.#variables = this.#out.add('');
      this.#out.add('return (');
      this.#visit(body);
      this.#out.add('); }');
      this.#variables = variables;
    }
    this.#kind = outer.kind;
    this.#scope = outer.scope;
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
    const taken = new Set(parameters.map((parameter) => bindingOf(parameter)?.name as string | undefined));
    (all ? parameters.slice(0, length) : parameters).forEach((parameter, index) => {
      let name = bindingOf(parameter)?.name as string | undefined;
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
    const id = node.id as Node | null;
    const name = id === null ? this.#fresh('$default') : (id.name as string);
    const { params, call } = this.#shell(node, body);
    const born = this.#use(node.generator ? 'bornAsyncGenerator' : 'born');
    const quoted = JSON.stringify(facts.name);
    this.#out.add(
      `function ${name}(${params}) { if (new.target) ${this.#help('refuse')}(${quoted}); return ${born}(${call}); } function* ${body}`,
      node.start,
    );
    this.#paramsAndBody(node);
    this.#hoist(this.#define(node, body, name));
    if (this.#losesName(facts, name)) this.#hoist(`${this.#help('name')}(${name}, ${quoted}); `);
  }

  #define(node: FunctionNode, body: string, name: string): string {
    const define = this.#use(node.generator ? 'defineAsyncGenerator' : 'define');
    return `${define}(${body}, ${this.#code(node, node.start)}, ${name}); `;
  }

  #hoist(text: string): void {
    // Declarations in a `switch` are defined by the switch itself.
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
    const id = node.id as Node | null;
    if (id !== null) {
      this.#plain(node);
      this.#hoist(`${this.#help('name')}(${id.name as string}, ${JSON.stringify(facts.name)}); `);
      return;
    }
    const name = this.#fresh('$default');
    const parenthesis = this.#source.indexOf('(', node.start);
    this.#out.copy(node.start, parenthesis);
    this.#out.add(` ${name}`);
    this.#plain(node, parenthesis);
    this.#hoist(`${this.#help('name')}(${name}, "default"); `);
  }

  /** A function that stays as it is but for what is inside. */
  #plain(node: FunctionNode, from = node.start): void {
    const outer = { kind: this.#kind, scope: this.#scope };
    this.#kind = 'plain';
    this.#scope = null;
    this.#stretch(
      from,
      node.end,
      childrenOf(node).filter(({ start }) => start >= from),
    );
    this.#kind = outer.kind;
    this.#scope = outer.scope;
  }

  #expression(node: FunctionNode): void {
    const facts = this.#facts(node);
    if (!node.async) {
      const name = isAnonymous(node) ? facts.binding : undefined;
      const named = node.type === 'FunctionExpression' && node.id ? (node.id as Node) : undefined;
      const fix = name !== undefined || named !== undefined ? this.#losesName(facts) : false;
      if (fix) this.#out.add(`${this.#help('name')}(`);
      this.#plain(node);
      if (fix) this.#out.add(`, ${JSON.stringify(facts.name)})`);
      return;
    }
    if (facts.mentionsItself) {
      const name = (node.id as Node).name as string;
      this.#out.add(`(() => { const ${name} = `);
      this.#wrapped(node, node.start, 'function');
      this.#out.add(`; return ${name}; })()`);
      return;
    }
    this.#wrapped(node, node.start, node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function');
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
    return arrow.lateThis ? `${this.#capture('this')}()` : this.#capture('this');
  }

  /** A call; `super(…)` and `super.m(…)` where `super` was taken along. */
  #call(node: Node): void {
    const callee = node.callee as Node;
    const args = node.arguments as Node[];
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
    this.#visit(callee);
    this.#out.add(`${node.optional ? '?.' : '.'}call(${this.#thisAt(node)}${args.length > 0 ? ', ' : ''}`);
    this.#list(args);
    this.#out.add(')');
  }

  #tagged(node: Node): void {
    const tag = node.tag as Node;
    if (!this.#isCapturedSuper(tag)) {
      this.#children(node);
      return;
    }
    this.#visit(tag);
    this.#out.add(`.bind(${this.#thisAt(node)})`);
    this.#visit(node.quasi as Node);
  }

  #isCapturedSuper(callee: Node): boolean {
    return (
      callee.type === 'MemberExpression' &&
      (callee.object as Node).type === 'Super' &&
      this.#analysis.captured.has(callee.object as Node)
    );
  }

  #list(nodes: readonly Node[]): void {
    nodes.forEach((node, index) => {
      if (index > 0) this.#out.add(', ');
      this.#visit(node);
    });
  }

  // ── Objects and classes ────────────────────────────────────────────────────

  #property(node: Node): void {
    const value = node.value as Node;
    const key = node.key as Node;
    if (node.shorthand) {
      if (value.type === 'Identifier' && this.#analysis.captured.has(value)) {
        this.#out.add(`arguments: ${this.#capture('arguments')}`, node.start);
      } else this.#visit(value);
      return;
    }
    const lowered = isFunction(value) && value.async && (node.method || isAnonymous(value));
    if (!lowered) {
      if (node.method || node.kind !== 'init') this.#methodInPlace(node);
      else this.#children(node);
      return;
    }
    const method = value as FunctionNode;
    if (node.method && this.#facts(method).captures.size > 0) {
      this.#methodWithSuper(node, method);
      return;
    }
    this.#key(node, key, method);
    this.#out.add(': ');
    if (node.method) this.#wrapped(method, node.start, 'method');
    else this.#visit(method);
  }

  /** A key before a lowered function; a computed one is kept for the function's name. */
  #key(node: Node, key: Node, method: FunctionNode): void {
    if (!node.computed) {
      // As a method it defines a property of that name; before a colon it would set the prototype.
      if (staticKey(node) === '__proto__' && node.method) this.#out.add('["__proto__"]', key.start);
      else this.#visit(key);
      return;
    }
    this.#out.add('[');
    if (staticKey(node) === undefined) {
      const variable = this.#variable('$key');
      this.#keys.set(method, variable);
      this.#out.add(`${variable} = `);
    }
    this.#visit(key);
    this.#out.add(']');
  }

  /** An object's method that stays one: a getter, a setter, a plain or generator method. */
  #methodInPlace(node: Node): void {
    const key = node.key as Node;
    this.#out.copy(node.start, key.start);
    if (node.computed) this.#visit(key);
    else this.#out.copy(key.start, key.end);
    this.#out.copy(key.end, (node.value as Node).start);
    this.#plain(node.value as FunctionNode);
  }

  /**
   * An async object method with `super`: only a method has that, and an
   * object has no place to make one out of it once. It stays a plain method
   * which makes its coroutine function anew at each call.
   */
  #methodWithSuper(node: Node, method: FunctionNode): void {
    const key = node.key as Node;
    this.#key({ ...node, method: true } as Node, key, method);
    const { params } = this.#shell(method, '');
    this.#out.add(`(${params}) { return `);
    this.#wrapped(method, node.start, 'method');
    this.#out.add('.apply(this, arguments); }');
  }

  #class(node: Node): void {
    const facts = this.#analysis.classes.get(node) as {
      name: string;
      binding: string | undefined;
      mentionsItself: boolean;
    };
    const body = node.body as Node;
    const elements = body.body as Node[];
    const blocks: string[] = [];

    const ownName = elements.some((element) => element.static && staticKey(element) === 'name');
    const renamed =
      this.#losesName(facts) || (this.#options.bundled && facts.mentionsItself && facts.binding !== undefined);
    if (renamed && !ownName) blocks.push(`${this.#help('name')}(this, ${JSON.stringify(facts.name)});`);

    // Keys are written before the block that uses them is filled in.
    const heritage = [node.id, node.superClass].filter((child): child is Node => Boolean(child));
    this.#stretch(node.start, body.start, heritage);
    this.#out.add('{');
    const block = this.#out.add('');
    let at = body.start + 1;
    elements.forEach((element, index) => {
      this.#out.copy(at, element.start);
      const value = element.value as FunctionNode | null;
      if (element.type === 'MethodDefinition' && value?.async) {
        const last = isLast(elements, index);
        const made = this.#method(element, value);
        if (made !== undefined && last) blocks.push(made);
      } else if (element.type === 'MethodDefinition') this.#methodInPlace(element);
      else if (element.type === 'StaticBlock') this.#staticBlock(element);
      else this.#field(element);
      at = element.end;
    });
    this.#out.copy(at, body.end);
    if (blocks.length > 0) block.text = ` static { ${blocks.join(' ')} }`;
  }

  /** An async method of a class. Returns what replaces it by its wrapped form, or undefined for a private one. */
  #method(node: Node, value: FunctionNode): string | undefined {
    const key = node.key as Node;
    const isStatic = node.static ? 'static ' : '';
    if (key.type === 'PrivateIdentifier') {
      const name = key.name as string;
      let body = `${name}$1`;
      for (let i = 2; this.#privateTaken.has(body); i++) body = `${name}$${i}`;
      this.#privateTaken.add(body);
      const code = this.#code(value, node.start);
      const made = `${this.#help('privateMethod')}(this.#${body}, ${code}, ${this.#wrap(value)})`;
      this.#out.add(`${isStatic}get #${name}() { return ${made}; } ${isStatic}*#${body}`, node.start);
      this.#paramsAndBody(value);
      return undefined;
    }
    this.#out.add(`${isStatic}*`, node.start);
    this.#key({ ...node, method: false } as Node, key, value);
    this.#paramsAndBody(value);
    const name = this.#keys.get(value) ?? JSON.stringify(staticKey(node));
    const target = node.static ? 'this' : 'this.prototype';
    return `${this.#help('method')}(${target}, ${name}, ${this.#code(value, node.start)}, ${this.#wrap(value)});`;
  }

  #field(node: Node): void {
    const key = node.key as Node;
    const value = node.value as Node | null;
    if (value === null) {
      this.#children(node);
      return;
    }
    this.#out.copy(node.start, key.start);
    const lowered = isFunction(value) && value.async && isAnonymous(value);
    if (lowered && node.computed && staticKey(node) === undefined) {
      const variable = this.#variable('$key');
      this.#keys.set(value, variable);
      this.#out.add(`${variable} = `);
    }
    if (node.computed) this.#visit(key);
    else this.#out.copy(key.start, key.end);
    const outer = { kind: this.#kind, scope: this.#scope };
    this.#kind = 'plain';
    this.#scope = null;
    this.#stretch(key.end, node.end, [value]);
    this.#kind = outer.kind;
    this.#scope = outer.scope;
  }

  #staticBlock(node: Node): void {
    const outer = { kind: this.#kind, scope: this.#scope };
    this.#kind = 'plain';
    this.#scope = null;
    const brace = this.#source.indexOf('{', node.start) + 1;
    this.#out.copy(node.start, brace);
    this.#statements(node.body as Node[], brace, node.end);
    this.#kind = outer.kind;
    this.#scope = outer.scope;
  }

  // ── await, yield ───────────────────────────────────────────────────────────

  #await(node: Node): void {
    if (this.#kind === 'module') {
      this.#children(node);
      return;
    }
    this.#out.add(`(yield ${this.#use('at')}(`, node.start);
    this.#stretch(node.start + 'await'.length, node.end, [node.argument as Node]);
    this.#out.add(`, ${this.#line(node.start)}))`);
  }

  #yield(node: Node): void {
    if (this.#kind !== 'asyncGenerator') {
      this.#children(node);
      return;
    }
    const argument = node.argument as Node | null;
    if (argument === null) {
      this.#out.add(`(yield ${this.#use('emit')}(void 0))`, node.start);
      return;
    }
    let start = node.start + 'yield'.length;
    if (node.delegate) {
      start = this.#source.indexOf('*', start) + 1;
      this.#out.add(`(yield* ${this.#use('delegate')}(`, node.start);
      this.#stretch(start, node.end, [argument]);
      this.#out.add(`, ${this.#line(node.start)}))`);
    } else {
      this.#out.add(`(yield ${this.#use('emit')}(`, node.start);
      this.#stretch(start, node.end, [argument]);
      this.#out.add('))');
    }
  }

  // ── Statements ─────────────────────────────────────────────────────────────

  /**
   * A statement list between two offsets, with a place at its start for what
   * is hoisted; `await using` in it makes it a scope that is closed at its end.
   */
  #statements(statements: readonly Node[], start: number, end: number): void {
    const outer = { hoisted: this.#hoisted, variables: this.#variables, scope: this.#scope };
    let first = statements.findIndex((statement) => statement.directive === undefined);
    if (first < 0) first = statements.length;
    const after = first === 0 ? start : (statements[first - 1] as Node).end;
    this.#stretch(start, after, statements.slice(0, first));
    const disposes =
      this.#kind !== 'module' &&
      statements.some(({ type, kind }) => type === 'VariableDeclaration' && kind === 'await using');
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

  /** Begins a scope whose `using` declarations are disposed of at `#close()`. */
  #open(): void {
    this.#scope = this.#fresh('$scope$');
    this.#out.add(` const ${this.#scope} = ${this.#use('scope')}(); try { `);
  }

  #close(): void {
    const error = this.#fresh('$error');
    this.#out.add(` } catch (${error}) { ${this.#scope}.fail(${error}); } finally { yield* ${this.#scope}.close(); }`);
  }

  #block(node: Node): void {
    this.#out.copy(node.start, node.start + 1);
    this.#statements(node.body as Node[], node.start + 1, node.end);
  }

  #switch(node: Node): void {
    const cases = node.cases as Node[];
    const declared = cases.flatMap((one) =>
      (one.consequent as Node[]).filter((statement) => statement.type === 'FunctionDeclaration'),
    ) as FunctionNode[];
    // Which case is entered nobody knows, so each defines all of them.
    let definitions = '';
    for (const one of declared) {
      const facts = this.#facts(one);
      const name = (one.id as Node).name as string;
      if (one.async) definitions += this.#define(one, this.#bodyOf(one), name);
      if (this.#losesName(facts)) definitions += `${this.#help('name')}(${name}, ${JSON.stringify(facts.name)}); `;
    }
    const outer = { hoisted: this.#hoisted, scope: this.#scope };
    this.#stretch(node.start, (node.discriminant as Node).end, [node.discriminant as Node]);
    this.#hoisted = null;
    this.#scope = null;
    let at = (node.discriminant as Node).end;
    for (const one of cases) {
      const statements = one.consequent as Node[];
      const test = one.test as Node | null;
      this.#out.copy(at, one.start);
      const colon = this.#source.indexOf(':', test === null ? one.start : test.end) + 1;
      this.#stretch(one.start, colon, test === null ? [] : [test]);
      this.#out.add(definitions === '' ? '' : ` ${definitions}`);
      this.#stretch(colon, one.end, statements);
      at = one.end;
    }
    this.#out.copy(at, node.end);
    this.#hoisted = outer.hoisted;
    this.#scope = outer.scope;
  }

  #variableDeclaration(node: Node): void {
    const kind = node.kind as string;
    if (this.#scope === null || (kind !== 'using' && kind !== 'await using')) {
      this.#children(node);
      return;
    }
    const declarations = node.declarations as Node[];
    this.#out.add('const ', node.start);
    declarations.forEach((declarator, index) => {
      if (index > 0) this.#out.add(', ');
      const id = declarator.id as Node;
      this.#visit(id);
      this.#out.add(` = ${this.#scope}.use(`);
      this.#visit(declarator.init as Node);
      this.#out.add(`, ${kind === 'await using'})`);
    });
    const last = declarations.at(-1) as Node;
    this.#out.copy(last.end, node.end);
  }

  /** What is thrown may be no error, which would not know where it was thrown; `new …` needs no help. */
  #throw(node: Node): void {
    const argument = node.argument as Node;
    if (argument.type === 'NewExpression') {
      this.#children(node);
      return;
    }
    this.#out.copy(node.start, argument.start);
    this.#out.add(`${this.#use('thrown')}(`, argument.start);
    this.#visit(argument);
    this.#out.add(')');
    this.#out.copy(argument.end, node.end);
  }

  #labeled(node: Node): void {
    let body = node;
    let labels = '';
    while (body.type === 'LabeledStatement') {
      labels += `${(body.label as Node).name as string}: `;
      body = body.body as Node;
    }
    if (body.type === 'ForOfStatement' && this.#isOurs(body)) this.#forOf(body, labels);
    else {
      this.#out.copy(node.start, body.start);
      this.#visit(body);
    }
  }

  /** A loop that is written anew: `for await`, or one that disposes of what it declares. */
  #isOurs(node: Node): boolean {
    if (this.#kind === 'module') return false;
    const left = node.left as Node;
    return Boolean(node.await) || (left.type === 'VariableDeclaration' && left.kind === 'await using');
  }

  #forOf(node: Node, labels: string): void {
    if (!this.#isOurs(node)) {
      this.#children(node);
      return;
    }
    const left = node.left as Node;
    const right = node.right as Node;
    const line = this.#line(node.start);
    if (!node.await) {
      // for (await using x of xs)
      const value = this.#fresh('$value');
      this.#out.add(`${labels}for (const ${value} of `, node.start);
      this.#visit(right);
      this.#out.add(') {');
      this.#loopBody(node, left, value);
      this.#out.add(' }');
      return;
    }
    // `close()` is for leaving early: not after the last item, and not if there was no next one because of an error.
    const iteration = this.#fresh('$iteration');
    const open = this.#fresh('$open');
    const error = this.#fresh('$error');
    this.#out.add('{ ', node.start);
    this.#iterate(iteration, right);
    this.#out.add(` let ${open} = false; try { ${labels}`);
    const step = `(yield ${this.#use('at')}(${iteration}.step(), ${line}))`;
    this.#out.add(`for (; ${open} = ${step}; ${open} = false) {`, node.start);
    this.#loopBody(node, left, `${iteration}.value`);
    // As in JavaScript, an error of the body goes before one of the closing.
    this.#out.add(
      ` } } catch (${error}) { if (${open}) { ${open} = false; try { yield* ${iteration}.close(); } catch {} } throw ${error}; }` +
        ` finally { if (${open}) yield* ${iteration}.close(); } }`,
      node.start,
    );
  }

  /**
   * Begins the iteration of a `for await`. Where its head is a call, the
   * runtime is told which function that calls: what an async generator
   * function makes there only this loop holds.
   */
  #iterate(iteration: string, right: Node): void {
    const callee = right.type === 'CallExpression' ? (right.callee as Node) : null;
    const path: string[] = [];
    let root = callee;
    while (root?.type === 'MemberExpression' && !root.computed && (root.property as Node).type === 'Identifier') {
      path.unshift(JSON.stringify((root.property as Node).name));
      root = root.object as Node;
    }
    const begin = `const ${iteration} = ${this.#use('iterate')}(`;
    if (root?.type === 'Identifier' || (root?.type === 'ThisExpression' && path.length > 0)) {
      this.#out.add(begin, right.start);
      this.#visit(right);
      this.#out.add(path.length === 0 ? ', ' : `, ${this.#use('methodAt')}(`);
      this.#visit(root);
      this.#out.add(path.length === 0 ? ');' : `, ${path.join(', ')}));`);
    } else if (callee !== null && path.length > 0 && root?.type !== 'Super') {
      const object = this.#fresh('$object');
      this.#out.add(`const ${object} = (`, right.start);
      this.#visit(callee.object as Node);
      const name = (callee.property as Node).name as string;
      this.#out.add(`); ${begin}${object}.${name}(`, right.start);
      this.#list(right.arguments as Node[]);
      this.#out.add(`), ${this.#use('methodAt')}(${object}, ${JSON.stringify(name)}));`);
    } else {
      this.#out.add(begin, right.start);
      this.#visit(right);
      this.#out.add(');');
    }
  }

  /** Binds or assigns one value of a loop, then its body. */
  #loopBody(node: Node, left: Node, value: string): void {
    const outer = this.#scope;
    const body = node.body as Node;
    const kind = left.type === 'VariableDeclaration' ? (left.kind as string) : undefined;
    const disposes = kind === 'using' || kind === 'await using';
    if (disposes) this.#open();
    if (kind !== undefined) {
      const pattern = ((left.declarations as Node[])[0] as Node).id as Node;
      this.#out.add(` ${disposes ? 'const' : kind} `, left.start);
      this.#visit(pattern);
      this.#out.add(disposes ? ` = ${this.#scope}.use(${value}, ${kind === 'await using'}); ` : ` = ${value}; `);
    } else {
      this.#out.add(' (', left.start);
      this.#visit(left);
      this.#out.add(` = ${value}); `);
    }
    const scope = this.#scope;
    this.#scope = null;
    this.#visit(body);
    this.#scope = scope;
    if (disposes) this.#close();
    this.#scope = outer;
  }
}

/** The identifier that a parameter is, with or without a default. */
function bindingOf(parameter: Node): Node | undefined {
  if (parameter.type === 'Identifier') return parameter;
  if (parameter.type === 'AssignmentPattern') return bindingOf(parameter.left as Node);
  return undefined;
}

/** Whether no later element of the class takes a method's place. */
function isLast(elements: readonly Node[], index: number): boolean {
  const element = elements[index] as Node;
  const key = staticKey(element);
  if (key === undefined) return true;
  return !elements
    .slice(index + 1)
    .some(
      (other) =>
        other.type === 'MethodDefinition' &&
        Boolean(other.static) === Boolean(element.static) &&
        staticKey(other) === key,
    );
}
