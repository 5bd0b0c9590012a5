/**
 * The picture of a run as shapes, from left to right: what build and page write as SVG while it is small, and the page
 * draws on a canvas when it is large. A state is told by its form and its words; its colour only repeats that.
 */
import { formatTime } from '../../model/wording.ts';
import { BOX_HEIGHT, BOX_PADDING, HEAD_HEIGHT, jobLabel, LANE_HEIGHT, type Layout, labelOf, laneY } from './layout.ts';
import type { Job, Link, Sign, Span, Story } from './story.ts';

/** What a shape stands for; the style sheet gives it its look. The later cover the earlier. */
const TONES = [
  'band',
  'lane',
  'head',
  'ready',
  'suspended',
  'cancelling',
  'job',
  'running',
  'output',
  'output-in-job',
  'handed',
  'submitted',
  'created',
  'woke',
  'woke-head',
  'cancel',
  'cancel-head',
  // On top of the arrows that cross it.
  'label',
  'thrown-ground',
  'thrown',
  'done',
  'failed',
  'cancelled',
  'abandoned',
  'timer',
] as const;

export type Tone = (typeof TONES)[number];

export interface Shape {
  readonly tone: Tone;
  /** Where it begins and ends from left to right. */
  readonly from: number;
  readonly to: number;
  /** An SVG path; or else a text and the place of its beginning. */
  readonly path?: string;
  readonly text?: string;
  readonly y?: number;
}

/** All shapes, by their tones; those of one tone from left to right. */
export function shapesOf(story: Story, layout: Layout): Shape[] {
  const { x, width, height } = layout;
  const at = (event: number): number => x[event] ?? width;
  const shapes: Shape[] = [];
  const path = (tone: Tone, from: number, to: number, path: string): void => {
    shapes.push({ tone, from, to, path });
  };
  const text = (tone: Tone, from: number, y: number, text: string): void => {
    shapes.push({ tone, from, to: from + text.length * 7, y, text });
  };

  story.iterations.forEach(({ number, first, time }, index) => {
    const next = story.iterations[index + 1];
    const left = at(first) - BOX_PADDING - 2;
    const right = next === undefined ? width : at(next.first) - BOX_PADDING - 2;
    if (index % 2 === 0) path('band', left, right, `M${round(left)} 0V${height}H${round(right)}V0Z`);
    text('head', left + 4, 14, `${number}`);
    const before = story.iterations[index - 1];
    if (before === undefined || before.time !== time) text('head', left + 4, 30, `${formatTime(time)} s`);
  });
  story.lanes.forEach((_, lane) => {
    path('lane', 0, width, `M0 ${laneTop(lane)}H${width}`);
  });
  for (const span of story.spans) stretch(span, at(span.from), span.to === null ? width : at(span.to), path, text);
  for (const { lane, first, last } of story.steps) {
    if (lane < 0) continue;
    const [left, right] = [at(first) - BOX_PADDING, at(last) + BOX_PADDING];
    const top = laneY(lane) - BOX_HEIGHT / 2;
    path(
      'running',
      left,
      right,
      `M${round(left)} ${round(top)}h${round(right - left)}v${BOX_HEIGHT}h${round(left - right)}Z`,
    );
  }
  for (const job of story.jobs) bar(job, at(job.from), job.to === null ? width : at(job.to), path, text);
  for (const link of story.links) arrow(link, at(link.event), path);
  for (const sign of story.signs) mark(sign, at(sign.event), story.lanes[sign.lane]?.kind === 'worker', path);
  const layer = new Map(TONES.map((tone, index) => [tone, index]));
  return shapes.sort((a, b) => (layer.get(a.tone) ?? 0) - (layer.get(b.tone) ?? 0));
}

type Draw = (tone: Tone, from: number, to: number, path: string) => void;
type Write = (tone: Tone, from: number, y: number, text: string) => void;

function laneTop(lane: number): number {
  return HEAD_HEIGHT + lane * LANE_HEIGHT;
}

/** Ready: two lines. Suspended: one. Cancelling: a zigzag. What is over has no line. */
function stretch(span: Span, from: number, to: number, path: Draw, text: Write): void {
  const y = laneY(span.lane);
  if (span.state === 'ready')
    path('ready', from, to, `M${round(from)} ${y - 3}H${round(to)}M${round(from)} ${y + 3}H${round(to)}`);
  if (span.state === 'suspended') path('suspended', from, to, `M${round(from)} ${y}H${round(to)}`);
  if (span.state === 'cancelling') {
    // In steps relative to each other, which compress well.
    const teeth = Math.max(1, Math.round((to - from) / 12));
    const half = round((to - from) / teeth / 2);
    path('cancelling', from, to, `M${round(from)} ${y}${`l${half} -4l${half} 4`.repeat(teeth)}`);
  }
  const label = labelOf(span, to - from);
  if (label !== '') text('label', from + BOX_PADDING + 3, y - 6, label);
}

