/** The whole picture of a run, described once for build and page: lanes, legend, who waits for whom, and the table of events. */
import { formatTime } from '../../model/wording.ts';
import { type EntityId, type LoopEvent, OUTSIDE, type TraceLog } from '../../trace/events.ts';
import { cycleIn, isOver, type State, stateAt, type Wait, waitEdges } from '../../trace/fold.ts';
import { beginningOf } from '../../trace/recorded-logs.ts';
import { h, type Markup, type Tag } from '../views/markup.ts';
import { cycles, type GraphEdge, type GraphNode, graphPicture } from './graph.ts';
import { type Layout, layout } from './layout.ts';
import { type Shape, shapesOf } from './shapes.ts';
import type { Story } from './story.ts';
import { isHousekeeping, storyOf } from './story-of.ts';
import { lanesSvg, legend, namesSvg } from './svg.ts';
import { called, droppedText, sentences, shortName, waiter } from './words.ts';

export interface Picture {
  readonly log: TraceLog;
  readonly story: Story;
  readonly layout: Layout;
  readonly shapes: readonly Shape[];
  /** One for each event. */
  readonly sentences: readonly string[];
}

/** @param output the text of a line of the run's output; undefined for one that is not known */
export function pictureOf(log: TraceLog, output?: (line: number) => string | undefined): Picture {
  const story = storyOf(log);
  const placed = layout(story);
  return { log, story, layout: placed, shapes: shapesOf(story, placed), sentences: sentences(log, output) };
}

/** More tasks than this are not drawn in the graph of who waits for whom; the list beside it has them all. */
const MAX_NODES = 24;

/** Who waits for whom in a state: the picture, and the same in words. Empty where nobody waits. */
export function waiting(log: TraceLog, state: State): Markup[] {
  const nodes: GraphNode[] = [];
  const index = new Map<EntityId, number>();
  const nodeOf = (id: EntityId): number => {
    const known = index.get(id);
    if (known !== undefined) return known;
    index.set(id, nodes.length);
    nodes.push({ name: shortName(log, id), task: log.entities[id]?.kind === 'task' });
    return nodes.length - 1;
  };
  const edges: GraphEdge[] = [];
  const ids: { from: EntityId; to: EntityId }[] = [];
  for (const { from, to, through } of waitEdges(state)) {
    ids.push({ from, to });
    // What asyncio itself waits for says more by the function that waits than by the class of the future.
    const known = index.has(to);
    const source = nodeOf(from);
    const target = nodeOf(to);
    if (!known && through !== null && log.entities[to]?.kind === 'future') {
      nodes[target] = { name: `${waiter(through)}()`, task: false };
    }
    const isTask = log.entities[to]?.kind === 'task';
    edges.push({ from: source, to: target, ...(through !== null && isTask && { label: waiter(through) }) });
  }
  if (edges.length === 0) return [];
  if (nodes.length > MAX_NODES) {
    const many = `${nodes.length} tasks and futures wait or are waited for, too many to draw.`;
    const ring = cycleIn(state).map((id) => called(log, id));
    return [
      h('p', { class: 'loop-note' }, many),
      ...(ring.length === 0 ? [] : [h('p', { class: 'loop-note loop-warning' }, ringText(ring))]),
    ];
  }
  const ring = cycles(nodes.length, edges);
  const words = ids.map(({ from, to }, at) => {
    const name = log.entities[to]?.kind === 'task' ? called(log, to) : (nodes[edges[at]?.to ?? 0]?.name ?? '');
    return `${called(log, from)} waits for ${from === to ? 'itself' : name}.`;
  });
  const inRing = nodes.filter((_, node) => ring[node] !== -1).map(({ name }) => name);
  if (inRing.length > 0) {
    words.push(ringText(inRing));
  }
  const label = words.join(' ');
  return [
    h(
      'div',
      { class: 'loop-scroll', tabindex: 0, role: 'group', 'aria-label': 'Who waits for whom' },
      graphPicture(nodes, edges, label),
    ),
    ...(inRing.length > 0 ? [h('p', { class: 'loop-note loop-warning' }, words.at(-1) ?? '')] : []),
  ];
}

