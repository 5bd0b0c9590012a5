/** Who waits for whom at one moment, as a picture: boxes from left to right in the order of waiting, cycles marked. */
import { h, type Tag } from '../views/markup.ts';
import { shortened } from './layout.ts';

export interface GraphNode {
  readonly name: string;
  /** Anything else than a task is drawn as a pill. */
  readonly task: boolean;
}

/** `from` waits for `to`; both are indexes of nodes. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** By what it waits, where that is not a plain `await`. */
  readonly label?: string;
}

const WIDTH = 112;
const HEIGHT = 28;
const GAP = 76;
const ROW = 44;
const EDGE = 12;
const MAX_CHARACTERS = 14;

/** For each node the number of the cycle that it is in; -1: in none. A node that waits for itself is one, too. */
export function cycles(count: number, edges: readonly GraphEdge[]): number[] {
  const next = Array.from({ length: count }, (): number[] => []);
  for (const { from, to } of edges) next[from]?.push(to);
  const reached = next.map((_, node) => {
    const seen = new Set<number>();
    const todo = [...(next[node] ?? [])];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      todo.push(...(next[at] ?? []));
    }
    return seen;
  });
  const found = new Array<number>(count).fill(-1);
  let last = -1;
  for (let node = 0; node < count; node++) {
    if (found[node] !== -1 || reached[node]?.has(node) !== true) continue;
    last++;
    for (let other = node; other < count; other++) {
      if (reached[node]?.has(other) === true && reached[other]?.has(node) === true) found[other] = last;
    }
  }
  return found;
}

/** How many steps of waiting lead to each node; in a cycle, from its first node on. */
function columns(count: number, edges: readonly GraphEdge[]): number[] {
  const column = new Array<number>(count).fill(-1);
  const waitedFor = new Set(edges.filter(({ from, to }) => from !== to).map(({ to }) => to));
  const place = (node: number, at: number, path: ReadonlySet<number>): void => {
    if (path.has(node) || (column[node] ?? -1) >= at) return;
    column[node] = at;
    for (const { from, to } of edges) if (from === node) place(to, at + 1, new Set([...path, node]));
  };
  for (let node = 0; node < count; node++) if (!waitedFor.has(node)) place(node, 0, new Set());
  for (let node = 0; node < count; node++) if (column[node] === -1) place(node, 0, new Set());
  return column;
}

/** @param label what the picture says, in words */
export function graphPicture(nodes: readonly GraphNode[], edges: readonly GraphEdge[], label: string): Tag {
  const cycle = cycles(nodes.length, edges);
  const column = columns(nodes.length, edges);
  const used: number[] = [];
  const places = nodes.map((_, node) => {
    const at = column[node] ?? 0;
    const row = used[at] ?? 0;
    used[at] = row + 1;
    return { x: EDGE + at * (WIDTH + GAP), y: EDGE + row * ROW };
  });
  let lowest = EDGE + Math.max(1, ...used.map((rows) => rows ?? 0)) * ROW;
  const drawn = edges.flatMap(({ from, to, label = '' }): Tag[] => {
    const [a, b] = [places[from], places[to]];
    if (a === undefined || b === undefined) return [];
    const inCycle = cycle[from] !== -1 && cycle[from] === cycle[to];
    const [x, y, tipX, tipY] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x - 2, b.y + HEIGHT / 2];
    const kind = `loop-edge${inCycle ? ' loop-cycle' : ''}`;
    if (b.x > a.x) {
      const bend = (tipX - x) / 2;
      return [
        h('path', { class: kind, d: `M${x} ${y}C${x + bend} ${y} ${tipX - bend} ${tipY} ${tipX - 7} ${tipY}` }),
        h('path', { class: `${kind} loop-tip`, d: `M${tipX} ${tipY}l-9 -5v10Z` }),
        ...text(x + bend - 4, (y + tipY) / 2 - 6, label),
      ];
    }
    // Back, below all boxes.
    lowest += 14;
    const [out, into, up] = [a.x + WIDTH / 2 + 10, b.x + WIDTH / 2 - 10, b.y + HEIGHT + 2];
    return [
      h('path', {
        class: kind,
        d: `M${out} ${a.y + HEIGHT}V${lowest - 6}Q${out} ${lowest} ${out - 6} ${lowest}H${into + 6}Q${into} ${lowest} ${into} ${lowest - 6}V${up + 7}`,
      }),
      h('path', { class: `${kind} loop-tip`, d: `M${into} ${up}l-5 9h10Z` }),
      ...text((out + into) / 2, lowest - 5, label),
    ];
  });
  const boxes = nodes.map(({ name, task }, node) => {
    const { x, y } = places[node] as { x: number; y: number };
    const kind = `loop-node${task ? '' : ' loop-future'}${cycle[node] === -1 ? '' : ' loop-cycle'}`;
    return h(
      'g',
      { class: kind },
      h('rect', { x, y, width: WIDTH, height: HEIGHT, rx: task ? 4 : HEIGHT / 2 }),
      h('text', { x: x + WIDTH / 2, y: y + HEIGHT / 2 + 4 }, shortened(name, MAX_CHARACTERS)),
    );
  });
  const width = 2 * EDGE + used.length * (WIDTH + GAP) - GAP;
  const height = lowest + EDGE;
  return h(
    'svg',
    { class: 'loop-graph', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label },
    ...drawn,
    ...boxes,
  );
}

function text(x: number, y: number, label: string): Tag[] {
  return label === '' ? [] : [h('text', { class: 'loop-label', x, y }, shortened(label, 12))];
}
