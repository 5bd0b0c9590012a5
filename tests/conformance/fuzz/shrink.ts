/**
 * Makes a program on which the two sides differ as small as possible.
 *
 * Candidates are tried many at a time, since a run costs about the same for one
 * program as for thirty. The first that still differs is the new program; when
 * none does, the program is the smallest that these steps lead to.
 */
import { firstDifference, type Result, type RunOptions, runBoth } from './run.ts';
import { isValid, MAIN, type Node, type Program, sizeOf, walk } from './tree.ts';

/** Programs per run. */
const TRIES = 32;

export interface ShrinkOptions extends RunOptions {
  /** Most runs of `TRIES` programs each. Default: 150. */
  readonly rounds?: number;
}

/** The smallest program found that still differs, with both traces. */
export async function shrink(result: Result, { rounds = 150, ...options }: ShrinkOptions = {}): Promise<Result> {
  let best = result;
  for (let round = 0; round < rounds; ) {
    let better: Result | undefined;
    const candidates = smaller(best.program);
    while (better === undefined && round < rounds) {
      const batch: Program[] = [];
      for (const candidate of candidates) {
        // Each needs a number of its own; it is printed as its name.
        batch.push({ ...candidate, seed: batch.length + 1 });
        if (batch.length === TRIES) break;
      }
      if (batch.length === 0) break;
      round++;
      better = (await runBoth(batch, options)).find((one) => firstDifference(one) >= 0);
    }
    if (better === undefined) break;
    best = { ...better, program: { ...better.program, seed: result.program.seed } };
  }
  return best;
}

/** Programs one step smaller, large steps first. */
function* smaller(program: Program): Generator<Program, undefined> {
  const size = costOf(program);
  for (const change of changes(program)) {
    const copy = structuredClone(program);
    if (change(copy) && isValid(copy) && costOf(copy) < size) yield copy;
  }
}

/** What is to become less: first statements, then details. */
function costOf(program: Program): number {
  let details = program.counted ? 1 : 0;
  walk(program.main, MAIN, ({ kind, a }) => {
    for (const [key, value] of Object.entries(a)) {
      if (key === 'number' || key === 'name') continue;
      details += typeof value === 'number' ? 1 + Math.abs(value - 1) / 10 : Array.isArray(value) ? value.length : 1;
    }
    details += COMPLEX[kind] ?? 0;
  });
  return sizeOf(program) * 20 + details;
}

/** Kinds that have a simpler kind to be replaced by. */
const COMPLEX: Partial<Record<Node['kind'], number>> = { waitFor: 2, shield: 1, groupSpawn: 3, worker: 3, put: 1 };

/** Changes a copy in place; false if it does not apply. */
type Change = (program: Program) => boolean;

/** Blocks are named by their order in the tree, so that a copy's can be found. */
function blocksOf(program: Program): Node[][] {
  const blocks: Node[][] = [];
  walk(program.main, MAIN, (node) => blocks.push(...node.blocks));
  return blocks;
}

function nodesOf(program: Program): Node[] {
  const nodes: Node[] = [];
  walk(program.main, MAIN, (node) => nodes.push(node));
  return nodes;
}

function* changes(program: Program): Generator<Change> {
  const blocks = blocksOf(program);
  // Runs of statements, longest first.
  const longest = Math.max(...blocks.map((block) => block.length));
  for (let length = longest; length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (const [i, block] of blocks.entries()) {
      for (let from = 0; from + length <= block.length; from += Math.max(1, Math.floor(length / 2)))
        yield (copy) => (blocksOf(copy)[i]?.splice(from, length).length ?? 0) > 0;
    }
  }
  // What a statement holds, in its place.
  for (const [i, block] of blocks.entries()) {
    for (const [j, node] of block.entries()) {
      for (const k of node.blocks.keys()) {
        if (node.blocks[k]?.length)
          yield (copy) => {
            const target = blocksOf(copy)[i] as Node[];
            const inner = (target[j] as Node).blocks[k] as Node[];
            target.splice(j, 1, ...inner);
            return true;
          };
      }
      for (const k of node.operands.keys()) {
        if (node.operands[k]?.blocks[0]?.length)
          yield (copy) => {
            const target = blocksOf(copy)[i] as Node[];
            const inner = (target[j] as Node).operands[k]?.blocks[0] as Node[];
            target.splice(j, 1, ...inner);
            return true;
          };
      }
    }
  }
  const nodes = nodesOf(program);
  for (const [i, node] of nodes.entries()) {
    const at = (copy: Program): Node => nodesOf(copy)[i] as Node;
    if (
      node.operands.length > 1 ||
      ((node.kind === 'gather' || node.kind === 'keepGather') && node.operands.length > 0)
    ) {
      for (const k of node.operands.keys()) yield (copy) => at(copy).operands.splice(k, 1).length > 0;
    }
    for (const simpler of simplerKinds(node)) {
      yield (copy) => {
        const target = at(copy);
        target.kind = simpler;
        if (simpler !== 'spawn') delete target.a['group'];
        if (simpler === 'call' || simpler === 'await') for (const key of Object.keys(target.a)) delete target.a[key];
        if (simpler === 'await') {
          target.a['name'] = target.operands[0]?.a['name'] as string;
          target.operands = [];
        }
        return true;
      };
    }
    for (const [key, value] of Object.entries(node.a)) {
      if (KEPT.has(key)) continue;
      if (value === true) yield (copy) => delete at(copy).a[key];
      else if (Array.isArray(value)) {
        if (value.length > 1)
          for (const k of value.keys()) yield (copy) => (at(copy).a[key] as string[]).splice(k, 1).length > 0;
      } else if (OPTIONAL.has(`${node.kind}.${key}`)) yield (copy) => delete at(copy).a[key];
      else if (typeof value === 'number')
        for (const less of [0, 1]) yield (copy) => Object.assign(at(copy).a, { [key]: less }) !== null;
      else if (key === 'type' && value !== 'ValueError') yield (copy) => setTo(at(copy), 'type', 'ValueError');
      else if (key === 'message' && value !== null) yield (copy) => setTo(at(copy), 'message', null);
    }
  }
  if (program.counted)
    yield (copy) => {
      copy.counted = false;
      return true;
    };
}

/** Attributes that no change touches: without them it would be another statement. */
const KEPT: ReadonlySet<string> = new Set(['number', 'name', 'callback', 'generator']);

/** Attributes that may be left out. */
const OPTIONAL = new Set([
  'cancel.message',
  'sleep.value',
  'spawn.context',
  'soon.context',
  'wait.delay',
  'wait.when',
  'asCompleted.delay',
]);

function setTo(node: Node, key: string, value: string | null): boolean {
  node.a[key] = value;
  return true;
}

function simplerKinds({ kind, operands }: Node): Node['kind'][] {
  const [only] = operands;
  switch (kind) {
    case 'gather':
    case 'shield':
    case 'waitFor':
      if (operands.length !== 1) return [];
      return [only?.kind === 'coroutine' ? 'call' : 'await'];
    case 'groupSpawn':
      return ['spawn'];
    default:
      return [];
  }
}