function ringText(names: readonly string[]): string {
  const some = names.length > MAX_NODES ? [...names.slice(0, MAX_NODES), `${names.length - MAX_NODES} more`] : names;
  return `${some.join(', ')} ${names.length === 1 ? 'waits for itself' : 'wait for each other'}: a cycle.`;
}

/** The state that says most in a picture that stands still: one with a cycle, or else with the most who wait for tasks. */
export function tellingMoment(log: TraceLog): number {
  let best = 0;
  let most = 0;
  const { events } = log;
  for (let index = 1; index <= events.length; index++) {
    const { kind } = events[index - 1] as LoopEvent;
    // In between nobody begins to wait.
    if (kind !== 'suspended' && kind !== 'idle') continue;
    const state = stateAt(log, index);
    const edges = waitEdges(state).filter(({ to }) => state.tasks.has(to));
    const ids = [...state.tasks.keys()];
    const numbered = edges.map(({ from, to }) => ({ from: ids.indexOf(from), to: ids.indexOf(to) }));
    const weight = edges.length + (cycles(ids.length, numbered).some((cycle) => cycle !== -1) ? 1_000 : 0);
    if (weight < most || weight === 0) continue;
    most = weight;
    best = index;
  }
  return most === 0 ? 0 : best;
}

/** The lanes with their names. A lane's names stay where they are while the rest scrolls. */
export function lanes({ story, layout, shapes }: Picture, title: string): Tag {
  return h(
    'div',
    { class: 'loop-picture' },
    namesSvg(story, layout),
    h(
      'div',
      { class: 'loop-scroll', tabindex: 0, role: 'group', 'aria-label': `What the event loop did in ${title}` },
      lanesSvg(shapes, layout),
    ),
  );
}

const COLUMNS = ['Event', 'Iteration', 'Time', 'What happens', 'Line', 'Output'];

/** The same events as a table, from one event up to another. */
export function table(picture: Picture, title: string, from = 0, to: number = picture.log.events.length): Tag {
  const { events } = picture.log;
  const isPart = to - from < events.length;
  return h(
    'table',
    { class: 'loop-table', ...(isPart && { 'aria-rowcount': events.length + 1 }) },
    h('caption', {}, `Events of ${title}`),
    h(
      'thead',
      {},
      h('tr', isPart ? { 'aria-rowindex': 1 } : {}, ...COLUMNS.map((column) => h('th', { scope: 'col' }, column))),
    ),
    h('tbody', {}, ...events.slice(from, to).map((_, at) => row(picture, from + at, isPart))),
  );
}

/** @param isPart whether the table has other rows as well, which are not there */
function row({ log, sentences }: Picture, index: number, isPart: boolean): Tag {
  const event = log.events[index] as LoopEvent;
  const line = lineOf(event);
  return h(
    'tr',
    isPart ? { 'aria-rowindex': index + 2 } : {},
    h('th', { scope: 'row' }, `${index + 1}`),
    h('td', {}, `${event.iteration}`),
    h('td', {}, `${formatTime(event.time)} s`),
    h('td', {}, sentences[index] ?? ''),
    h('td', {}, line === null ? '' : `${line}`),
    h('td', {}, event.kind === 'printed' ? `${event.output + 1}` : ''),
  );
}

/** The line of the program to which an event belongs; null where it belongs to none, or to one of another file. */
export function lineOf(event: LoopEvent): number | null {
  const at = event.kind === 'suspended' ? event.stack.at(-1) : 'at' in event ? event.at : undefined;
  return at === undefined || at.file !== undefined ? null : at.line;
}

/** A picture that stands still has this many events at most: it is part of the page, whether one looks at it or not. */
const MAX_STILL = 110;
/** So few more are shown as well: a picture that breaks off just before the end is worse than a slightly longer one. */
const FEW_MORE = 10;

/**
 * What the build writes of a recorded run: it needs no script. It ends where the last task does; what comes then shuts
 * the loop down, in every program alike.
 */