/** A call in a worker: a bar with round ends, and in it the function's name. One that does not end has no end. */
function bar(job: Job, from: number, to: number, path: Draw, text: Write): void {
  const y = laneY(job.lane);
  const half = BOX_HEIGHT / 2;
  const [left, length] = [round(from), round(to - from)];
  const end = `a${half} ${half} 0 0 1 0 ${BOX_HEIGHT}`;
  const right = job.to === null ? `m0 ${BOX_HEIGHT}` : end;
  path(
    'job',
    from - half,
    to + half,
    `M${left} ${y - half}h${length}${right}h${-length}a${half} ${half} 0 0 1 0 ${-BOX_HEIGHT}`,
  );
  text('label', from + BOX_PADDING + 3, y + 4, jobLabel(job));
}

/** Straight up or down, at the event: its form says what was done, its head to whom. */
function arrow({ kind, from, to }: Link, x: number, path: Draw): void {
  const end = laneY(to);
  const start = from < 0 ? HEAD_HEIGHT - 6 : laneY(from);
  if (from === to) {
    if (kind === 'cancelled') path('cancel-head', x - 5, x + 5, cross(x, end - BOX_HEIGHT / 2 - 5, 4));
    return;
  }
  const down = end > start ? 1 : -1;
  const out = from < 0 ? start : start + (down * BOX_HEIGHT) / 2;
  const X = round(x);
  if (kind === 'created') {
    path('created', x - 5, x + 5, `M${X} ${out}V${end - 4 * down}M${X - 4} ${end}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`);
    return;
  }
  const tip = end - 4 * down;
  if (kind === 'handed') {
    path(
      'handed',
      x - 5,
      x + 5,
      `M${X} ${out}V${end - (BOX_HEIGHT / 2) * down}m-5 ${-7 * down}l5 ${7 * down}l5 ${-7 * down}`,
    );
    return;
  }
  path(kind === 'woke' ? 'woke' : 'cancel', x - 5, x + 5, `M${X} ${out}V${tip - 8 * down}`);
  const head = `M${X} ${tip}L${X - 5} ${tip - 9 * down}H${X + 5}Z`;
  path(
    kind === 'woke' ? 'woke-head' : 'cancel-head',
    x - 5,
    x + 5,
    kind === 'woke' ? head : `${head}${cross(x, tip - 14 * down, 4)}`,
  );
}

function mark({ kind, lane }: Sign, x: number, inWorker: boolean, path: Draw): void {
  // A call that no worker has taken has no lane.
  if (lane < 0 && kind !== 'timer') return;
  const y = laneY(lane);
  const X = round(x);
  switch (kind) {
    case 'done':
      return path('done', x - 6, x + 6, `${circle(x, y, 6)}M${X - 3} ${y}l2.2 2.6l4 -5`);
    case 'failed':
      return path('failed', x - 6, x + 6, `M${X - 6} ${y - 6}h12v12h-12Z${cross(x, y, 3)}`);
    case 'cancelled':
      return path('cancelled', x - 6, x + 6, `${circle(x, y, 6)}M${round(x - 4.2)} ${round(y + 4.2)}l8.4 -8.4`);
    case 'abandoned':
      return path('abandoned', x - 6, x + 6, `M${X - 6} ${y - 6}h12v12h-12Z`);
    case 'thrown':
      path('thrown-ground', x - 7, x + 7, circle(x, y, 7));
      return path('thrown', x - 4, x + 4, cross(x, y, 3));
    case 'timer':
      return path('timer', x - 5, x + 5, `${circle(x, HEAD_HEIGHT - 9, 5)}M${X} ${HEAD_HEIGHT - 12}v3.5h2.5`);
    case 'submitted':
      return path('submitted', x - 4, x + 4, `M${X} ${y - 4}l4 4l-4 4l-4 -4Z`);
    case 'output':
      return path(inWorker ? 'output-in-job' : 'output', x - 3, x + 3, `M${X - 3} ${y + 3}h6v4h-6Z`);
  }
}

export function circle(x: number, y: number, r: number): string {
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

export function cross(x: number, y: number, r: number): string {
  return `M${round(x - r)} ${round(y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
