/** Random programs. One seed, one program, on every machine. */
import { Random } from './random.ts';
import { type Kind, MAIN, type Node, type Place, type Program, placeWithin, type Thing, walk } from './tree.ts';

/** What a program may use. Each program gets some of these: few features at a time meet each other more often. */
export const FEATURES = [
  'gather',
  'shield',
  'waitFor',
  'wait',
  'asCompleted',
  'timeout',
  'group',
  'lock',
  'semaphore',
  'event',
  'condition',
  'queue',
  'barrier',
  'future',
  'callback',
  'doneCallback',
  'context',
  'generator',
  'eager',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Delays in seconds; short lists, so that much happens at the same time. */
const DELAYS: readonly (readonly number[])[] = [
  [0, 0, 1, 1, 2, 3],
  [0, 1, 1, 1],
  [0, 0.1, 0.2, 0.3, 0.5],
  [0, 0, 0, 1, -1],
  [0, 1, 2, 3, 4, 5, 0.5],
];

const ERRORS = ['ValueError', 'RuntimeError', 'KeyError', 'LookupError', 'TimeoutError', 'CancelledError'] as const;
const MESSAGES = ['one', 'two', 'three'] as const;

/** Kinds that often end in an exception. */
const RISKY: ReadonlySet<Kind> = new Set<Kind>([
  'await',
  'call',
  'gather',
  'shield',
  'waitFor',
  'wait',
  'asCompleted',
  'timeout',
  'group',
  'with',
  'acquire',
  'release',
  'waitNotify',
  'waitUntil',
  'notify',
  'put',
  'get',
  'putNowait',
  'getNowait',
  'taskDone',
  'meet',
  'iterate',
  'next',
  'send',
  'throwInto',
  'worker',
  'reschedule',
]);

/** What a name that is filled in at the end must stand for. */
const WANTED = {
  /** Can be awaited by the body that mentions it. */
  await: /^[tgs]\d|^f\d/,
  cancel: /^[tgsfh]\d/,
  task: /^t\d/,
  future: /^f\d/,
  observed: /^[tgsf]\d/,
  timeout: /^d\d/,
  generator: /^a\d/,
  context: /^x\d/,
} as const;
type Wanted = keyof typeof WANTED;

export interface GenerateOptions {
  /** About how many statements. Default: 80. */
  readonly size?: number;
  /** What programs may use besides tasks, sleeps and cancellation. Default: some, chosen for each. */
  readonly only?: readonly Feature[];
}

export function generate(seed: number, { size = 80, only }: GenerateOptions = {}): Program {
  return new Generator(seed, size, only).program();
}

interface Scope extends Place {
  readonly depth: number;
  /** Groups around the statement, or around the call of its body. */
  readonly groups: readonly string[];
  /** The condition whose lock is held, if any. */
  readonly condition?: string;
  /** Within a `repeat` already. */
  readonly repeated: boolean;
}

class Generator {
  readonly #seed: number;
  readonly #random: Random;
  readonly #features: Set<Feature>;
  readonly #delays: readonly number[];
  readonly #things: Thing[] = [];
  readonly #variables: string[] = [];
  #left: number;
  #bodies = 0;
  #names = 0;

  constructor(seed: number, size: number, only: readonly Feature[] | undefined) {
    this.#seed = seed;
    const random = new Random(seed);
    this.#random = random;
    this.#left = random.int(Math.ceil(size / 4), size);
    this.#delays = random.pick(DELAYS);
    const count = random.pick([1, 2, 3, 4, 5, 6, 8, 12]);
    const some = Array.from({ length: count }, () => random.pick(FEATURES));
    this.#features = new Set(only ?? some);
    this.#makeThings();
  }

  program(): Program {
    const counted = this.#random.chance(0.6);
    const main = this.#coroutine({ ...MAIN, depth: 0, repeated: false, groups: [] });
    const program: Program = { seed: this.#seed, counted, things: this.#things, variables: this.#variables, main };
    this.#fillIn(program);
    return program;
  }

  #has(feature: Feature): boolean {
    return this.#features.has(feature);
  }

  #makeThings(): void {
    const random = this.#random;
    const add = (name: string, type: string, argument: number | null = null) =>
      this.#things.push({ name, type, argument });
    const some = (make: (i: number) => void) => {
      for (
        let i = 1;
        i <=
        random.weighted([
          [1, 3],
          [2, 1],
        ] as const);
        i++
      )
        make(i);
    };
    if (this.#has('lock')) some((i) => add(`lock${i}`, 'Lock'));
    if (this.#has('semaphore'))
      some((i) =>
        add(`semaphore${i}`, random.chance(0.3) ? 'BoundedSemaphore' : 'Semaphore', random.pick([0, 1, 1, 1, 2])),
      );
    if (this.#has('event') || this.#has('condition')) some((i) => add(`event${i}`, 'Event'));
    if (this.#has('condition')) some((i) => add(`condition${i}`, 'Condition'));
    if (this.#has('queue')) {
      some((i) =>
        add(
          `queue${i}`,
          random.weighted([
            ['Queue', 3],
            ['PriorityQueue', 1],
            ['LifoQueue', 1],
          ] as const),
          random.pick([0, 0, 1, 1, 2]),
        ),
      );
    }
    if (this.#has('barrier')) some((i) => add(`barrier${i}`, 'Barrier', random.pick([1, 2, 2, 2, 3])));
    if (this.#has('context')) some((i) => this.#variables.push(`V${i}`));
  }

  #thing(prefix: string): string {
    return this.#random.pick(this.#things.filter(({ name }) => name.startsWith(prefix))).name;
  }

  // ── Bodies ─────────────────────────────────────────────────────────────────

  #coroutine(scope: Scope, generator = false): Node {
    const number = ++this.#bodies;
    const { depth, repeated, groups } = scope;
    const within: Scope = { ...MAIN, body: number, generator, depth: depth + 1, repeated, groups };
    // The main body sets the others going first.
    const block = scope.depth === 0 ? this.#opening(within) : [];
    block.push(...this.#block(within, scope.depth === 0 ? this.#random.int(3, 12) : this.#random.int(1, 5)));
    if (!generator && this.#random.chance(0.4))
      block.push({ kind: 'return', a: { value: this.#value() }, operands: [], blocks: [] });
    return { kind: 'coroutine', a: { number, ...(generator ? { generator } : {}) }, operands: [], blocks: [block] };
  }

  #opening(scope: Scope): Node[] {
    const block: Node[] = [];
    if (this.#has('future')) for (let i = this.#random.int(1, 2); i > 0; i--) block.push(this.#make('future', scope));
    // Some queues begin with enough in them for an order to show.
    for (const { name, argument } of this.#things) {
      if (!name.startsWith('queue') || argument !== 0 || this.#random.chance(0.5)) continue;
      for (let i = this.#random.int(3, 7); i > 0; i--) {
        const put = this.#make('putNowait', scope);
        put.a['name'] = name;
        block.push(put);
      }
    }
    for (let i = this.#random.int(1, 5); i > 0 && this.#left > 0; i--) {
      this.#left--;
      block.push(this.#make('spawn', scope));
    }
    return block;
  }

  #callback(scope: Scope): Node[] {
    const { body, depth, repeated, groups } = scope;
    return this.#block(
      { ...MAIN, synchronous: true, body, depth: depth + 1, repeated, groups },
      this.#random.int(0, 2),
    );
  }

  #block(scope: Scope, wanted: number): Node[] {
    const block: Node[] = [];
    for (let i = 0; i < wanted && this.#left > 0; i++) {
      this.#left--;
      block.push(...this.#statement(scope));
    }
    return block;
  }

  #nested(scope: Scope, node: Pick<Node, 'kind' | 'a'>, most = 3): Node[] {
    const place = placeWithin({ ...node, operands: [], blocks: [] }, scope);
    const within = { ...scope, ...place, depth: scope.depth + 1, repeated: scope.repeated || node.kind === 'repeat' };
    return this.#block(within, this.#random.int(1, most));
  }

  #value(): number {
    return this.#random.int(1, 9);
  }

  #delay(): number {
    return this.#random.pick(this.#delays);
  }

  #limit(): number | null {
    return this.#random.chance(0.07) ? null : this.#delay();
  }

  #error(): { type: string; message: string | null } {
    return {
      type: this.#random.pick(ERRORS),
      message: this.#random.chance(0.2) ? null : this.#random.pick(MESSAGES),
    };
  }

  /** A coroutine of its own, or something that has a name. */
  #operand(scope: Scope): Node {
    if (this.#random.chance(0.6) || scope.depth > 4) {
      if (this.#left > 0 && scope.depth <= 5) return this.#coroutine(scope);
    }
    return { kind: 'ref', a: { name: '?await' }, operands: [], blocks: [] };
  }

  #operands(scope: Scope): Node[] {
    return Array.from(
      {
        length: this.#random.weighted([
          [0, 0.3],
          [1, 2],
          [2, 5],
          [3, 2],
        ] as const),
      },
      () => this.#operand(scope),
    );
  }

  #someNames(): string[] {
    return Array.from({ length: this.#random.int(1, 3) }, () => '?observed');
  }

  #name(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  // ── Statements ─────────────────────────────────────────────────────────────

  /** Usually one; two where the second would have nothing to work on otherwise. */
  #statement(scope: Scope): Node[] {
    const kind = this.#random.weighted(this.#kinds(scope));
    const first: Node[] = [];
    const onGenerator = kind === 'iterate' || kind === 'next' || kind === 'send' || kind === 'throwInto';
    if (onGenerator && this.#left > 0 && this.#random.chance(0.5)) first.push(this.#make('keepGenerator', scope));
    const node = this.#make(kind, scope);
    if (first.length > 0 && this.#random.chance(0.9)) node.a['name'] = first[0]?.a['name'] as string;
    // An error that ends a body early hides all that would have followed.
    const guarded = RISKY.has(kind) && !scope.synchronous && this.#random.chance(scope.body === 1 ? 0.7 : 0.3);
    if (!guarded) return [...first, node];
    const a = { cancelled: this.#random.chance(scope.body === 1 ? 0.8 : 0.3), failed: true };
    return [...first, { kind: 'try', a, operands: [], blocks: [[node], [], [], []] }];
  }

  #kinds({
    synchronous,
    depth,
    generator,
    closure,
    repeated,
    body,
    condition,
    groups,
  }: Scope): readonly (readonly [Kind, number])[] {
    const deep = depth > 5;
    const main = body === 1 && !synchronous;
    // Where main waits for ever, nothing goes on.
    const waits = main ? 0.35 : 1;
    const kinds: [Kind, number][] = [
      ['note', 0.3],
      ['state', 0.7],
      ['cancel', 2.5],
      ['raise', main ? 0 : 0.5],
      ['uncancelOf', 0.25],
    ];
    if (!deep) kinds.push(['spawn', 4]);
    if (groups.length > 0 && !deep) kinds.push(['groupSpawn', 5]);
    if (this.#has('gather') && !deep) kinds.push(['keepGather', 1]);
    if (this.#has('shield') && !deep) kinds.push(['keepShield', 1]);
    if (this.#has('callback') && !deep) kinds.push(['soon', 2]);
    if (this.#has('doneCallback') && !deep) kinds.push(['doneCallback', 1.5], ['removeCallback', 0.3]);
    if (this.#has('future')) kinds.push(['future', 1.5], ['resolve', 1.2], ['fail', 0.7]);
    if (this.#has('event') || this.#has('condition')) kinds.push(['set', 1.2], ['clear', 0.5]);
    if (this.#has('lock')) kinds.push(['release', 0.5]);
    if (this.#has('semaphore')) kinds.push(['release', 0.8]);
    if (this.#has('queue')) kinds.push(['putNowait', 0.8], ['getNowait', 0.5], ['taskDone', 0.5], ['shutdown', 0.25]);
    if (this.#has('condition')) kinds.push(['notify', condition === undefined ? 0.15 : 6]);
    if (this.#has('context')) kinds.push(['setVar', 1], ['getVar', 1.3], ['keepContext', 0.4]);
    if (this.#has('timeout')) kinds.push(['reschedule', 0.5]);
    if (this.#has('generator') && !deep) kinds.push(['keepGenerator', 1.2]);
    if (synchronous) return kinds;
    kinds.push(['sleep', 5], ['me', 0.5], ['uncancel', 0.7], ['await', 2.5]);
    if (!deep) kinds.push(['call', 0.8], ['try', 4]);
    if (!closure && !generator) kinds.push(['return', main ? 0 : 0.1]);
    if (!repeated && !deep) kinds.push(['repeat', 0.6]);
    if (this.#has('gather')) kinds.push(['gather', 2]);
    if (this.#has('shield')) kinds.push(['shield', 1.5]);
    if (this.#has('waitFor')) kinds.push(['waitFor', 2]);
    if (this.#has('wait')) kinds.push(['wait', 1.5]);
    if (this.#has('asCompleted')) kinds.push(['asCompleted', 1.2]);
    if (this.#has('timeout') && !deep) kinds.push(['timeout', 2.5]);
    if (this.#has('group') && !deep) kinds.push(['group', 2.5]);
    if (this.#has('lock')) kinds.push(['with', deep ? 0 : 2.5], ['acquire', 0.5 * waits]);
    if (this.#has('semaphore')) kinds.push(['with', deep ? 0 : 1.5], ['acquire', 1.2 * waits]);
    if (this.#has('event')) kinds.push(['waitEvent', 1.5 * waits]);
    if (this.#has('condition')) {
      const held = condition !== undefined;
      kinds.push(['with', deep ? 0 : 4], ['waitNotify', held ? 8 : 0.2], ['waitUntil', held ? 3 : 0.1]);
    }
    if (this.#has('queue'))
      kinds.push(['put', 2 * waits], ['get', 1.8 * waits], ['join', 0.6 * waits], ['worker', deep ? 0 : waits]);
    if (this.#has('barrier'))
      kinds.push(['with', deep ? 0 : 0.5], ['meet', 2 * waits], ['resetBarrier', 0.4], ['abortBarrier', 0.15]);
    if (this.#has('context') && !deep) kinds.push(['withVar', 0.6]);
    if (this.#has('generator'))
      kinds.push(['iterate', deep ? 0 : 1.5], ['next', 1], ['send', 0.3], ['throwInto', 0.3], ['closeGenerator', 0.5]);
    if (generator && !closure) kinds.push(['yield', 6]);
    return kinds;
  }

  #make(kind: Kind, scope: Scope): Node {
    const random = this.#random;
    const node: Node = { kind, a: {}, operands: [], blocks: [] };
    const { a } = node;
    switch (kind) {
      case 'note':
      case 'me':
      case 'uncancel':
        break;
      case 'state':
        a['name'] = random.chance(0.3) && this.#things.length > 0 ? random.pick(this.#things).name : '?observed';
        break;
      case 'cancel':
        a['name'] = '?cancel';
        if (random.chance(0.4)) a['message'] = random.pick(MESSAGES);
        break;
      case 'uncancelOf':
        a['name'] = '?task';
        break;
      case 'sleep':
        a['delay'] = this.#delay();
        if (random.chance(0.1)) a['value'] = this.#value();
        break;
      case 'raise':
        Object.assign(a, this.#error());
        break;
      case 'return':
        a['value'] = this.#value();
        break;
      case 'spawn':
      case 'groupSpawn': {
        if (kind === 'groupSpawn')
          a['group'] = random.chance(0.8) ? (scope.groups.at(-1) as string) : random.pick(scope.groups);
        else if (this.#has('context') && random.chance(0.2)) a['context'] = '?context';
        // In CPython a task that would begin in the context of its caller leaves the loop in disorder.
        const shared = 'context' in a;
        if (this.#has('eager') && random.chance(0.4) && !shared) a['eager'] = true;
        const body = this.#coroutine(scope);
        // A task is called after its body, so that its name says whom it may wait for.
        a['name'] = `t${body.a['number']}`;
        node.operands.push(body);
        break;
      }
      case 'await':
        a['name'] = '?await';
        break;
      case 'call':
        node.operands.push(this.#coroutine(scope));
        break;
      case 'gather':
      case 'keepGather':
        node.operands = this.#operands(scope);
        if (random.chance(0.4)) a['all'] = true;
        if (kind === 'keepGather') a['name'] = this.#name(`g${scope.body}_`);
        break;
      case 'shield':
      case 'keepShield':
        node.operands.push(this.#operand(scope));
        if (kind === 'keepShield') a['name'] = this.#name(`s${scope.body}_`);
        break;
      case 'waitFor':
        node.operands.push(this.#operand(scope));
        a['delay'] = this.#limit();
        break;
      case 'wait':
        a['names'] = this.#someNames();
        if (random.chance(0.6)) a['delay'] = this.#delay();
        if (random.chance(0.6)) a['when'] = random.pick(['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED']);
        break;
      case 'asCompleted':
        a['names'] = this.#someNames();
        if (random.chance(0.5)) a['delay'] = this.#delay();
        if (random.chance(0.6)) a['plain'] = true;
        node.blocks = [random.chance(0.3) ? this.#nested(scope, node, 2) : []];
        break;
      case 'soon':
        a['number'] = ++this.#bodies;
        a['name'] = this.#name('h');
        a['way'] = random.pick(['soon', 'later', 'later', 'at']);
        if (a['way'] !== 'soon') a['delay'] = this.#delay();
        if (this.#has('context') && random.chance(0.2)) a['context'] = '?context';
        node.blocks = [this.#callback(scope)];
        break;
      case 'doneCallback':
        a['number'] = ++this.#bodies;
        a['name'] = '?observed';
        node.blocks = [this.#callback(scope)];
        break;
      case 'removeCallback':
        a['name'] = '?observed';
        a['callback'] = random.int(1, Math.max(1, this.#bodies));
        break;
      case 'future':
        a['name'] = random.chance(0.3) ? 'f1' : this.#name('f');
        break;
      case 'resolve':
        a['name'] = '?future';
        a['value'] = this.#value();
        if (random.chance(0.1)) a['rash'] = true;
        break;
      case 'fail': {
        a['name'] = '?future';
        Object.assign(a, this.#error());
        if (a['type'] === 'CancelledError') a['type'] = 'ValueError';
        if (random.chance(0.1)) a['rash'] = true;
        break;
      }
      case 'try': {
        if (random.chance(0.6)) a['cancelled'] = true;
        if (random.chance(0.5)) a['cancelledAgain'] = true;
        if (random.chance(0.5)) a['failed'] = true;
        if (random.chance(0.3)) a['failedAgain'] = true;
        if (random.chance(0.35)) a['last'] = true;
        const body = this.#nested(scope, node);
        const block = (wanted: boolean) => (wanted && random.chance(0.6) ? this.#nested(scope, node, 2) : []);
        node.blocks = [body, block(a['cancelled'] === true), block(a['failed'] === true), block(a['last'] === true)];
        // In `finally` it would hide what left the block.
        node.blocks[3] = node.blocks[3]?.filter((one) => one.kind !== 'return') ?? [];
        break;
      }
      case 'repeat':
        a['times'] = random.int(2, 3);
        node.blocks = [this.#nested(scope, node)];
        break;
      case 'timeout':
        a['delay'] = this.#limit();
        a['name'] = this.#name('d');
        node.blocks = [this.#nested(scope, node, 4)];
        break;
      case 'reschedule':
        a['name'] = '?timeout';
        a['delay'] = this.#limit();
        break;
      case 'group':
        a['name'] = this.#name('n');
        node.blocks = [this.#nested({ ...scope, groups: [...scope.groups, a['name']] }, node, 5)];
        break;
      case 'with': {
        const held = this.#things.filter(({ name }) => /^(?:lock|semaphore|condition|barrier)/.test(name));
        a['name'] = random.pick(held).name;
        const { name } = a as { name: string };
        node.blocks = [this.#nested(name.startsWith('condition') ? { ...scope, condition: name } : scope, node, 3)];
        break;
      }
      case 'acquire':
      case 'release':
        a['name'] = random.pick(this.#things.filter(({ name }) => /^(?:lock|semaphore|condition)/.test(name))).name;
        break;
      case 'waitEvent':
      case 'set':
      case 'clear':
        a['name'] = this.#thing('event');
        break;
      case 'waitNotify':
        a['name'] = scope.condition ?? this.#thing('condition');
        break;
      case 'waitUntil':
        a['name'] = scope.condition ?? this.#thing('condition');
        a['event'] = this.#thing('event');
        break;
      case 'notify':
        a['name'] = scope.condition ?? this.#thing('condition');
        if (random.chance(0.3)) a['all'] = true;
        else a['count'] = random.int(1, 2);
        break;
      case 'put':
      case 'putNowait':
        a['name'] = this.#thing('queue');
        a['value'] = this.#value();
        break;
      case 'get':
      case 'getNowait':
      case 'taskDone':
      case 'join':
        a['name'] = this.#thing('queue');
        break;
      case 'shutdown':
        a['name'] = this.#thing('queue');
        if (random.chance(0.4)) a['immediate'] = true;
        break;
      case 'worker':
        a['name'] = this.#thing('queue');
        a['times'] = random.int(2, 4);
        node.blocks = [random.chance(0.7) ? this.#nested(scope, { kind: 'repeat', a }, 2) : []];
        break;
      case 'meet':
      case 'resetBarrier':
      case 'abortBarrier':
        a['name'] = this.#thing('barrier');
        break;
      case 'setVar':
        a['name'] = random.pick(this.#variables);
        a['value'] = this.#value();
        break;
      case 'getVar':
        a['name'] = random.pick(this.#variables);
        break;
      case 'withVar':
        a['name'] = random.pick(this.#variables);
        a['value'] = this.#value();
        node.blocks = [this.#nested(scope, node)];
        break;
      case 'keepContext':
        a['name'] = this.#name('x');
        break;
      case 'keepGenerator': {
        const body = this.#coroutine(scope, true);
        a['name'] = `a${body.a['number']}`;
        node.operands.push(body);
        break;
      }
      case 'iterate':
        a['name'] = '?generator';
        if (random.chance(0.3)) a['leave'] = true;
        node.blocks = [random.chance(0.6) ? this.#nested(scope, { kind: 'repeat', a }, 2) : []];
        break;
      case 'next':
      case 'closeGenerator':
        a['name'] = '?generator';
        break;
      case 'send':
        a['name'] = '?generator';
        a['value'] = this.#value();
        break;
      case 'throwInto':
        a['name'] = '?generator';
        Object.assign(a, this.#error());
        break;
      case 'yield':
        a['value'] = this.#value();
        break;
      case 'coroutine':
      case 'ref':
        throw new Error(`a ${kind} is no statement`);
    }
    return node;
  }

  // ── Names ──────────────────────────────────────────────────────────────────

  /** Puts names in the place of `?await` and the like, now that all are known. */
  #fillIn({ main }: Program): void {
    // The main task comes last in every choice: without it not much happens.
    const names: string[] = ['t1'];
    walk(main, MAIN, ({ a: { name } }) => {
      if (typeof name === 'string' && /^[a-z]\d/.test(name)) names.push(name);
    });
    // Mostly what the tree has named before; anything else probably does not exist yet.
    let known = 1;
    const choose = (wanted: string, { body }: Place): string => {
      const key = wanted.slice(1) as Wanted;
      const random = this.#random;
      const fits = (name: string) =>
        WANTED[key].test(name) && ((key !== 'await' && key !== 'generator') || rankOf(name) > body);
      const near = names.slice(1, known).filter(fits);
      if (near.length > 0 && random.chance(0.5)) return random.pick(near.slice(-4));
      if (near.length > 0 && random.chance(0.8)) return random.pick(near);
      const all = names.filter(fits);
      // A name that nothing ever has: the statement does nothing.
      return all.length === 0 ? 'f0' : random.pick(all);
    };
    walk(main, MAIN, (node, place) => {
      const { name } = node.a;
      for (const [key, value] of Object.entries(node.a)) {
        if (typeof value === 'string' && value.startsWith('?')) node.a[key] = choose(value, place);
        else if (Array.isArray(value)) node.a[key] = value.map((one) => choose(one, place));
      }
      if (typeof name === 'string' && name === names[known]) known++;
    });
    walk(main, MAIN, ({ kind, a }) => {
      // Handles take no message.
      if (kind === 'cancel' && /^h/.test(a['name'] as string)) delete a['message'];
    });
    walk(main, MAIN, ({ a }) => {
      if (a['context'] === 'f0') delete a['context'];
    });
  }
}

/** Which bodies may wait for it: those with a lower number. */
function rankOf(name: string): number {
  const [, kind, number] = /^([a-z])(\d+)/.exec(name) as unknown as [string, string, string];
  if (kind === 'f') return Number.POSITIVE_INFINITY;
  return kind === 't' || kind === 'a' ? Number(number) : Number(number) + 0.5;
}