export function still(whole: TraceLog, title: string, output: (line: number) => string | undefined): Markup[] {
  const leftovers = [...stateAt(whole, whole.events.length).tasks.values()].some(
    ({ status }) => status === 'abandoned',
  );
  const lastOfTasks = whole.events.findLastIndex(
    ({ kind, entity }) =>
      (leftovers && kind === 'closed') || (whole.entities[entity]?.kind === 'task' && !isHousekeeping(whole, entity)),
  );
  const count = lastOfTasks + 1;
  const endsWithTasks = count <= MAX_STILL + FEW_MORE;
  const log = beginningOf(whole, endsWithTasks ? count : MAX_STILL);
  const rest = whole.events.length - log.events.length;
  const picture = pictureOf(log, output);
  const moment = tellingMoment(log);
  return [
    lanes(picture, title),
    legend(picture.story),
    ...(rest > 0 && endsWithTasks && whole.dropped === 0
      ? [h('p', { class: 'loop-note' }, `${rest} more events, after the last one of a task, are not shown.`)]
      : log.dropped > 0
        ? [h('p', { class: 'loop-note' }, droppedText(log.dropped))]
        : []),
    ...(moment === 0
      ? []
      : [
          h(
            'div',
            { class: 'loop-waiting' },
            h(
              'p',
              { class: 'loop-note' },
              `Who waits for whom after event ${moment}, in iteration ${stateAt(log, moment).iteration}:`,
            ),
            ...waiting(log, stateAt(log, moment)),
          ),
        ]),
    h('details', {}, h('summary', {}, `These ${log.events.length} events as a table`), table(picture, title)),
  ];
}

/** More names than this are counted: a run may have thousands of tasks, and the list is made anew with each step. */
const MAX_NAMES = 12;

function names<Item>(items: Iterable<Item>, name: (item: Item) => string, separator: string): string {
  const all = [...items];
  const shown = all.slice(0, MAX_NAMES).map(name);
  const more = all.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}

/** Tasks by what they do, for the list beside the picture. What nobody does is left out. */
export function byState(log: TraceLog, state: State): readonly (readonly [what: string, names: string])[] {
  const list = <Item>(items: Iterable<Item>, name: (item: Item) => string): string => names(items, name, ' · ');
  const short = (id: EntityId): string => shortName(log, id);
  const tasks = [...state.tasks];
  const rows: readonly (readonly [what: string, names: string])[] = [
    ['Running', list(state.running, short)],
    ['Ready queue', list(state.ready, short)],
    [
      'Workers',
      list(
        [...state.jobs].filter(([, { status }]) => status === 'running'),
        ([id, { worker }]) => `${short(worker ?? OUTSIDE)} with ${short(id)}`,
      ),
    ],
    [
      'For a worker',
      list(
        [...state.jobs].filter(([, { status }]) => status === 'queued'),
        ([id]) => short(id),
      ),
    ],
    [
      'Suspended',
      list(
        tasks.filter(([, { status }]) => status === 'suspended'),
        ([id, { waits, cancelling }]) => {
          const on = waits === null ? '' : ` on ${waitName(log, waits)}`;
          return `${short(id)}${on}${cancelling > 0 ? ', cancelling' : ''}`;
        },
      ),
    ],
    [
      'Timers',
      list(
        state.timers.filter(({ due }) => due < Number.POSITIVE_INFINITY),
        ({ due }) => `${formatTime(due)} s`,
      ),
    ],
    [
      'Done',
      list(
        tasks.filter(([, task]) => isOver(task)),
        ([id, { status }]) => `${short(id)}${status === 'done' ? '' : ` (${status})`}`,
      ),
    ],
  ];
  return rows.filter(([, names]) => names !== '');
}

function waitName(log: TraceLog, { on, through, for: others, until }: Wait): string {
  const whom = names(others, (id) => shortName(log, id), ', ');
  if (through === null) return others.includes(on) ? whom : `${shortName(log, on)} (${whom})`;
  if (until !== null) return `${through}() until ${formatTime(until)} s`;
  return others.some((id) => id !== on) ? `${waiter(through)} for ${whom}` : `${waiter(through)}()`;
}
