/** Makes a program out of a seed. */
import { Random } from '../fuzz/random.ts';
import {
  type Await,
  CAUGHT,
  type Call,
  ERRORS,
  type FunctionKind,
  type FunctionNode,
  type Program,
  type Source,
  type Statement,
} from './tree.ts';

/** Places for exceptions and tasks that a program keeps. */
const SLOTS = 3;

/** Where a statement is to stand. */
interface Place {
  readonly kind: FunctionKind;
  /** How many `except` clauses are around it in its function. */
  readonly clauses: number;
  readonly depth: number;
  /** In the body of `async for`: what fails there leaves a generator behind, whose end is nobody's. */
  readonly quiet?: true;
}

export function generate(seed: number): Program {
  return new Generator(seed).program();
}

class Generator {
  readonly #seed: number;
  readonly #random: Random;
  #ids = 0;
  /** Kinds of the functions that come after the one that is being made, by number. */
  readonly #later = new Map<number, FunctionKind>();
  #budget = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
  }

  program(): Program {
    const random = this.#random;
    const count = random.int(4, 9);
    const functions: FunctionNode[] = [];
    // From the last one on, so that each knows whom it may call.
    for (let number = count; number >= 0; number--) {
      const kind: FunctionKind =
        number === 0
          ? 'async'
          : random.weighted([
              ['plain', 3],
              ['async', 6],
              ['generator', 1],
              ['body', 2],
            ]);
      this.#budget = number === 0 ? 20 : 6;
      const body = number === 0 ? this.#main() : this.#body({ kind, clauses: 0, depth: 0 }, random.int(1, 4));
      const method = number > 0 && kind !== 'body' && random.chance(0.2);
      functions.unshift({ number, kind, method, body });
      this.#later.set(number, kind);
    }
    return { seed: this.#seed, functions };
  }

  /** One thing after the other, whose failures are reported; only the last one's may end the program. */
  #main(): Statement[] {
    const list: Statement[] = [];
    for (let left = this.#random.int(4, 7); left > 0 && this.#budget > 0; left--) {
      this.#budget--;
      const statement = this.#statement({ kind: 'async', clauses: 0, depth: 0 });
      if (statement === null) continue;
      if (left === 1 && this.#random.chance(0.3)) list.push(statement);
      else {
        const report: Statement = { id: this.#id(), kind: 'report', source: { from: 'clause', level: 1 } };
        const { id } = statement;
        list.push({ id, kind: 'try', body: [statement], caught: 'BaseException', handler: [report], finalizer: null });
      }
    }
    return list;
  }

  #body(place: Place, count: number): Statement[] {
    const list: Statement[] = [];
    for (let i = 0; i < count && this.#budget > 0; i++) {
      this.#budget--;
      const statement = this.#statement(place);
      if (statement !== null) list.push(statement);
      const { kind } = list.at(-1) ?? {};
      // Nothing after it would run.
      if (kind === 'raise' || kind === 'reraise' || kind === 'raiseAgain' || kind === 'raiseGroup') break;
    }
    return list;
  }

  #id(): number {
    return ++this.#ids;
  }

  #callee(...kinds: FunctionKind[]): number | null {
    const found = [...this.#later].filter(([, kind]) => kinds.includes(kind)).map(([number]) => number);
    return found.length === 0 ? null : this.#random.pick(found);
  }

  #source(place: Place): Source {
    const random = this.#random;
    if (place.clauses > 0 && random.chance(0.7)) return { from: 'clause', level: random.int(1, place.clauses) };
    return { from: 'kept', slot: random.int(1, SLOTS) };
  }

  #statement(place: Place): Statement | null {
    const random = this.#random;
    const awaits = place.kind !== 'plain';
    const inClause = place.clauses > 0;
    const kind = random.weighted<Statement['kind']>([
      ['raise', place.depth > 0 ? 5 : 3],
      ['raiseAgain', 1.5],
      ['reraise', inClause ? 3 : 0],
      ['raiseGroup', 0.7],
      ['keep', inClause ? 2 : 0],
      ['report', inClause ? 2.5 : 0.5],
      ['call', 4],
      ['await', awaits ? 9 : 0],
      ['group', awaits ? 2 : 0],
      ['spawn', place.kind === 'body' ? 8 : awaits ? 1.5 : 0],
      ['join', awaits ? 1.5 : 0],
      ['future', awaits ? 1 : 0],
      ['callback', awaits ? 0.7 : 0],
      ['iterate', awaits ? 2 : 0],
      ['yield', place.kind === 'generator' ? 6 : 0],
      ['sleep', awaits ? 3 : 0],
      ['try', place.depth < 3 ? 6 : 0],
    ]);
    const id = this.#id();
    switch (kind) {
      case 'raise':
        return { id, kind, error: random.pick(ERRORS), cause: random.chance(0.4) ? this.#source(place) : null };
      case 'raiseAgain': {
        const source = this.#source(place);
        // Of the innermost clause that is `raise` alone.
        return source.from === 'clause' && source.level === 1 ? { id, kind: 'reraise' } : { id, kind, source };
      }
      case 'reraise':
      case 'yield':
        return { id, kind };
      case 'raiseGroup': {
        const members = Array.from({ length: random.int(1, 3) }, () =>
          random.chance(0.5) ? random.pick(ERRORS) : this.#source(place),
        );
        return { id, kind, members, nested: random.chance(0.3) };
      }
      case 'keep':
        return { id, kind, slot: random.int(1, SLOTS), source: { from: 'clause', level: 1 } };
      case 'report':
        return { id, kind, source: this.#source(place) };
      case 'call': {
        const callee = this.#callee('plain');
        const how = random.weighted<Call>([
          ['plainly', 5],
          ['lambda', 2],
          ['map', 1],
          ['manager', 1],
          ['assigned', 1],
        ]);
        return callee === null ? null : { id, kind, callee, how };
      }
      case 'await': {
        const callee = this.#callee('async');
        const other = this.#callee('async');
        const how = random.weighted<Await>([
          ['plainly', 8],
          ['task', 3],
          ['eager', 1],
          ['gather', 2],
          ['gatherAll', 1],
          ['waitFor', 2],
          ['timeout', 2],
          ['manager', 2],
          ['wait', 1],
          ['shield', 0.5],
        ]);
        if (callee === null || other === null) return null;
        return { id, kind, callee, other, how, swallow: random.chance(0.2) };
      }
      case 'group': {
        const callee = this.#callee('body');
        return callee === null ? null : { id, kind, callee };
      }
      case 'spawn': {
        const callee = this.#callee('async');
        if (callee === null) return null;
        return { id, kind, callee, slot: random.int(1, SLOTS), inGroup: place.kind === 'body' };
      }
      case 'join':
        return {
          id,
          kind,
          slot: random.int(1, SLOTS),
          how: random.pick(['await', 'await', 'result', 'exception', 'cancel'] as const),
        };
      case 'future':
        return {
          id,
          kind,
          source: random.chance(0.5) ? random.pick(ERRORS) : this.#source(place),
          how: random.pick(['await', 'result'] as const),
        };
      case 'callback': {
        const callee = this.#callee('plain');
        return callee === null ? null : { id, kind, callee, how: random.pick(['soon', 'lambda'] as const) };
      }
      case 'iterate': {
        const callee = this.#callee('generator');
        return callee === null ? null : { id, kind, callee };
      }
      case 'sleep':
        return { id, kind, delay: random.pick([0, 0, 0, 1, 5]) };
      case 'try': {
        const inner = { ...place, depth: place.depth + 1 };
        const body = this.#body(inner, random.int(1, 3));
        if (body.length === 0) return null;
        const handler = random.chance(0.8)
          ? this.#body({ ...inner, clauses: place.clauses + 1 }, random.int(1, 3))
          : null;
        const finalizer = handler === null || random.chance(0.3) ? this.#finalizer({ ...inner, clauses: 0 }) : null;
        return { id, kind, body, caught: random.pick(CAUGHT), handler, finalizer };
      }
    }
  }

  /** Mostly what waits; now and then something that may fail in its turn. */
  #finalizer(place: Place): Statement[] {
    const random = this.#random;
    if (place.kind === 'plain' || random.chance(0.3)) return this.#body(place, 1);
    return [{ id: this.#id(), kind: 'sleep', delay: 0 }];
  }
}
