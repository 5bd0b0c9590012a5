/**
 * Random programs for the compile step: the forms around which the lowering
 * moves, copies and renames, and what can stand in them.
 *
 * A program awaits every async function where it calls it, so that it does the
 * same whether calling starts the function (JavaScript) or not (Python). It
 * logs what it sees through `log()` and `show()`, and ends: loops are short and
 * a function calls only functions that were declared before it.
 */
import { Random } from '../conformance/fuzz/random.ts';
import {
  ASSIGNMENT,
  at,
  BINARY,
  CALL,
  CONDITIONAL,
  either,
  expression,
  item,
  type Part,
  type Piece,
  PRIMARY,
  SEQUENCE,
  statement,
  UNARY,
} from './tree.ts';

type Kind = 'plain' | 'async' | 'generator' | 'asyncGenerator';

interface Callable {
  /** `f`, `o.m`, `C.m`, `new C().m`. */
  readonly text: string;
  readonly kind: Kind;
}

/** What may stand at a place. */
interface Place {
  readonly kind: Kind;
  readonly names: readonly string[];
  readonly callables: readonly Callable[];
  readonly classes: readonly string[];
  readonly labels: readonly { readonly name: string; readonly loop: boolean }[];
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  readonly depth: number;
  readonly superOf: 'none' | 'instance' | 'static';
  readonly hasArguments: boolean;
  readonly hasNewTarget: boolean;
  /** `#private` names of the class around. */
  readonly privates: readonly string[];
}

/** Few, so that they shadow one another. */
const NAMES = ['a', 'b', 'c', 'd', 'of', 'async', 'using', 'get'] as const;
const METHODS = ['m', 'n', 'get', 'async', 'static', 'constructor$', 'then$', '"two words"', '7', 'toString', 'name'];
const COMMENTS = ['/* ) */', '/* : */', '/* { */', '/* * */', '/* await , */', '/* ( */'];

export interface GenerateOptions {
  /** About how many pieces a program has at most. Default: 60. */
  readonly size?: number;
}

export function generate(seed: number, { size = 60 }: GenerateOptions = {}): Piece {
  return new Generator(seed, size).program();
}

class Generator {
  readonly #random: Random;
  #left: number;
  #serial = 0;
  #yields = 0;

  constructor(seed: number, size: number) {
    this.#random = new Random(seed);
    this.#left = Math.ceil(size * (0.2 + this.#random.next()));
  }

  program(): Piece {
    const top: Place = {
      kind: 'plain',
      names: [],
      callables: [],
      classes: [],
      labels: [],
      inLoop: false,
      inSwitch: false,
      depth: 0,
      superOf: 'none',
      hasArguments: false,
      hasNewTarget: false,
      privates: [],
    };
    const before: Piece[] = [];
    let place = top;
    const budget = this.#left;
    for (let i = this.#random.int(0, 3); i > 0; i--) {
      this.#left = budget / 3;
      const made = this.#declaration(place);
      before.push(made.piece);
      place = made.place;
    }
    const sections: Piece[] = [];
    const within: Place = { ...place, kind: 'async', hasArguments: true, hasNewTarget: true, depth: 1 };
    for (const { text, kind } of place.callables) {
      const call = [`${text}(`, item`${this.#arguments(within)}`, ')'];
      if (kind === 'asyncGenerator')
        sections.push(guarded([statement`for await (const x of ${call}) log(show(x));\n`]));
      else if (kind === 'generator') sections.push(guarded([statement`log(show([...${call}]));\n`]));
      else sections.push(guarded([statement`log(show(${kind === 'async' ? 'await ' : ''}${call}));\n`]));
    }
    for (let i = this.#random.int(1, 3); i > 0; i--) {
      this.#left = budget / 3;
      sections.push(guarded(this.#statements(within, this.#random.int(1, 4))));
    }
    return statement`${before}
export async function main() {
${sections}
}
`;
  }

  // ── Seams ──────────────────────────────────────────────────────────────────

  #pick<T>(items: readonly T[]): T {
    return this.#random.pick(items);
  }

  /** What may stand between two tokens. */
  #gap(): string {
    const roll = this.#random.next();
    if (roll < 0.75) return ' ';
    if (roll < 0.85) return ` ${this.#pick(COMMENTS)} `;
    return roll < 0.95 ? '\n' : ' // ; ) } :\n';
  }

  /** The same without a line end. */
  #near(): string {
    return this.#random.chance(0.85) ? ' ' : ` ${this.#pick(COMMENTS)} `;
  }

  /** The end of a statement: the semicolon may be missing, as what follows begins with a word. */
  #end(): string {
    return this.#random.chance(0.7) ? ';\n' : '\n';
  }

  // ── Statements ─────────────────────────────────────────────────────────────

  #statements(place: Place, count: number): Piece[] {
    const made: Piece[] = [];
    let here = { ...place, depth: place.depth + 1 };
    for (let i = 0; i < count; i++) {
      const next = this.#declares(here) ? this.#declaration(here) : { piece: this.#statement(here), place: here };
      made.push(next.piece);
      here = next.place;
    }
    return made;
  }

  #declares(place: Place): boolean {
    return this.#random.chance(place.depth < 4 ? 0.35 : 0.15);
  }

  #block(place: Place): Piece {
    return statement`{ ${this.#statements(place, this.#random.int(0, 3))} }`;
  }

  /** What a loop or an `if` runs: mostly without braces. */
  #body(place: Place): Piece {
    return this.#random.chance(0.5) ? this.#block(place) : this.#statement(place);
  }

  #statement(place: Place): Piece {
    this.#left--;
    const deep = place.depth > 5 || this.#left <= 0;
    const awaits = place.kind === 'async' || place.kind === 'asyncGenerator';
    const loop = (inner: Place = place): Place => ({ ...inner, inLoop: true, depth: place.depth + 1 });
    const options: (readonly [() => Piece, number])[] = [
      [() => statement`log(${this.#show(place)})${this.#end()}`, 8],
      [() => statement`log(${at(ASSIGNMENT, this.#expression(place))})${this.#end()}`, 12],
      // A statement's expression begins with a word, for the statement before that has no semicolon.
      [() => statement`void ${at(UNARY, this.#expression(place))}${this.#end()}`, 4],
      [() => this.#return(place), place.depth > 2 && place.kind !== 'plain' ? 2 : 0],
      [() => statement`throw${this.#near()}${at(SEQUENCE, this.#thrown(place))}${this.#end()}`, 1],
      [() => this.#jump(place), place.inLoop || place.inSwitch || place.labels.length > 0 ? 3 : 0],
    ];
    if (!deep) {
      options.push(
        [() => this.#block(place), 2],
        [() => this.#if(place), 4],
        [() => this.#forOf(place, loop, ''), 3],
        [() => this.#for(place, loop), 3],
        [() => this.#while(place, loop), 2],
        [() => this.#switch(place), 2],
        [() => this.#try(place), 3],
        [() => this.#labelled(place, loop), 3],
      );
      if (awaits) {
        options.push(
          [() => this.#forAwait(place, loop), 8],
          [() => this.#using(place), 4],
          [() => this.#forUsing(place, loop), 3],
        );
      }
      if (place.kind === 'generator' || place.kind === 'asyncGenerator') {
        options.push([() => statement`${at(SEQUENCE, this.#yield(place))};\n`, 8]);
      }
    }
    return this.#random.weighted(options)();
  }

  #return(place: Place): Piece {
    if (this.#random.chance(0.2)) return statement`return${this.#end()}`;
    // In an async generator, JavaScript awaits what is returned.
    return statement`return${this.#near()}${at(SEQUENCE, this.#expression(place))}${this.#end()}`;
  }

  #thrown(place: Place): Piece {
    const value = this.#expression(place);
    return this.#pick([
      value,
      expression(PRIMARY)`new RangeError(${at(ASSIGNMENT, value)})`,
      expression(SEQUENCE)`${at(ASSIGNMENT, value)}, new TypeError("t")`,
    ]);
  }

  #jump(place: Place): Piece {
    const word = this.#random.chance(0.5) ? 'break' : 'continue';
    const labels = place.labels.filter(({ loop }) => loop || word === 'break');
    if (labels.length > 0 && this.#random.chance(0.5)) {
      return statement`if (${this.#condition(place)}) ${word}${this.#near()}${this.#pick(labels).name};\n`;
    }
    if (place.inLoop || (place.inSwitch && word === 'break')) {
      return statement`if (${this.#condition(place)}) ${word};\n`;
    }
    return statement`;`;
  }

  #condition(place: Place): Part {
    return at(SEQUENCE, this.#expression(place));
  }

  #if(place: Place): Piece {
    const condition = this.#condition(place);
    const then = this.#body(place);
    if (this.#random.chance(0.5)) return statement`if (${condition}) ${then}\n`;
    // An `else` would belong to the `if` inside.
    return statement`if (${condition}) { ${then} } else ${this.#body(place)}\n`;
  }

  /** Binds names in a pattern: what is bound, and the text of it. */
  #pattern(place: Place): { readonly pattern: Piece; readonly names: readonly string[] } {
    const roll = this.#random.next();
    const name = this.#name();
    if (roll < 0.6) return { pattern: expression(PRIMARY)`${name}`, names: [name] };
    const other = NAMES.find((one) => one !== name) as string;
    const fallback = at(ASSIGNMENT, this.#small(place));
    if (roll < 0.75) return { pattern: expression(PRIMARY)`[${name} = ${fallback}]`, names: [name] };
    if (roll < 0.85) return { pattern: expression(PRIMARY)`[${name}, ...${other}]`, names: [name, other] };
    if (roll < 0.95) {
      return {
        pattern: expression(
          PRIMARY,
        )`{ length: ${name}, [${at(ASSIGNMENT, this.#key(place))}]: ${other} = ${fallback} }`,
        names: [name, other],
      };
    }
    return { pattern: expression(PRIMARY)`{ ${name} = ${fallback}, ...${other} }`, names: [name, other] };
  }

  /** What can be assigned to. */
  #target(place: Place): Piece {
    const inner = this.#small(place);
    const names = place.names.length > 0 ? place.names : ['a'];
    const options: (() => Piece)[] = [
      () => expression(PRIMARY)`${this.#pick(names)}`,
      () => expression(CALL)`log.x`,
      () => expression(CALL)`log[${at(SEQUENCE, inner)}]`,
      () => expression(PRIMARY)`[${this.#pick(names)} = ${at(ASSIGNMENT, inner)}, log.y]`,
      () => expression(PRIMARY)`{ length: ${this.#pick(names)} = ${at(ASSIGNMENT, inner)} }`,
    ];
    if (place.superOf !== 'none') options.push(() => expression(CALL)`super.p`);
    return this.#pick(options)();
  }

  #head(place: Place): { readonly head: Piece; readonly names: readonly string[] } {
    if (this.#random.chance(0.3)) return { head: this.#target(place), names: [] };
    const { pattern, names } = this.#pattern(place);
    return { head: expression(PRIMARY)`${this.#pick(['const', 'let', 'var', 'const'])} ${pattern}`, names };
  }

  #items(place: Place): Piece {
    const one = at(ASSIGNMENT, this.#small(place));
    const two = at(ASSIGNMENT, this.#small(place));
    return this.#pick([
      () => expression(PRIMARY)`[${one}, ${two}]`,
      () => expression(PRIMARY)`[[${one}], "xy", { a: ${two} }]`,
      () => expression(SEQUENCE)`${one}, [${two}, 2]`,
      () => expression(CONDITIONAL)`${at(BINARY, this.#small(place))} ? [${one}] : [${two}, 3]`,
      () => expression(PRIMARY)`new Set([${one}, ${two}])`,
      () => this.#iterable(place, 'generator') ?? expression(PRIMARY)`"ab"`,
    ])();
  }

  /** A call of a generator function that is in reach. */
  #iterable(place: Place, kind: Kind): Piece | undefined {
    const all = place.callables.filter((one) => one.kind === kind);
    if (all.length === 0) return undefined;
    return expression(CALL)`${this.#pick(all).text}(${this.#arguments(place)})`;
  }

  #forOf(place: Place, loop: (place?: Place) => Place, label: string): Piece {
    const { head, names } = this.#head(place);
    const items = at(ASSIGNMENT, this.#items(place));
    return statement`${label}for (${head}${this.#gap()}of ${items}) ${this.#body(loop(this.#with(place, names)))}\n`;
  }

  #forAwait(place: Place, loop: (place?: Place) => Place, label = ''): Piece {
    const { head, names } = this.#head(place);
    const items = at(ASSIGNMENT, this.#iterable(place, 'asyncGenerator') ?? this.#items(place));
    const body = this.#body(loop(this.#with(place, names)));
    return statement`${label}for${this.#gap()}await${this.#gap()}(${head}${this.#gap()}of${this.#gap()}${items}) ${body}\n`;
  }

  #for(place: Place, loop: (place?: Place) => Place): Piece {
    const i = `i${this.#serial++}`;
    const inner = this.#with(place, [i]);
    const init = at(ASSIGNMENT, this.#small(place));
    // Programs may assign to the first variable, so another one counts.
    const head = `let ${i} = 0, n${i} = 0, x${i} =`;
    return statement`for (${head} (${init}); n${i}++ < 2; ${i}++) ${this.#body(loop(inner))}\n`;
  }

  #while(place: Place, loop: (place?: Place) => Place): Piece {
    const i = `i${this.#serial++}`;
    const condition = at(BINARY, this.#small(place));
    if (this.#random.chance(0.5)) {
      return statement`var ${i} = 0; while (${i}++ < 2 && (${condition}, true)) ${this.#body(loop())}\n`;
    }
    return statement`var ${i} = 0; do { ${this.#body(loop())} } while (${i}++ < 1 && (${condition}, true))\n`;
  }

  #switch(place: Place): Piece {
    const inner = { ...place, inSwitch: true, depth: place.depth + 1 };
    const first = this.#statements(inner, this.#random.int(0, 2));
    const second = this.#statements(inner, this.#random.int(1, 2));
    const test = at(SEQUENCE, this.#small(place));
    return statement`switch (${this.#condition(place)}) { case 1: ${first} case ${test}${this.#gap()}: ${second} default: ${this.#statements(inner, 1)} }\n`;
  }

  #try(place: Place): Piece {
    const body = this.#statements(place, this.#random.int(1, 2));
    const roll = this.#random.next();
    // An async generator that an error of the loop leaves suspended is closed here when the program ends.
    const first = place.kind === 'asyncGenerator' ? 'if (left(e)) throw e; ' : '';
    const handler = statement`catch (e) { ${first}log(show(e)); ${this.#statements(this.#with(place, []), this.#random.int(0, 2))} }`;
    // Left by `break`, an async generator stays suspended here, and JavaScript runs its `finally`.
    if (roll < 0.5 || place.kind === 'asyncGenerator') return statement`try { ${body} } ${handler}\n`;
    const last = this.#statements(place, this.#random.int(1, 2));
    if (roll < 0.7) return statement`try { ${body} } finally { ${last} }\n`;
    return statement`try { ${body} } ${handler} finally { ${last} }\n`;
  }

  #labelled(place: Place, loop: (place?: Place) => Place): Piece {
    const name = `l${this.#serial++}`;
    const awaits = place.kind === 'async' || place.kind === 'asyncGenerator';
    const isLoop = this.#random.chance(0.75);
    // esbuild 0.28 takes no `continue` to the first of two labels of one loop.
    const again = isLoop && this.#random.chance(0.2) ? `l${this.#serial++}: ` : '';
    const inner = { ...place, labels: [...place.labels, { name, loop: isLoop && again === '' }] };
    if (!isLoop) return statement`${name}: ${this.#block(inner)}\n`;
    const text = `${name}:${this.#gap()}${again}`;
    return awaits && this.#random.chance(0.6)
      ? this.#forAwait(inner, loop, text)
      : this.#forOf(inner, (within = inner) => loop(within), text);
  }

  #resource(place: Place): Part {
    const options = [
      () => expression(CALL)`disposable(${at(ASSIGNMENT, this.#small(place))})`,
      () => expression(SEQUENCE)`${at(ASSIGNMENT, this.#small(place))}, disposable(1)`,
      () => expression(PRIMARY)`null`,
    ];
    return at(ASSIGNMENT, this.#pick(options)());
  }

  #using(place: Place): Piece {
    // Left by `break`, an async generator stays suspended here, and JavaScript disposes of its resources.
    if (place.kind === 'asyncGenerator') return this.#block(place);
    const word = this.#pick(['await using', 'await using', 'using']);
    const [name, other] = this.#random.chance(0.5) ? ['r', 's'] : ['s', 'r'];
    const more = this.#random.chance(0.3) ? [`, ${other} = `, this.#resource(place)] : '';
    const mixed = this.#random.chance(0.3) ? 'await using z = disposable("z"); ' : '';
    const body = [...this.#statements(place, this.#random.int(0, 2)), this.#told(name)];
    return statement`{ ${this.#statements(place, this.#random.int(0, 1))} ${word} ${name} = ${this.#resource(place)}${more}; ${mixed}${body} }\n`;
  }

  /** Tells of a resource. Such names are not assigned to: V8 13.6 (Node 24) allows it. */
  #told(name: string): Piece {
    return statement`log(show(${name}));\n`;
  }

  #forUsing(place: Place, loop: (place?: Place) => Place): Piece {
    if (place.kind === 'asyncGenerator') return this.#block(place);
    const name = this.#pick(['r', 's']);
    const word = this.#pick(['await using', 'using']);
    const label = `l${this.#serial++}`;
    const inner = { ...place, labels: [...place.labels, { name: label, loop: true }] };
    const body = statement`{ ${this.#told(name)}${this.#body(loop(inner))} }\n`;
    const roll = this.#random.next();
    const prefix = this.#random.chance(0.8) ? `${label}: ` : '';
    if (roll < 0.4) {
      const i = `i${this.#serial++}`;
      // V8 13.6 (Node 24) disposes of it after each turn instead of after the loop, so it runs what that means.
      const head = either(`${prefix}for (`, '{ ');
      const rest = either('', `${prefix}for (`);
      return statement`var ${i} = 0; ${head}using ${name} = ${this.#resource(place)}; ${rest}${either('', ';')} ${i} < 2; ${i}++) ${body}${either('', '}')}\n`;
    }
    const items = at(ASSIGNMENT, expression(PRIMARY)`[${this.#resource(place)}, ${this.#resource(place)}]`);
    return statement`${prefix}for ${roll < 0.6 ? 'await ' : ''}(${word} ${name} of ${items}) ${body}\n`;
  }

  // ── Declarations ───────────────────────────────────────────────────────────

  #name(): string {
    return this.#pick(NAMES.slice(0, this.#random.chance(0.85) ? 4 : NAMES.length));
  }

  #with(place: Place, names: readonly string[]): Place {
    return { ...place, names: [...place.names, ...names], depth: place.depth + 1 };
  }

  #declaration(place: Place): { readonly piece: Piece; readonly place: Place } {
    this.#left--;
    const roll = this.#random.next();
    if (roll < 0.35 && place.depth > 0) {
      const word = this.#pick(['let', 'const', 'var']);
      const { pattern, names } = this.#pattern(place);
      const value = at(
        ASSIGNMENT,
        names.length === 1 && this.#random.chance(0.7) ? this.#expression(place) : this.#items(place),
      );
      const piece = statement`${word} ${pattern} = ${value}${this.#end()}`;
      return { piece, place: { ...place, names: [...place.names, ...names] } };
    }
    const serial = this.#serial++;
    if (roll < 0.75) {
      const kind = this.#kindOfFunction();
      const name = `f${serial}`;
      const callables = [...place.callables, { text: name, kind }];
      if (this.#random.chance(0.6))
        return { piece: this.#functionDeclaration(place, name, kind), place: { ...place, callables } };
      const made = this.#functionExpression(place, kind);
      return { piece: statement`const ${name} = ${at(ASSIGNMENT, made)};\n`, place: { ...place, callables } };
    }
    const name = `C${serial}`;
    const declared = this.#random.chance(0.6);
    const { piece, methods } = this.#class(place, declared ? name : this.#random.chance(0.5) ? `D${serial}` : '');
    const found = methods.map(({ text, kind, isStatic }) => ({
      text: isStatic ? `${name}${text}` : `new ${name}()${text}`,
      kind,
    }));
    return {
      piece: declared ? statement`${piece}\n` : statement`const ${name} = ${piece};\n`,
      place: { ...place, callables: [...place.callables, ...found], classes: [...place.classes, name] },
    };
  }

  #kindOfFunction(): Kind {
    return this.#random.weighted([
      ['async', 6],
      ['asyncGenerator', 3],
      ['plain', 2],
      ['generator', 1],
    ] as const);
  }

  #functionDeclaration(place: Place, name: string, kind: Kind): Piece {
    const async = kind.startsWith('async') ? `async${this.#near()}` : '';
    const star = kind.toLowerCase().endsWith('generator') ? '*' : '';
    return statement`${async}function${star} ${name}${this.#paramsAndBody(place, kind, 'function')}\n`;
  }

  /** Parameters and body of a function of its own `this`. */
  #paramsAndBody(
    place: Place,
    kind: Kind,
    of: 'function' | 'method' | 'static' | 'arrow',
    superOf?: Place['superOf'],
  ): Piece {
    const arrow = of === 'arrow';
    const within: Place = {
      ...place,
      kind,
      labels: [],
      inLoop: false,
      inSwitch: false,
      depth: place.depth + 1,
      hasArguments: arrow ? place.hasArguments : true,
      hasNewTarget: arrow ? place.hasNewTarget : true,
      superOf: arrow ? place.superOf : (superOf ?? 'none'),
      privates: place.privates,
    };
    const { params, names } = this.#params({ ...within, kind: 'plain' });
    const inner = this.#with(within, names);
    // A parameter's type and an arrow function's result type are TypeScript's.
    if (arrow) {
      const type = this.#random.chance(0.1) ? ': any' : '';
      if (this.#random.chance(0.5)) {
        const value = this.#expression(inner);
        const body = this.#random.chance(0.15)
          ? expression(PRIMARY)`(${this.#object(inner)}, ${at(ASSIGNMENT, value)})`
          : value;
        return expression(ASSIGNMENT)`(${params})${type}${this.#near()}=>${this.#gap()}${at(ASSIGNMENT, body)}`;
      }
      return expression(ASSIGNMENT)`(${params})${type}${this.#near()}=>${this.#gap()}{ ${this.#functionBody(inner)} }`;
    }
    return expression(PRIMARY)`(${params})${this.#gap()}{ ${this.#functionBody(inner)} }`;
  }

  #functionBody(place: Place): Part[] {
    const { kind } = place;
    const parts: Part[] = this.#statements(place, this.#random.int(0, 3));
    if (kind === 'generator' || kind === 'asyncGenerator')
      parts.push(statement`${at(SEQUENCE, this.#yield(place))};\n`);
    else parts.push(statement`return${this.#near()}${at(SEQUENCE, this.#expression(place))};\n`);
    return parts;
  }

  #params(place: Place): { readonly params: Part[]; readonly names: readonly string[] } {
    const count = this.#random.int(0, 3);
    const params: Part[] = [];
    const names: string[] = [];
    for (let i = 0; i < count; i++) {
      const name = this.#pick(NAMES.slice(0, 4).filter((one) => !names.includes(one)));
      const fallback = this.#random.chance(0.3)
        ? [' = ', at(ASSIGNMENT, this.#expression(this.#with(place, names)))]
        : [];
      const roll = this.#random.next();
      if (roll < 0.65) params.push(item`${name}${fallback}, `);
      else if (roll < 0.75) params.push(item`${name}: any${fallback}, `);
      else if (roll < 0.85) params.push(item`[${name}]: any = [${at(ASSIGNMENT, this.#small(place))}], `);
      else if (roll < 0.95) params.push(item`{ ${name} = 1 }: any = {}, `);
      else {
        params.push(item`...${name}`);
        names.push(name);
        break;
      }
      names.push(name);
    }
    return { params, names };
  }

  #functionExpression(place: Place, kind: Kind): Piece {
    const async = kind.startsWith('async') ? `async${this.#near()}` : '';
    const isGenerator = kind === 'generator' || kind === 'asyncGenerator';
    if (!isGenerator && this.#random.chance(0.6)) {
      if (this.#random.chance(0.15)) {
        const name = this.#name();
        const inner: Place = { ...this.#with(place, [name]), kind, labels: [], inLoop: false, inSwitch: false };
        return expression(
          ASSIGNMENT,
        )`${async}${name === 'async' || name === 'of' ? 'a' : name} => ${at(ASSIGNMENT, this.#expression(inner))}`;
      }
      return expression(ASSIGNMENT)`${async}${this.#paramsAndBody(place, kind, 'arrow')}`;
    }
    const name = this.#random.chance(0.3) ? ` g${this.#serial++}` : '';
    const head = `${async}function${isGenerator ? '*' : ''}${name}`;
    if (name !== '' && this.#random.chance(0.5)) {
      // It mentions its own name, in a default and in its body.
      const own = name.trim();
      const { params } = this.#params({ ...place, kind: 'plain', hasArguments: false });
      const result = isGenerator ? 'yield' : 'return';
      return expression(
        CALL,
      )`${head}(${own}$ = show(${own}), ${params}) { log(${own}$); ${result}${this.#near()}show(${own}); }`;
    }
    const made = this.#paramsAndBody(place, kind, 'function');
    return expression(CALL)`${head}${made}`;
  }

  /** A property's key, and how to get at it. */
  #member(place: Place): { readonly key: Part[]; readonly access: string } {
    const name = this.#pick(METHODS);
    const plain = /^[a-z$]+$/i.test(name);
    if (this.#random.chance(0.3)) {
      const text = plain ? `"${name}"` : name;
      const value = this.#random.chance(0.5)
        ? expression(SEQUENCE)`${at(ASSIGNMENT, this.#small(place))}, ${text}`
        : expression(PRIMARY)`${text}`;
      return { key: ['[', at(ASSIGNMENT, value), ']'], access: `[${text}]` };
    }
    if (this.#random.chance(0.08)) return { key: ['[Symbol.iterator]'], access: '[Symbol.iterator]' };
    return { key: [name], access: plain ? `.${name}` : `[${name}]` };
  }

  #class(
    place: Place,
    name: string,
  ): {
    readonly piece: Piece;
    readonly methods: readonly { readonly text: string; readonly kind: Kind; readonly isStatic: boolean }[];
  } {
    const derived = this.#random.chance(0.6);
    const methods: { text: string; kind: Kind; isStatic: boolean }[] = [];
    const elements: Part[] = [];
    const privates: string[] = [];
    // A field hides the method of its name, wherever that stands.
    const fields = new Set<string>();
    const base: Place = { ...place, labels: [], inLoop: false, inSwitch: false, depth: place.depth + 1 };
    const count = this.#random.int(1, 4);
    for (let i = 0; i < count; i++) {
      const isStatic = this.#random.chance(0.3);
      const prefix = isStatic ? 'static ' : '';
      const superOf = derived ? (isStatic ? 'static' : 'instance') : 'none';
      const within: Place = { ...base, privates, superOf, hasArguments: false, hasNewTarget: true };
      const roll = this.#random.next();
      if (roll < 0.6) {
        const kind = this.#kindOfFunction();
        const { key, access } = this.#member(place);
        if (access === '.name' && isStatic) continue;
        const async = kind.startsWith('async') ? `async${this.#near()}` : '';
        const star = kind === 'generator' || kind === 'asyncGenerator' ? '*' : '';
        const made = this.#paramsAndBody(within, kind, 'method', superOf);
        elements.push(item`${prefix}${async}${star}${key}${made}\n`);
        for (let j = methods.length - 1; j >= 0; j--) {
          const other = methods[j] as (typeof methods)[number];
          if (other.isStatic === isStatic && spelling(other.text) === spelling(access)) methods.splice(j, 1);
        }
        // `toString` is called by the language, without `await`.
        const hidden = fields.has(`${prefix}${spelling(access)}`);
        if (spelling(access) !== 'toString') {
          if (!hidden) methods.push({ text: access, kind, isStatic });
        } else if (kind !== 'plain') elements.push(item`${prefix}toString() { return "text"; }\n`);
      } else if (roll < 0.7) {
        const own = `#p${this.#serial++}`;
        const made = this.#paramsAndBody({ ...within, privates: [] }, 'async', 'method', superOf);
        elements.push(item`${prefix}async ${own}${made}\n`);
        elements.push(
          item`${prefix}async through${own.slice(1)}() { return await this.${own}(${this.#arguments({ ...base, kind: 'async' })}) }\n`,
        );
        methods.push({ text: `.through${own.slice(1)}`, kind: 'async', isStatic });
      } else if (roll < 0.9) {
        const { key, access } = this.#member(place);
        if (spelling(access) === 'toString' || access.includes('name')) continue;
        fields.add(`${prefix}${spelling(access)}`);
        const kind = this.#random.chance(0.8) ? 'async' : 'plain';
        const value = this.#functionExpression({ ...within, kind: 'plain', hasArguments: false }, kind);
        elements.push(item`${prefix}${key} = ${at(ASSIGNMENT, value)};\n`);
        for (let j = methods.length - 1; j >= 0; j--) {
          const other = methods[j] as (typeof methods)[number];
          if (other.isStatic === isStatic && spelling(other.text) === spelling(access)) methods.splice(j, 1);
        }
        methods.push({ text: access, kind, isStatic });
      } else {
        const inner: Place = { ...within, kind: 'plain', superOf: derived ? 'static' : 'none' };
        elements.push(item`static { ${this.#statements(inner, this.#random.int(1, 2))} }\n`);
      }
    }
    const awaits = place.kind === 'async' || place.kind === 'asyncGenerator';
    const heritage = derived
      ? [
          'extends ',
          at(
            CALL,
            this.#random.chance(0.3)
              ? expression(SEQUENCE)`${at(ASSIGNMENT, awaits ? this.#expression(place) : this.#small(place))}, Base`
              : expression(PRIMARY)`Base`,
          ),
          ' ',
        ]
      : '';
    return { piece: statement`class${name === '' ? '' : ` ${name}`} ${heritage}{ ${elements}}`, methods };
  }

  #object(place: Place): Piece {
    const elements: Part[] = [];
    const within: Place = { ...place, labels: [], inLoop: false, inSwitch: false, depth: place.depth + 1 };
    if (this.#random.chance(0.4)) elements.push(item`__proto__: base, `);
    for (let i = this.#random.int(0, 2); i > 0; i--) {
      const { key } = this.#member(place);
      const roll = this.#random.next();
      const kind = this.#kindOfFunction();
      const async = kind.startsWith('async') ? `async${this.#near()}` : '';
      const star = kind === 'generator' || kind === 'asyncGenerator' ? '*' : '';
      if (roll < 0.5)
        elements.push(item`${async}${star}${key}${this.#paramsAndBody(within, kind, 'method', 'instance')}, `);
      else if (roll < 0.8) elements.push(item`${key}: ${at(ASSIGNMENT, this.#functionExpression(within, kind))}, `);
      else elements.push(item`${key}: ${at(ASSIGNMENT, this.#small(place))}, `);
    }
    return expression(PRIMARY)`{ ${elements}}`;
  }

  // ── Expressions ────────────────────────────────────────────────────────────

  #arguments(place: Place): Part[] {
    const parts: Part[] = [];
    for (let i = this.#random.int(0, 2); i > 0; i--) {
      const value = at(ASSIGNMENT, this.#small(place));
      parts.push(this.#random.chance(0.1) ? item`...[${value}], ` : item`${value}, `);
    }
    return parts;
  }

  /** A key of a property: a string. */
  #key(place: Place): Piece {
    return this.#random.chance(0.5)
      ? expression(PRIMARY)`"k"`
      : expression(SEQUENCE)`${at(ASSIGNMENT, this.#small(place))}, "k"`;
  }

  /** An expression that is mostly short. */
  #small(place: Place): Piece {
    return this.#left > 0 && this.#random.chance(0.3) ? this.#expression(place) : this.#leaf(place);
  }

  #leaf(place: Place): Piece {
    const roll = this.#random.next();
    if (roll < 0.35) return expression(PRIMARY)`${String(this.#random.int(0, 9))}`;
    if (roll < 0.6 && place.names.length > 0) return expression(CALL)`show(${this.#pick(place.names)})`;
    // Mostly a name that is not there yet, or not at all.
    if (roll > 0.99) return expression(CALL)`show(${this.#pick(NAMES)})`;
    return expression(CALL)`log(${String(this.#serial++)})`;
  }

  /** A text that tells about a value of any kind. */
  #show(place: Place): Piece {
    const options: (() => Piece)[] = [
      () => expression(PRIMARY)`this`,
      () => this.#functionExpression(place, this.#kindOfFunction()),
      () => this.#object(place),
      () => expression(CALL)`Object.values(${this.#object(place)})`,
    ];
    if (place.names.length > 0) options.push(() => expression(PRIMARY)`${this.#pick(place.names)}`);
    if (place.callables.length > 0) options.push(() => expression(CALL)`${this.#pick(place.callables).text}`);
    if (place.hasArguments) {
      options.push(
        () => expression(CALL)`[...arguments]`,
        () => expression(CALL)`arguments[${at(SEQUENCE, this.#small(place))}]`,
        () => expression(CALL)`({ arguments }).arguments.length`,
      );
    }
    if (place.hasNewTarget) options.push(() => expression(CALL)`new.target`);
    if (place.superOf !== 'none') {
      options.push(
        () => expression(CALL)`super.p`,
        () => expression(CALL)`super.m`,
        () =>
          expression(CALL)`super[${at(SEQUENCE, expression(SEQUENCE)`${at(ASSIGNMENT, this.#small(place))}, "p"`)}]`,
      );
    }
    if (place.classes.length > 0) {
      options.push(
        () => expression(PRIMARY)`${this.#pick(place.classes)}`,
        () => expression(PRIMARY)`new ${this.#pick(place.classes)}(${this.#arguments(place)})`,
        () => expression(CALL)`Reflect.ownKeys(${this.#pick(place.classes)}.prototype)`,
      );
    }
    return expression(CALL)`show(${at(ASSIGNMENT, this.#pick(options)())})`;
  }

  #yield(place: Place): Piece {
    if (this.#yields++ > 12) return this.#leaf(place);
    const roll = this.#random.next();
    if (roll < 0.1) return expression(ASSIGNMENT)`yield`;
    if (roll < 0.3) {
      const items = this.#iterable(place, place.kind) ?? this.#items(place);
      return expression(ASSIGNMENT)`yield*${this.#gap()}${at(ASSIGNMENT, items)}`;
    }
    return expression(ASSIGNMENT)`yield${this.#near()}${at(ASSIGNMENT, this.#small(place))}`;
  }

  /** Something of a kind that may be compared, added and written out. */
  #expression(place: Place): Piece {
    this.#left--;
    if (this.#left <= 0 || place.depth > 8) return this.#leaf(place);
    const inner = { ...place, depth: place.depth + 1 };
    const one = (): Piece => this.#expression(inner);
    const awaits = place.kind === 'async' || place.kind === 'asyncGenerator';
    const names = place.names;
    const options: (readonly [() => Piece, number])[] = [
      [() => this.#leaf(place), 6],
      [() => this.#show(inner), 4],
      [() => expression(SEQUENCE)`${at(ASSIGNMENT, one())},${this.#gap()}${at(ASSIGNMENT, one())}`, 8],
      [() => expression(CONDITIONAL)`${at(BINARY, one())} ? ${at(ASSIGNMENT, one())} : ${at(ASSIGNMENT, one())}`, 2],
      [
        // Not `<`: esbuild 0.28 takes the bracket of `a < [super.m()]` for the beginning of a type.
        () =>
          expression(
            BINARY,
          )`${at(UNARY, one())}${this.#gap()}${this.#pick(['+', '-', '>', '===', '&', '*'])} ${at(UNARY, one())}`,
        3,
      ],
      [() => expression(BINARY)`${at(UNARY, one())} ${this.#pick(['&&', '||', '??'])} ${at(UNARY, one())}`, 3],
      [() => expression(UNARY)`${this.#pick(['!', '-', 'typeof ', 'void '])}${at(CALL, one())}`, 2],
      [() => expression(PRIMARY)`\`<\${${at(SEQUENCE, one())}}\${${at(SEQUENCE, this.#small(inner))}}>\``, 1],
      [() => expression(CALL)`[${at(ASSIGNMENT, one())}, ...[${at(ASSIGNMENT, this.#small(inner))}]].length`, 2],
      [() => expression(CALL)`((${at(SEQUENCE, one())}) as any)`, 1],
      [() => expression(CALL)`({ k: ${at(ASSIGNMENT, one())}, [${at(ASSIGNMENT, this.#key(inner))}]: 1 }).k`, 1],
      [
        () =>
          expression(CALL)`(${at(ASSIGNMENT, this.#functionExpression(inner, 'plain'))})(${this.#arguments(inner)})`,
        2,
      ],
      [() => this.#constructed(inner), 2],
    ];
    if (names.length > 0) {
      const name = this.#pick(names);
      options.push(
        [() => this.#assignment(name, one), 3],
        [
          () =>
            expression(
              CALL,
            )`show(${at(ASSIGNMENT, expression(ASSIGNMENT)`${name} = ${at(ASSIGNMENT, this.#functionExpression(inner, this.#kindOfFunction()))}`)})`,
          1,
        ],
        [
          () =>
            expression(
              CALL,
            )`show([${name}, log.z = ${at(ASSIGNMENT, this.#small(inner))}] = [${at(ASSIGNMENT, this.#small(inner))}])`,
          1,
        ],
      );
    }
    if (place.superOf !== 'none') {
      options.push(
        [() => expression(CALL)`super.m(${this.#arguments(inner)})`, 4],
        [
          () =>
            expression(
              CALL,
            )`super[${at(SEQUENCE, expression(SEQUENCE)`${at(ASSIGNMENT, this.#small(inner))}, "m"`)}]?.(${this.#arguments(inner)})`,
          2,
        ],
        [() => expression(CALL)`super.m\`\${${at(SEQUENCE, this.#small(inner))}}\``, 1],
        [() => expression(ASSIGNMENT)`super.p ${this.#pick(['=', '+=', '??='])} ${at(ASSIGNMENT, one())}`, 1],
      );
      if (awaits) options.push([() => expression(UNARY)`await super.am(${this.#arguments(inner)})`, 4]);
    }
    if (awaits) {
      options.push(
        [() => expression(UNARY)`await${this.#gap()}tick(${at(ASSIGNMENT, one())})`, 6],
        [
          () =>
            expression(
              UNARY,
            )`await (${at(SEQUENCE, expression(SEQUENCE)`${at(ASSIGNMENT, one())}, tick(${at(ASSIGNMENT, this.#small(inner))})`)})`,
          3,
        ],
        [
          () =>
            expression(
              UNARY,
            )`await (${at(ASSIGNMENT, this.#functionExpression(inner, 'async'))})(${this.#arguments(inner)})`,
          6,
        ],
        [() => this.#call(inner, 'async'), 6],
        [() => this.#methodCall(inner), 3],
      );
    }
    options.push([() => this.#call(inner, 'plain'), 2]);
    if (place.kind === 'generator' || place.kind === 'asyncGenerator')
      options.push([() => expression(CALL)`show((${at(SEQUENCE, this.#yield(inner))}) ?? "nothing sent")`, 4]);
    return this.#random.weighted(options)();
  }

  /** What the variable held may be a function, whose text the lowering changes. */
  #assignment(name: string, value: () => Piece): Piece {
    const operator = this.#pick(['=', '??=', '||=', '&&=']);
    const assignment = expression(ASSIGNMENT)`${name} ${operator} ${at(ASSIGNMENT, value())}`;
    return operator === '=' ? assignment : expression(CALL)`show(${assignment})`;
  }

  #call(place: Place, kind: 'async' | 'plain'): Piece {
    const all = place.callables.filter((one) => one.kind === kind);
    if (all.length === 0) return this.#leaf(place);
    const called = expression(
      CALL,
    )`${this.#pick(all).text}${this.#random.chance(0.1) ? '?.' : ''}(${this.#arguments(place)})`;
    return kind === 'async' ? expression(UNARY)`await${this.#gap()}${called}` : expression(CALL)`show(${called})`;
  }

  /** A method of an object or class that is made for it. */
  #methodCall(place: Place): Piece {
    const within: Place = { ...place, labels: [], inLoop: false, inSwitch: false };
    const { key, access } = this.#member(place);
    const made = this.#paramsAndBody(within, 'async', 'method', 'instance');
    if (this.#random.chance(0.5)) {
      return expression(UNARY)`await ({ __proto__: base, async ${key}${made} })${access}(${this.#arguments(place)})`;
    }
    return expression(
      UNARY,
    )`await new (class extends Base { async ${key}${made} })()${access}(${this.#arguments(place)})`;
  }

  /** What `new` makes: also of a function expression that has no parentheses around it, and of what is none. */
  #constructed(place: Place): Piece {
    const name = this.#random.chance(0.5) ? ` g${this.#serial++}` : '';
    if (this.#random.chance(0.4)) {
      // An async function is no constructor; a property of it may be one.
      const member = this.#random.chance(0.5) ? '' : '.toString.constructor';
      return expression(
        CALL,
      )`show(new async function${name}${this.#paramsAndBody(place, 'async', 'function')}${member}())`;
    }
    const made = this.#paramsAndBody(place, 'plain', 'function');
    return expression(CALL)`show(new function${name}${made}(${this.#arguments(place)}))`;
  }
}

/** What it raises is logged, and the next goes on. */
function guarded(statements: readonly Piece[]): Piece {
  return statement`try { ${statements} } catch (e) { log(show(e)); }\n`;
}

/** A property's name out of `.m`, `["m"]` and `[7]`. */
function spelling(access: string): string {
  return access.replace(/^\.|^\["?|"?\]$/g, '');
}

/** What programs find in place: the same for both sides. */
export const PRELUDE = `class Base {
  constructor(...all) { log("Base", all.length); }
  m(...all) { return all.length + String(all[0]?.raw ?? ""); }
  async am(...all) { await tick(0); return all.length; }
  get p() { return this.p$ ?? "p"; }
  set p(value) { this.p$ = value; log("p"); }
  static m(...all) { return "s" + all.length; }
  static async am(...all) { return "s" + all.length; }
  static get p() { return "sp"; }
  static set p(value) { log("sp"); }
}
const base = { m(...all) { return "o" + all.length; }, async am(...all) { return "o" + all.length; }, get p() { return "op"; }, set p(value) { log("op"); } };
`;
